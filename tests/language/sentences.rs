//! Every sentence that has to be in a catalogue, found where it stands: in the table of commands, in refusals, and in the code
//! that says it.

use std::collections::{BTreeMap, BTreeSet};

use commands::table::{Opt, Takes};
use commands::{COMMANDS, MENUS, tongues, topics};
use incidents::Refusal;
use incidents::model::moment::Note;
use incidents::model::setting::Setting;
use incidents::worded::Worded;

use crate::architecture::{rust, tree};

/// Where a sentence stands, which decides how long it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The name of a command in the menu of a message.
    Menu,
    /// Above a field of a form, or a form's title.
    Form,
    /// On a button.
    Button,
    /// A description, a choice, or the hint in a field.
    Line,
    /// Anywhere else.
    Text,
}

impl Place {
    /// How many characters Discord takes there.
    pub fn most(self) -> usize {
        match self {
            Self::Menu => 32,
            Self::Form => 45,
            Self::Button => 80,
            Self::Line => 100,
            Self::Text => 1_900,
        }
    }
}

/// Every sentence, with the narrowest place where it stands.
pub fn all() -> BTreeMap<String, Place> {
    let mut all = BTreeMap::new();
    let noted = tongues::NOTED.iter().map(|text| ((*text).to_owned(), Place::Text));
    for (text, place) in registered().chain(settings()).chain(refused()).chain(said()).chain(noted) {
        let narrowest = all.entry(text).or_insert(place);
        if place.most() < narrowest.most() {
            *narrowest = place;
        }
    }
    all.retain(|text, _| text.chars().any(char::is_alphabetic));
    all
}

fn registered() -> impl Iterator<Item = (String, Place)> {
    let abouts = COMMANDS.iter().map(|command| command.about);
    let options = COMMANDS.iter().flat_map(|command| command.options);
    let choices = options.clone().flat_map(choices);
    let topics = topics::TOPICS.iter().map(|(_, about)| *about);
    let lines = abouts.chain(options.map(|option| option.about)).chain(choices).chain(topics);
    let menus = MENUS.iter().map(|menu| (menu.name.to_owned(), Place::Menu));
    lines.map(|line| (line.to_owned(), Place::Line)).chain(menus)
}

fn choices(option: &Opt) -> impl Iterator<Item = &'static str> {
    let words: &[&str] = match option.takes {
        Takes::OneOf(words) => words,
        _ => &[],
    };
    words.iter().copied()
}

fn settings() -> impl Iterator<Item = (String, Place)> {
    let words = Setting::ALL.into_iter().flat_map(|setting| [setting.about(), setting.takes()]);
    words.map(|text| (text.to_owned(), Place::Text))
}

fn refused() -> impl Iterator<Item = (String, Place)> {
    let mut known = Vec::new();
    Refusal::list(&mut known);
    Note::list(&mut known);
    let gaps_alone = |text: &&str| text.starts_with('{') && text.ends_with('}') && !text.contains(' ');
    known.into_iter().filter(move |text| !gaps_alone(text)).map(|text| (text.to_owned(), Place::Text))
}

/// What the code says: the literals in `say!`, `count!`, `sentence!`, `noted!` and `word`.
fn said() -> impl Iterator<Item = (String, Place)> {
    let sources = ["commands", "incidents", "bot"].into_iter().flat_map(tree::sources);
    sources.filter(|source| !source.is_test()).flat_map(|source| in_code(&source.rust))
}

fn in_code(text: &rust::Text) -> Vec<(String, Place)> {
    let code: String = text.lines().map(|(_, line)| line.to_owned() + "\n").collect();
    let shipped: usize = code.split_inclusive('\n').take(text.first_test_line() - 1).map(str::len).sum();
    let literals: Vec<&str> = text.literals.iter().map(|(_, literal)| literal.as_str()).collect();
    let mut found = Vec::new();
    for (number, (at, _)) in code.match_indices("\"\"").enumerate() {
        let before: String = code[..at].split_whitespace().collect();
        let is_said =
            ["say!(", "word(", "sentence!(", "noted!("].iter().any(|opening| before.ends_with(opening));
        if is_said && at < shipped {
            found.push((unescaped(literals[number]), place(&before)));
        }
    }
    for (at, opening) in code.match_indices("count!(") {
        let number = code[..at].matches("\"\"").count();
        let after = &code[at + opening.len()..];
        assert!(after.matches("\"\"").count() >= 2, "count! has one sentence for one and one for more");
        found.extend(literals[number..number + 2].iter().map(|text| (unescaped(text), Place::Text)));
    }
    found
}

/// What the code notes in English, for others to be told of later.
pub fn noted() -> BTreeSet<String> {
    let sources = ["commands", "incidents", "bot"].into_iter().flat_map(tree::sources);
    let shipped = sources.filter(|source| !source.is_test());
    shipped.flat_map(|source| after("noted!(", &source.rust)).collect()
}

/// The literals that follow an opening.
fn after(opening: &str, text: &rust::Text) -> Vec<String> {
    let code: String = text.lines().map(|(_, line)| line.to_owned() + "\n").collect();
    let before = code.match_indices("\"\"").map(|(at, _)| code[..at].trim_end());
    let literals = text.literals.iter().zip(before).filter(|(_, before)| before.ends_with(opening));
    literals.map(|((_, literal), _)| unescaped(literal)).collect()
}

/// Where a sentence goes, as far as the code before it tells.
fn place(before: &str) -> Place {
    let before = before.trim_end_matches("say!(").trim_end_matches("word(").trim_end_matches("tongues::");
    let before = before.trim_end_matches('&');
    let ends = |endings: &[&str]| endings.iter().any(|ending| before.ends_with(ending));
    if ends(&["Widget::button("]) {
        Place::Button
    } else if ends(&["Input::line(\"\",", "Input::text(\"\",", "Form{id,title:"]) {
        Place::Form
    } else if ends(&[".hinting(", "hint:", "label:"]) {
        Place::Line
    } else {
        Place::Text
    }
}

/// A literal as the program sees it.
pub fn unescaped(literal: &str) -> String {
    let mut text = String::new();
    let mut rest = literal.chars().peekable();
    while let Some(letter) = rest.next() {
        match (letter, letter == '\\').1 {
            false => text.push(letter),
            true => match rest.next() {
                Some('n') => text.push('\n'),
                Some('\n') => while rest.next_if(|letter| letter.is_whitespace()).is_some() {},
                Some('u') => text.extend(by_number(&mut rest)),
                Some(escaped) => text.push(escaped),
                None => {}
            },
        }
    }
    text
}

fn by_number(rest: &mut impl Iterator<Item = char>) -> Option<char> {
    let number: String = rest.skip(1).take_while(|letter| *letter != '}').collect();
    char::from_u32(u32::from_str_radix(&number, 16).ok()?)
}

#[test]
fn what_is_said_is_found_in_the_code() {
    let code = "fn a() { say!(\"One \\\"{x}\\\"\\n\", x = \"not\"); Widget::button(&say!(\n\"Two \\\n   more\"), id) } \
                fn b() { count!(n, \"{count} day\", \"{count} days\"); no(\"never\"); tongues::word(\"three\") }";
    let found = in_code(&rust::apart(code));
    let text = |text: &str, place| (text.to_owned(), place);
    assert_eq!(
        found,
        [
            text("One \"{x}\"\n", Place::Text),
            text("Two more", Place::Button),
            text("three", Place::Text),
            text("{count} day", Place::Text),
            text("{count} days", Place::Text)
        ]
    );
}
