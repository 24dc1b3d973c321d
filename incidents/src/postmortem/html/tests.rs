//! What the page holds, and that nothing typed can become part of it.

use super::*;
use crate::postmortem::{Sink, markdown, samples};

#[test]
fn everything_that_can_be_recorded_is_told() {
    let page = html(&samples::full());
    if let Some(folder) = std::env::var_os("LOOK") {
        std::fs::write(std::path::Path::new(&folder).join("full.html"), &page).unwrap();
    }
    samples::assert_golden("full.html", &page);
}

#[test]
fn the_page_needs_nothing_from_outside() {
    let page = html(&samples::full());
    for outside in ["src=\"http", "href=\"http", "<link", "<script", "url(", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("<svg xmlns=") && page.contains("src=\"data:image/png;base64,iVBOR"));
}

#[test]
fn hostile_text_adds_no_element() {
    let tags = |page: &str| page.matches('<').count();
    let mut tame = samples::hostile();
    let typed = samples::HOSTILE.join("\n");
    let calm = vec!["calm"; samples::HOSTILE.len()].join("\n");
    tame.title = tame.title.replace(&typed, &calm);
    for entry in &mut tame.entries {
        entry.text.clone_from(&calm);
    }
    for action in &mut tame.actions {
        action.title.clone_from(&calm);
        action.owner.clone_from(&calm);
    }
    tame.texts.cause = samples::memory_leak().texts.cause;
    tame.texts.lessons = String::new();
    let mut hostile = samples::hostile();
    hostile.texts.cause.clone_from(&tame.texts.cause);
    hostile.texts.lessons = String::new();
    // Each hostile text holds one web address, within a picture's Markdown: a link where texts are told in full.
    let page = html(&hostile);
    let links = page.matches("<a rel=").count();
    assert_eq!(tags(&page), tags(&html(&tame)) + 2 * links);
    assert!(!page.contains("<script") && !page.contains("onerror=alert(1)>") && !page.contains('\u{202E}'));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn a_picture_whose_type_is_not_known_is_only_named() {
    let mut facts = samples::full();
    facts.files[0].mime = "image/svg+xml\" onload=\"alert(1)".into();
    let page = html(&facts);
    assert!(!page.contains("onload"), "the type is printed only where it is known");
    assert!(page.contains("(file: memory graph.png)"));
}

#[test]
fn every_heading_of_the_markdown_stands_in_the_page() {
    for facts in [samples::full(), samples::connection_spike(), samples::bare()] {
        let page = html(&facts);
        for line in markdown(&facts, Sink::File).lines() {
            if let Some(heading) = line.strip_prefix("## ") {
                assert!(page.contains(&format!("<h2 dir=\"auto\">{heading}</h2>")), "{heading}");
            }
        }
    }
}

#[test]
fn a_long_timeline_grows_with_its_entries_and_no_faster() {
    let size = |entries| html(&samples::long(entries)).len();
    assert!(size(10_000) < size(1_000) * 11);
}

#[test]
fn the_same_facts_give_the_same_bytes() {
    assert_eq!(html(&samples::full()), html(&samples::full()));
}
