//! Days and times where they stand in a text, read by the same rules as those that people type.

use std::ops::Range;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta, Utc};

use crate::model::moment::{Grain, Moment, Order, Reading, Tense, is_in_calendar, read};
use crate::model::zone::Zone;

/// More words than this make no time.
const MOST_WORDS: usize = 7;

/// A day, a time, or both, as it stands in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mention {
    /// Where it stands.
    pub at: Range<usize>,
    /// How it is written.
    pub typed: String,
    /// How much of the day is named.
    pub day: Day,
    /// Whether a time of day is named.
    pub has_time: bool,
    /// The zone that is named.
    pub zone: Option<Zone>,
}

/// How much of a day is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// All of it.
    Whole(NaiveDate),
    /// Month and day.
    NoYear,
    /// Nothing.
    Unnamed,
}

/// Every day and time in a text, from left to right.
pub(super) fn all(text: &str, order: Order) -> Vec<Mention> {
    let words = words(text);
    let mut found = Vec::new();
    let mut nth = 0;
    while nth < words.len() {
        match longest(text, &words[nth..], order) {
            Some((count, mention)) => {
                found.push(mention);
                nth += count;
            }
            None => nth += 1,
        }
    }
    found
}

/// The mention that begins a text, if one does, after nothing but brackets and `At`.
pub(super) fn leading(text: &str, order: Order) -> Option<Mention> {
    let words = words(text);
    let skip = usize::from(words.first().is_some_and(|word| text[word.clone()].eq_ignore_ascii_case("at")));
    longest(text, &words[skip.min(words.len())..], order).map(|(_, mention)| mention)
}

/// Where the words stand, without the marks around them. A dash between two times parts them.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut from = 0;
    for piece in text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '–' | '—' | '|' | '→'))
    {
        let start = from;
        from += piece.len();
        let word = piece.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '–' | '—' | '|' | '→'));
        let bare = word.trim_start_matches(['[', '(', '*', '~']);
        let start = start + (word.len() - bare.len());
        match range_dash(bare) {
            Some(dash) => {
                words.push(start..start + dash);
                words.push(start + dash + 1..start + bare.len());
            }
            None if !bare.is_empty() => words.push(start..start + bare.len()),
            None => {}
        }
    }
    words
}

/// `14:13-14:20`, and not the offset of an instant.
fn range_dash(word: &str) -> Option<usize> {
    let dash = word.find('-')?;
    let (left, right) = (&word[..dash], &word[dash + 1..]);
    (left.contains(':')
        && !left.contains('T')
        && right.contains(':')
        && right.starts_with(|c: char| c.is_ascii_digit()))
    .then_some(dash)
}

/// The longest mention that begins at the first word, and how many words it takes.
fn longest(text: &str, words: &[Range<usize>], order: Order) -> Option<(usize, Mention)> {
    let first = words.first()?;
    if !can_begin(&text[first.clone()]) {
        return None;
    }
    (1..=MOST_WORDS.min(words.len())).rev().find_map(|count| {
        let range = first.start..words[count - 1].end;
        let slice = &text[range.clone()];
        if slice.contains(['–', '—', '|']) || slice.split_whitespace().any(|word| range_dash(word).is_some())
        {
            return None;
        }
        let typed = slice.trim_end_matches(|c: char| c.is_whitespace() || ":,.;)]-*?!".contains(c));
        let range = range.start..range.start + typed.len();
        let typed = typed.replace(['(', '[', ')', ']'], "");
        understood(&typed, order).map(|found| (count, Mention { at: range, typed, ..found }))
    })
}

fn can_begin(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || (word.starts_with(char::is_uppercase) && is_in_calendar(word.trim_end_matches([',', '.'])))
}

/// A zone that nobody names, so that one which was named can be told from it.
fn nowhere() -> Zone {
    FixedOffset::east_opt(13 * 3_600 + 37 * 60).map_or(Zone::UTC, Zone::Offset)
}

fn reading(of: i64, order: Order) -> Reading {
    let now = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(of);
    Reading { start: Some(now), order, ..Reading::new(now, nowhere(), Tense::Any) }
}

