//! Layout by its data, and the file by what is in it.

use super::face::{Faces, Style};
use super::layout::{Mark, lay_out};
use super::*;
use crate::postmortem::facts::Action;
use crate::postmortem::{document, samples};

fn placed(facts: &Facts) -> layout::Pages {
    let faces = Faces::with(&[]).unwrap();
    lay_out(&document::blocks(facts), facts, &faces, Pictures::Shown)
}

fn text(pages: &layout::Pages) -> String {
    pages.pages.iter().map(|page| words(page)).collect()
}

fn words(page: &[Mark]) -> String {
    let mut out = String::new();
    for mark in page {
        if let Mark::Line { line, .. } = mark {
            line.runs.iter().for_each(|run| out.push_str(&run.text));
            out.push(' ');
        }
    }
    out
}

#[test]
fn every_fact_is_printed() {
    let facts = samples::full();
    let text = text(&placed(&facts));
    for entry in facts.entries.iter().take(8) {
        assert!(text.contains(&entry.text), "{} is missing in {text}", entry.text);
    }
    assert!(text.contains("Time to resolve 2 hours 30 minutes"), "{text}");
}

#[test]
fn what_no_font_has_is_told_in_letters() {
    let text = text(&placed(&samples::full()));
    assert!(text.contains("[U+8BF7][U+6C42]"), "{text}");
    let faces = Faces::with(&[]).unwrap();
    assert!(faces.that_has('请', Style::Regular).is_none() && faces.that_has('Ж', Style::Bold).is_some());
}

/// A font of two characters, made for this test.
const TWO: &[u8] = include_bytes!("../testdata/two-characters.ttf");

#[test]
fn a_further_font_prints_what_the_others_lack_and_nothing_else() {
    let more = [Typeface::read(TWO.to_vec()).unwrap()];
    let faces = Faces::with(&more).unwrap();
    let facts = samples::full();
    let text = text(&lay_out(&document::blocks(&facts), &facts, &faces, Pictures::Shown));
    assert!(text.contains("请[U+6C42]") && text.contains("attack 🙂"), "{text}");
    let (own, further) = (faces.that_has('A', Style::Regular), faces.that_has('请', Style::Bold));
    assert!(own.is_some() && further.is_some() && own != further);
    let file = pdf(&facts, &more).unwrap();
    assert!(file == pdf(&facts, &more).unwrap() && file != pdf(&facts, &[]).unwrap());
}

#[test]
fn a_table_says_its_head_on_every_page_and_parts_no_row_that_fits_one() {
    let mut facts = samples::full();
    let action = facts.actions[2].clone();
    let titled = |nth: usize| format!("begin{nth} {} end{nth}", action.title);
    facts.actions = (0..60).map(|nth| Action { title: titled(nth), ..action.clone() }).collect();
    let pages: Vec<_> = placed(&facts).pages.iter().map(|page| words(page)).collect();
    let on = |word: String| pages.iter().position(|page| page.contains(&word)).unwrap();
    for nth in 0..60 {
        assert_eq!(on(format!("begin{nth} ")), on(format!("end{nth} ")), "row {nth} is parted");
    }
    let holds = |words| pages.iter().filter(|page| page.contains(words)).count();
    assert!(holds("begin") > 2, "it goes on over several pages");
    assert_eq!(holds("Measure Owner Due State"), holds("begin"));
}

#[test]
fn a_row_that_no_page_could_hold_goes_on_on_the_next() {
    let mut facts = samples::full();
    facts.actions[0].detail = (0..150).map(|nth| format!("line{nth} \n")).collect();
    let pages: Vec<_> = placed(&facts).pages.iter().map(|page| words(page)).collect();
    assert!((0..150).all(|nth| pages.iter().any(|page| page.contains(&format!("line{nth} ")))));
    let is_part = |page: &&String| (0..150).any(|nth| page.contains(&format!("line{nth} ")));
    let parts: Vec<_> = pages.iter().filter(is_part).collect();
    assert!(parts.len() > 2 && parts.iter().all(|page| page.contains("Measure Owner Due State")));
}

#[test]
fn nothing_is_placed_outside_the_page() {
    let mut tall = samples::full();
    tall.actions[0].detail = "one more line\n".repeat(200);
    for facts in [samples::full(), samples::hostile(), samples::long(500), tall] {
        for mark in placed(&facts).pages.iter().flatten() {
            let y = match mark {
                Mark::Line { y, .. } => *y,
                Mark::Picture { y, height, .. }
                | Mark::Chart { y, height, .. }
                | Mark::Shade { y, height, .. } => y + height,
            };
            assert!(y > 0.0 && y < layout::PAGE.1 - layout::BORDER / 2.0, "{y}");
        }
    }
}

