//! What a summary says beside its words: from when to when, how many suffered, why in one sentence.

use chrono::{DateTime, Utc};

use super::calendar::Calendar;
use super::mention;
use crate::postmortem::facts::{Affected, Person};
use crate::postmortem::facts_of::affected;

/// From when to when, as far as a text says: its first two times, the first of which begins it.
pub(super) fn ends(text: &str, calendar: &Calendar) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
    let times: Vec<_> =
        mention::all(text, calendar.order).into_iter().filter(|mention| mention.has_time).collect();
    let start = times.first().and_then(|mention| calendar.instant(&mention.typed, calendar.day).ok());
    let near = start.unwrap_or(calendar.day);
    let end = times.get(1).and_then(|mention| calendar.instant(&mention.typed, near).ok());
    // An end that names no day lies after the start.
    let end = end.map(|end| if end < near { end + chrono::TimeDelta::days(1) } else { end });
    (start, end)
}

/// Words before a share that belong to it.
const ABOUT: [&str; 9] =
    ["approximately", "about", "around", "roughly", "nearly", "almost", "up to", "over", "an estimated"];
/// Words after a share that no longer do.
const STOPS: [&str; 14] = [
    " were ",
    " was ",
    " who ",
    " which ",
    " that ",
    " during ",
    " for ",
    " between ",
    " from ",
    " experienc",
    " could ",
    " had ",
    " and ",
    " when ",
];

/// The share of those who suffered: `approximately 68% of active users`.
pub(super) fn share(text: &str) -> Option<Affected> {
    let percent = text
        .char_indices()
        .find(|(at, c)| *c == '%' && text[..*at].trim_end().ends_with(|c: char| c.is_ascii_digit()))?;
    let before = text[..percent.0].trim_end();
    let start = before
        .rfind(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '–' | '~')))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let lead = before[..start].trim_end();
    let start = ABOUT
        .iter()
        .find(|word| lead.to_lowercase().ends_with(*word))
        .map_or(start, |word| lead.len() - word.len());
    let rest = &text[percent.0 + 1..];
    let mut end = rest.len();
    for (at, c) in rest.char_indices() {
        let closes = matches!(c, ',' | ';' | ')' | '(' | '\n')
            || (c == '.' && rest[at + 1..].starts_with([' ', '\n']));
        if closes || at > 80 {
            end = at;
            break;
        }
    }
    let mut tail = &rest[..end];
    if let Some(stop) = STOPS.iter().filter_map(|stop| tail.find(stop)).min() {
        tail = &tail[..stop];
    }
    let end = percent.0 + 1 + tail.len();
    let words = text.get(start..end)?.trim().trim_end_matches('.');
    Some(affected(words))
}

/// The sentences of a text.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(". ").flat_map(str::lines).map(str::trim).filter(|sentence| !sentence.is_empty())
}

/// The sentence that says what users noticed.
pub(super) fn impact(text: &str) -> Option<&str> {
    sentences(text).find(|sentence| {
        let lower = sentence.to_lowercase();
        ["impacted", "affected", "affecting", "unable to"].iter().any(|word| lower.contains(word))
    })
}

/// The cause as a summary gives it: `The root cause was X.`
pub(super) fn cause(text: &str) -> Option<&str> {
    sentences(text).find_map(|sentence| {
        let lower = sentence.to_lowercase();
        let at = lower.find("root cause")?;
        let lead = " was ";
        let verb = lower[at..].find(lead)? + at + lead.len();
        // Where letters changed their length by becoming small, the whole sentence is said.
        let found = if lower.len() == sentence.len() { sentence.get(verb..) } else { Some(sentence) };
        found.map(|cause| cause.trim_end_matches('.'))
    })
}

/// `Ana (lead), Ben (scribe)`.
pub(super) fn people(text: &str) -> Option<Vec<Person>> {
    text.split("), ")
        .map(|one| {
            let (name, role) = one.trim_end_matches(')').rsplit_once(" (")?;
            Some(Person { role: role.to_owned(), name: name.trim().to_owned() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_is_taken_with_the_words_that_qualify_it() {
        for (text, found) in [
            (
                "This impacted 68% of the platform's active users, who were",
                Some("68% of the platform's active users"),
            ),
            ("a complete outage, affecting 75% of users. Users", Some("75% of users")),
            ("Approximately 30-40% of requests failed", Some("Approximately 30-40% of requests failed")),
            ("about 12.5 % of orders were lost", Some("about 12.5 % of orders")),
            ("größer als 5% der Nutzer", Some("5% der Nutzer")),
            ("nobody", None),
            ("100 users", None),
        ] {
            assert_eq!(share(text).map(|affected| affected.text).as_deref(), found, "{text}");
        }
    }

    #[test]
    fn the_cause_is_what_the_sentence_says_it_was() {
        let text = "It broke. The root cause was a server failure due to a leak. It is fixed.";
        assert_eq!(cause(text), Some("a server failure due to a leak"));
        assert_eq!(cause("Nobody knows."), None);
    }
}
