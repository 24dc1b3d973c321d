//! The catalogues are whole: every sentence is there in every language, with its gaps, its layout and within Discord's bounds.

use std::collections::BTreeSet;

use commands::tongues;
use incidents::model::tongue::Tongue;

use super::sentences::{self, Place};
use crate::architecture::tree;

/// Every sentence in every language but English, as far as it is there.
fn pairs() -> Vec<(Tongue, String, Place, &'static str)> {
    let all = sentences::all();
    let others = Tongue::ALL.into_iter().filter(|tongue| *tongue != Tongue::English);
    others
        .flat_map(|tongue| {
            let told = all.iter().filter_map(move |(english, place)| {
                Some((tongue, english.clone(), *place, tongues::translation(tongue, english)?))
            });
            told.collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn no_sentence_is_missing_in_any_language() {
    let all = sentences::all();
    assert!(all.len() > 300, "the sentences were not found where they stand");
    let mut missing = BTreeSet::new();
    for tongue in Tongue::ALL.into_iter().filter(|tongue| *tongue != Tongue::English) {
        for english in all.keys().filter(|english| tongues::translation(tongue, english).is_none()) {
            missing.insert(format!("{}: {english:?}", tongue.as_str()));
        }
    }
    let list: Vec<_> = missing.iter().map(String::as_str).collect();
    assert!(list.is_empty(), "{} are missing:\n{}", list.len(), list.join("\n"));
}

#[test]
fn no_catalogue_has_a_sentence_that_nobody_says() {
    let mut said: BTreeSet<String> = sentences::all().into_keys().collect();
    for of in ["incidents", "commands", "bot"] {
        for source in tree::sources(of) {
            said.extend(source.rust.literals.iter().map(|(_, text)| sentences::unescaped(text)));
        }
    }
    for tongue in Tongue::ALL {
        let unsaid: Vec<_> = tongues::keys(tongue).into_iter().filter(|key| !said.contains(*key)).collect();
        assert!(unsaid.is_empty(), "{}: {unsaid:#?}", tongue.as_str());
    }
}

#[test]
fn whatever_is_noted_is_known_again() {
    let known: BTreeSet<String> = tongues::NOTED.iter().map(|text| (*text).to_owned()).collect();
    let unknown: Vec<_> = sentences::noted().difference(&known).cloned().collect();
    assert!(unknown.is_empty(), "noted, and not in commands/src/tongues/noted/known.rs: {unknown:#?}");
    let mut written = BTreeSet::new();
    for source in ["incidents", "commands", "bot"].into_iter().flat_map(tree::sources) {
        if !source.path.ends_with("noted/known.rs") {
            written.extend(source.rust.literals.iter().map(|(_, text)| sentences::unescaped(text)));
        }
    }
    let never: Vec<_> = known.difference(&written).collect();
    assert!(never.is_empty(), "known, and noted by nobody: {never:#?}");
}

#[test]
fn every_language_has_the_gaps_and_the_layout_of_the_english() {
    let mut broken = Vec::new();
    for (tongue, english, _, other) in pairs() {
        for (what, parts) in [("gaps", gaps as fn(&str) -> Vec<String>), ("code", code), ("layout", layout)] {
            if parts(&english) != parts(other) {
                broken.push(format!("{}: the {what} of {english:?}: {other:?}", tongue.as_str()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_language_keeps_within_discords_bounds() {
    let long = pairs().into_iter().filter(|(_, _, place, other)| other.chars().count() > place.most());
    let long: Vec<_> =
        long.map(|(tongue, _, place, other)| format!("{} {place:?}: {other:?}", tongue.as_str())).collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// The gaps of a sentence, in any order: another language may turn it round.
fn gaps(text: &str) -> Vec<String> {
    let text = text.replace("{{", "").replace("}}", "");
    let gaps: BTreeSet<_> = text.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
    gaps.into_iter().map(str::to_owned).collect()
}

/// What stands between back-ticks: commands, options and values are typed alike in every language.
fn code(text: &str) -> Vec<String> {
    let mut code: Vec<_> = text.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    code.sort();
    code
}

/// What Discord reads as layout: bold words, lines, small print, mentions and times.
fn layout(text: &str) -> Vec<String> {
    let marks = ["**", "\n", "-# ", "<#", "<@", "<t:", "\n- ", "~~", "__"];
    marks.iter().map(|mark| format!("{mark:?} {}", text.matches(mark).count())).collect()
}

#[test]
fn what_is_lost_in_a_translation_is_seen() {
    assert_eq!(gaps("{a} of {b:02}, {{c}}"), ["a", "b:02"]);
    assert_ne!(gaps("{count} days"), gaps("{count} Tage {zahl}"));
    assert_ne!(code("Use `/incident reopen`."), code("Nimm `/vorfall öffnen`."));
    assert_ne!(layout("**Done**\n-# twice"), layout("**Fertig**, zweimal"));
}