#[test]
fn a_heading_never_ends_a_page() {
    for entries in (1..60).step_by(4) {
        let mut facts = samples::full();
        facts.texts.summary = "One line more.\n".repeat(usize::try_from(entries).unwrap());
        facts.entries.extend(samples::long(entries).entries);
        let pages = placed(&facts);
        for stop in &pages.stops {
            let below = pages.pages[stop.page].iter().filter(|mark| match mark {
                Mark::Line { y, .. } | Mark::Picture { y, .. } | Mark::Chart { y, .. } => *y > stop.y + 30.0,
                Mark::Shade { .. } => false,
            });
            assert!(below.count() > 0, "{} ends page {} after {entries} entries", stop.text, stop.page);
        }
    }
}

#[test]
fn the_file_is_a_pdf_with_an_outline_and_always_the_same() {
    let file = pdf(&samples::full(), &[]).unwrap();
    assert!(file.starts_with(b"%PDF-") && file.windows(9).any(|bytes| bytes == b"/Outlines"));
    assert!(file == pdf(&samples::full(), &[]).unwrap());
    if let Some(folder) = std::env::var_os("LOOK") {
        std::fs::write(std::path::Path::new(&folder).join("full.pdf"), &file).unwrap();
        let hostile = pdf(&samples::hostile(), &[]).unwrap();
        std::fs::write(std::path::Path::new(&folder).join("hostile.pdf"), hostile).unwrap();
    }
}

#[test]
fn a_broken_picture_is_named_and_the_rest_is_printed() {
    let mut facts = samples::full();
    let mut bytes = facts.files[0].bytes.to_vec();
    let cut = bytes.len() - 20;
    bytes[40..cut].fill(7);
    facts.files[0].bytes = bytes.into();
    assert!(pdf(&facts, &[]).unwrap().starts_with(b"%PDF-"));
    facts.files[0].bytes = b"no picture at all".as_slice().into();
    assert!(text(&placed(&facts)).contains("picture: memory graph.png"));
}

#[test]
fn a_font_that_is_none_is_refused() {
    assert!(matches!(Typeface::read(b"no font".to_vec()), Err(Unprinted::Font)));
}

#[test]
fn what_runs_from_right_to_left_stands_where_it_is_read() {
    let faces = Faces::with(&[]).unwrap();
    let text = "Error שלום עולם fixed".to_owned();
    let set = line::lines(&[document::Piece::Plain(text)], &faces, 10.0, 400.0);
    let runs: Vec<_> = set[0].runs.iter().map(|run| (run.text.as_str(), run.is_rtl)).collect();
    assert_eq!(runs, [("Error ", false), ("שלום עולם", true), (" fixed", false)]);
    assert!(set[0].runs.windows(2).all(|pair| pair[0].x < pair[1].x));
    let rtl = line::lines(&[document::Piece::Plain("שלום Error".to_owned())], &faces, 10.0, 400.0);
    let runs: Vec<_> =
        rtl[0].runs.iter().map(|run| run.text.trim()).filter(|text| !text.is_empty()).collect();
    assert_eq!(runs, ["Error", "שלום"], "a line that begins from the right is read from there");
}

#[test]
fn an_address_leads_out_of_the_document_on_every_line_it_stands_on() {
    let mut facts = samples::full();
    let address = format!("https://grafana.example/d/{}", "x".repeat(160));
    facts.entries[0].text = format!("See {address}, then https://b.example.");
    let pages = placed(&facts);
    let lines = pages.pages.iter().flatten().filter_map(|mark| match mark {
        Mark::Line { line, .. } => Some(line),
        _ => None,
    });
    let targets: Vec<_> = lines.flat_map(|line| line.links.iter().map(|link| link.target.clone())).collect();
    assert!(targets.iter().filter(|target| **target == address).count() >= 2, "{targets:?}");
    assert!(targets.contains(&"https://b.example".to_owned()), "{targets:?}");
    let file = pdf(&facts, &[]).unwrap();
    assert!(file.windows(4).any(|bytes| bytes == b"/URI"));
    if let Some(folder) = std::env::var_os("LOOK") {
        facts.entries[1].text = "Error שלום עולם fixed, مرحبا بالعالم".into();
        let path = std::path::Path::new(&folder);
        std::fs::write(path.join("links.pdf"), pdf(&facts, &[]).unwrap()).unwrap();
        std::fs::write(path.join("links.html"), crate::postmortem::html(&facts)).unwrap();
    }
}
