//! The standard document: its headings, its facts word for word, and that nothing typed can break it.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};

use super::*;
use crate::postmortem::facts::State;
use crate::postmortem::samples;

fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS)
}

fn headings(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.starts_with("## ")).collect()
}

#[test]
fn a_memory_leak_told_in_full() {
    samples::assert_golden("memory-leak.md", &markdown(&samples::memory_leak(), Sink::File));
}

#[test]
fn everything_that_can_be_recorded_is_told() {
    samples::assert_golden("full.md", &markdown(&samples::full(), Sink::File));
}

#[test]
fn every_fact_stands_in_the_document_word_for_word() {
    for facts in [samples::memory_leak(), samples::connection_spike()] {
        let text = markdown(&facts, Sink::File);
        let said =
            facts.entries.iter().map(|entry| &entry.text).chain(facts.actions.iter().map(|it| &it.title));
        let texts = &facts.texts;
        for fact in said.chain([&facts.title, &texts.summary, &texts.impact, &texts.cause, &texts.conclusion])
        {
            assert!(text.contains(fact.as_str()), "{fact} is missing in:\n{text}");
        }
        assert!(text.contains(&facts.affected.as_ref().unwrap().text));
        assert!(!text.contains('\\'), "nothing needed escaping:\n{text}");
    }
}

#[test]
fn the_headings_stand_in_order_and_only_where_something_was_written() {
    let leak = headings(&markdown(&samples::memory_leak(), Sink::File)).join("|");
    assert_eq!(
        leak,
        "## Issue Summary|## Timeline|## Root Cause and Resolution|## Corrective and Preventative Measures|## Metrics"
    );
    let full = markdown(&samples::connection_spike(), Sink::File);
    assert!(headings(&full).ends_with(&["## Metrics", "## Conclusion"]));
}

#[test]
fn what_is_missing_is_marked_in_a_draft_and_left_out_when_published() {
    let mut facts = samples::bare();
    let draft = markdown(&facts, Sink::File);
    assert!(draft.contains("- **Impact:** *still to be written*"), "{draft}");
    assert!(
        draft.contains("- **Time to detect:** *not known; it is not recorded when it was: impact started*")
    );
    facts.state = State::Published;
    let published = markdown(&facts, Sink::File);
    assert!(!published.contains("still to be written") && !published.contains("not known"), "{published}");
    assert_eq!(headings(&published), ["## Issue Summary"]);
}

#[test]
fn hostile_text_adds_no_block_no_link_and_no_html() {
    let facts = samples::hostile();
    let text = markdown(&facts, Sink::Chat);
    let mut strong_is_ours = 0;
    for event in events(&text) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("html: {html}"),
            Event::Code(code) => panic!("code: {code}"),
            Event::Rule | Event::TaskListMarker(_) => panic!("{event:?}"),
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::Table(_)) => {
                panic!("{event:?}")
            }
            Event::Start(Tag::BlockQuote(_) | Tag::Strikethrough | Tag::HtmlBlock) => panic!("{event:?}"),
            Event::Start(Tag::Heading { level, .. }) => assert!(level <= HeadingLevel::H3),
            Event::Start(Tag::Strong) => strong_is_ours += 1,
            _ => {}
        }
    }
    let plain = markdown(&samples::memory_leak(), Sink::Chat);
    assert_eq!(
        headings(&text),
        headings(&plain)[..].iter().copied().chain(["## Lessons"]).collect::<Vec<_>>()
    );
    assert_eq!(
        strong_is_ours,
        events(&plain).filter(|event| matches!(event, Event::Start(Tag::Strong))).count()
    );
    assert!(!text.contains("@everyone") && !text.contains("@here") && !text.contains('\u{202E}'));
}

#[test]
fn hostile_text_reads_as_it_was_typed() {
    let text = markdown(&samples::hostile(), Sink::File);
    let read: String = events(&text)
        .map(|event| match event {
            Event::Text(text) => text.into_string(),
            Event::HardBreak | Event::SoftBreak => "\n".to_owned(),
            _ => String::new(),
        })
        .collect();
    let typed = samples::HOSTILE.join("\n").replace(['\u{202E}', '\u{202C}'], "");
    assert!(read.contains(&typed), "{read}");
}

#[test]
fn pictures_stand_below_their_entry() {
    let text = markdown(&samples::full(), Sink::File);
    assert!(
        text.contains("unresponsive.\n  ![memory graph.png](memory%20graph.png)\n- 3:00 PM EST"),
        "{text}"
    );
}

#[test]
fn the_same_facts_give_the_same_bytes() {
    assert_eq!(markdown(&samples::full(), Sink::File), markdown(&samples::full(), Sink::File));
}

#[test]
fn a_long_timeline_grows_with_its_entries_and_no_faster() {
    let size = |entries| markdown(&samples::long(entries), Sink::File).len();
    let (short, long) = (size(1_000), size(10_000));
    assert!(long < short * 11, "{short} bytes for 1,000 entries, {long} for 10,000");
    assert_eq!(
        markdown(&samples::long(10_000), Sink::File).matches("latency 12.5 ms & falling").count(),
        10_000
    );
}
