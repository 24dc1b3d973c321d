//! Whatever is typed, the reader answers and does not panic.

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use crate::model::moment::{Reading, Tense, read};
use crate::model::span::Span;
use crate::model::zone::Zone;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_717_516_800, 0).unwrap()
}

/// Whatever is typed is read or refused in a sentence that can be shown.
fn survives(text: &str) {
    for tense in [Tense::Past, Tense::Future, Tense::Any] {
        let start = (tense == Tense::Past).then(now);
        let reading = Reading { start, ..Reading::new(now(), "Africa/Cairo".parse().unwrap(), tense) };
        if let Err(refusal) = read(text, &reading) {
            let said = refusal.to_string();
            assert!(said.chars().count() < 400 && !said.contains('\n'), "{said}");
        }
    }
    drop(text.parse::<Span>());
    drop(text.parse::<Zone>());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_the_reader(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn no_run_of_known_words_breaks_the_reader(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "14:13", "2", "31", "99", "4294967296", "2024", "0000", "9999", "june", "feb", "/", "-", ".", ":", ",",
                "pm", "am", "EST", "+05:30", "-", "at", "on", "ago", "in", "next", "last", "friday", "today",
                "end of month", "<t:", ">", "w", "months", "business days", "T", "Z", "\u{202f}", "é", "24:00", "12",
            ]),
            0..8,
        ),
        gap in prop::sample::select(vec!["", " "]),
    ) {
        survives(&words.join(gap));
    }
}

#[test]
fn very_long_texts_are_refused_briefly() {
    for text in
        ["9".repeat(100_000), "14:13 ".repeat(10_000), "é".repeat(50_000), "<t:".repeat(400), "1m".repeat(40)]
    {
        survives(&text);
    }
}
