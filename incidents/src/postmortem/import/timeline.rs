//! A timeline in words: one entry for each line that begins with a time. What stands below it belongs to it.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::calendar::Calendar;
use super::kind;
use super::mention::{self, Mention};
use super::parts::{Line, Mark};
use crate::ids::EntryId;
use crate::postmortem::facts::Entry;

/// Going back further than this from one line to the next means that a day has passed.
const BACK: TimeDelta = TimeDelta::hours(6);

/// Reads a timeline as it goes.
pub(super) struct Timeline<'c> {
    calendar: &'c Calendar,
    /// What the next time without a day is near to.
    near: DateTime<Utc>,
    /// The entries so far, in the order they are written.
    pub entries: Vec<Entry>,
    /// Lines before the first entry, and headings.
    pub beside: Vec<String>,
    /// What was assumed.
    pub notes: Vec<String>,
}

/// Whether a line begins with a time of day.
pub(super) fn is_entry(text: &str, calendar: &Calendar) -> bool {
    begins(text, calendar).is_some_and(|found| found.has_time && !found.text.is_empty())
}

/// A line that begins with a day or a time.
struct Begun {
    typed: String,
    has_time: bool,
    names_a_day: bool,
    /// Until when it went on.
    until: Option<String>,
    text: String,
}

fn begins(text: &str, calendar: &Calendar) -> Option<Begun> {
    let first = mention::leading(text, calendar.order).filter(|first| first.at.start <= 4)?;
    let mut rest = behind(text, &first);
    let (mut typed, mut has_time) = (first.typed.clone(), first.has_time);
    if !has_time && let Some(time) = next(rest, calendar) {
        typed = format!("{typed} {}", time.typed);
        has_time = true;
        rest = behind(rest, &time);
    }
    let mut until = None;
    if has_time
        && let Some(end) = next(rest.strip_prefix("to ").unwrap_or(rest), calendar)
        && parted(rest, &end)
    {
        until = Some(end.typed.clone());
        rest = behind(rest.strip_prefix("to ").unwrap_or(rest), &end);
    }
    let names_a_day = first.day != mention::Day::Unnamed;
    Some(Begun { typed, has_time, names_a_day, until, text: rest.to_owned() })
}

/// A time that stands at the very beginning of what is left.
fn next(rest: &str, calendar: &Calendar) -> Option<Mention> {
    mention::leading(rest, calendar.order).filter(|found| found.has_time && found.at.start == 0)
}

/// Whether a second time ends a stretch, and does not begin the sentence: `14:13 - 14:20: text`.
fn parted(rest: &str, end: &Mention) -> bool {
    let rest = rest.strip_prefix("to ").unwrap_or(rest);
    let behind = rest[end.at.end..].trim_start_matches([')', ']', ' ']);
    behind.starts_with([':', '-', '–', '—', '|', '\t'])
}

fn behind<'t>(text: &'t str, mention: &Mention) -> &'t str {
    text[mention.at.end..].trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, ')' | ']' | '-' | '–' | '—' | ':' | '|' | ',' | '*' | '→')
    })
}

impl<'c> Timeline<'c> {
    /// An empty timeline of things that happened near an instant.
    pub fn near(calendar: &'c Calendar, near: DateTime<Utc>) -> Self {
        Self { calendar, near, entries: Vec::new(), beside: Vec::new(), notes: Vec::new() }
    }

    /// What the first time is near to, once the beginning is known.
    pub fn begin(&mut self, at: Option<DateTime<Utc>>) {
        self.near = at.unwrap_or(self.near);
    }

    /// Takes one line.
    pub fn take(&mut self, line: &Line) {
        let text = line.text.replace('\t', " | ");
        let Some(begun) = begins(&text, self.calendar) else { return self.go_on(line, &text) };
        match self.calendar.instant(&begun.typed, self.near) {
            Err(why) => {
                self.notes.push(format!(
                    "a time on the timeline could not be read, so its line stays with the one before: {why}"
                ));
                self.go_on(line, &text);
            }
            Ok(at) if begun.text.is_empty() && !begun.has_time => self.near = at + TimeDelta::hours(12),
            Ok(at) => self.add(at, &begun),
        }
    }

    fn add(&mut self, at: DateTime<Utc>, begun: &Begun) {
        let mut at = at;
        if let Some(last) = self.entries.last().map(|entry| entry.at)
            && at < last - BACK
            && !begun.names_a_day
        {
            at += TimeDelta::days(1);
        }
        if !begun.has_time {
            self.notes
                .push(format!("\"{}\" names no time of day: read as the beginning of the day", begun.typed));
        }
        let mut text = begun.text.clone();
        if let Some(until) = &begun.until {
            text = format!("{text} (until {until})");
        }
        self.near = at;
        let id = EntryId(i64::try_from(self.entries.len()).unwrap_or(i64::MAX) + 1);
        let kind = kind::of(&text);
        self.entries.push(Entry {
            id,
            at,
            kind,
            text,
            author: Arc::default(),
            narrative: true,
            files: Vec::new(),
        });
    }

    /// A line that is no entry of its own.
    fn go_on(&mut self, line: &Line, text: &str) {
        if text.is_empty() || text == "still to be written" {
            return;
        }
        match self.entries.last_mut() {
            Some(entry) if line.mark != Mark::Heading => {
                entry.text.push('\n');
                entry.text.push_str(text);
            }
            _ => self.beside.push(text.to_owned()),
        }
    }
}
