//! What is escaped, what is left alone, and what is dropped.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::*;

fn inline(text: &str, sink: Sink) -> String {
    let mut out = String::new();
    push_inline(&mut out, text, sink, "");
    out
}

#[test]
fn ordinary_punctuation_stays_as_typed() {
    for text in [
        "68% of active users",
        "the platform's active users (EU & US), 5 < 6, 2 * 3 = 6",
        "snake_case_name, worker-7, v1.2.3, ~50% and more!",
        "see https://example.com/a?b=c&d=e#f",
        "[1] first, [2] second: \"quoted\" — done; 100$ + 5 €",
        "2024. was a year",
        "-5 degrees, +3 more",
        "C:\\Program Files\\App",
        "ops@example.com told @ana",
        "ünïcode, 日本語, العربية",
    ] {
        let expected = if text.starts_with("2024.") { "2024\\. was a year" } else { text };
        assert_eq!(inline(text, Sink::File), expected);
    }
}

#[test]
fn what_would_be_active_is_escaped() {
    for (typed, expected) in [
        ("*bold*", "\\*bold\\*"),
        ("_under_ and __two__", "\\_under\\_ and \\_\\_two\\_\\_"),
        ("`code`", "\\`code\\`"),
        ("<b>", "\\<b>"),
        ("[a](b)", "[a\\](b)"),
        ("[a]: b", "[a\\]: b"),
        ("&lt;", "\\&lt;"),
        ("a \\* b", "a \\\\\\* b"),
        ("# no heading", "\\# no heading"),
        ("1. no list", "1\\. no list"),
        ("- no list", "\\- no list"),
        ("~~gone~~", "\\~\\~gone\\~\\~"),
        ("[x] no task", "\\[x] no task"),
        ("a\u{0}b\u{7}c", "abc"),
        ("a\u{202E}b", "ab"),
    ] {
        assert_eq!(inline(typed, Sink::File), expected, "{typed}");
    }
}

#[test]
fn chat_pings_nobody_and_hides_nothing() {
    assert_eq!(inline("@everyone", Sink::Chat), "@\u{200B}everyone");
    assert_eq!(inline("<@&12>", Sink::Chat), "\\<@\u{200B}&12>");
    assert_eq!(inline("||x||", Sink::Chat), "\\|\\|x\\|\\|");
    assert_eq!(inline("@everyone ||x||", Sink::File), "@everyone ||x||");
}

#[test]
fn visible_text_has_no_controls() {
    assert_eq!(visible("a\u{202E}b\u{0}c\nd"), "abc\nd");
    assert!(matches!(visible("plain"), std::borrow::Cow::Borrowed(_)));
}

proptest! {
    /// Whatever is typed is read back as text and nothing but text.
    #[test]
    fn any_line_reads_back_as_typed(typed in "[ -~äλ\\*_`<>&#\\[\\]()~|=+:.-]{1,40}") {
        let typed = typed.trim();
        let text = inline(typed, Sink::File);
        let mut read = String::new();
        let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
        for event in Parser::new_ext(&text, options) {
            match event {
                Event::Text(part) => read.push_str(&part),
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                other => prop_assert!(false, "{other:?} in {text:?} from {typed:?}"),
            }
        }
        prop_assert_eq!(read, typed, "{}", text);
    }
}