/// What a text means, whatever the day: what stays the same read from two different days was named.
fn understood(typed: &str, order: Order) -> Option<Mention> {
    if !typed.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let one = read(typed, &reading(11_323, order)).ok()?;
    let other = read(typed, &reading(15_162, order)).ok()?;
    let has_time = one.grain == Grain::Time;
    if has_time != shows_a_clock(typed) || !names_its_zone(typed, &one) {
        return None;
    }
    let (one_day, other_day) = (one.zone.local(one.at).date(), other.zone.local(other.at).date());
    let day = match () {
        () if one_day == other_day => Day::Whole(one_day),
        () if one_day.with_year(other_day.year()) == Some(other_day) => Day::NoYear,
        () => Day::Unnamed,
    };
    // `2.5` is a day of a month only to somebody who was asked for one.
    let bare = !typed.contains(char::is_alphabetic) && !shows_a_year(typed);
    let partial = !has_time && bare;
    if partial || (day == Day::Unnamed && !has_time) {
        return None;
    }
    let zone = Some(one.zone).filter(|zone| *zone != nowhere());
    Some(Mention { at: 0..0, typed: typed.to_owned(), day, has_time, zone })
}

fn shows_a_year(typed: &str) -> bool {
    typed.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
}

/// `14:13` or `2 PM`: a number alone is no time in running text.
fn shows_a_clock(typed: &str) -> bool {
    let bytes = typed.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let colon =
        (1..bytes.len()).any(|at| bytes[at] == b':' && digit(at - 1) && digit(at + 1) && digit(at + 2));
    let lower = typed.to_lowercase();
    let halves = ["am", "pm", "a.m", "p.m"];
    colon
        || halves.iter().any(|half| {
            lower
                .match_indices(half)
                .any(|(at, _)| lower[..at].trim_end().ends_with(|c: char| c.is_ascii_digit()))
        })
}

/// Ordinary words are places in some zone database: only what looks like a zone counts as one.
fn names_its_zone(typed: &str, moment: &Moment) -> bool {
    let last = typed.split_whitespace().last().unwrap_or_default();
    let letters = last.bytes().all(|byte| byte.is_ascii_uppercase()) && last.len() <= 5;
    let offset = last.contains(['/', '+', '-']) || last.ends_with('Z') || last.starts_with("UTC");
    moment.zone == nowhere() || letters || offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, bool, bool, Option<String>)> {
        let zone = |mention: &Mention| mention.zone.map(|zone| zone.to_string());
        let whole = |mention: &Mention| matches!(mention.day, Day::Whole(_));
        all(text, Order::DayMonth)
            .iter()
            .map(|it| (it.typed.clone(), it.has_time, whole(it), zone(it)))
            .collect()
    }

    fn one(typed: &str, time: bool, whole: bool, zone: Option<&str>) -> (String, bool, bool, Option<String>) {
        (typed.to_owned(), time, whole, zone.map(str::to_owned))
    }

    #[test]
    fn days_and_times_are_found_in_running_text() {
        assert_eq!(
            told("an outage from 2:15 PM EST to 4:45 PM EST on June 2, 2024, lasting 2.5 hours"),
            [
                one("2:15 PM EST", true, false, Some("EST")),
                one("4:45 PM EST", true, false, Some("EST")),
                one("June 2, 2024", false, true, None)
            ]
        );
        assert_eq!(
            told("May 10, 2024, 12:00 PM - May 10, 2024, 3:30 PM (UTC)"),
            [
                one("May 10, 2024, 12:00 PM", true, true, None),
                one("May 10, 2024, 3:30 PM UTC", true, true, Some("UTC"))
            ]
        );
        assert_eq!(told("14:13-14:20 and 14:13–15:00 Uhr").len(), 4);
        assert_eq!(told("2024-06-02T14:13:00-05:00")[0].3.as_deref(), Some("-05:00"));
    }

    #[test]
    fn other_numbers_are_no_times() {
        for text in [
            "68% of users",
            "lasting 2.5 hours",
            "on 3 servers",
            "version 1.2.3",
            "The March release",
            "may 10 of us",
            "ratio 3:1",
            "At 100 requests",
            "port 8080",
            "https://x.example:443/a",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
        assert_eq!(told("June 2, 2024 3 servers"), [one("June 2, 2024", false, true, None)]);
        assert_eq!(told("14:20 Cuba was down"), [one("14:20", true, false, None)]);
    }
}
