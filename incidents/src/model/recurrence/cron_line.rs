//! Cron lines as crontab reads them, matched by a library that numbers weekdays otherwise.
//!
//! The library only ever sees times on the wall, dressed as UTC, which has no clock changes. Weekdays reach it by name,
//! since its numbers start with 1 for Sunday. Where both the day of the month and the weekday are restricted, either
//! may match, as crontab has it: the library would ask for both, so it is asked twice.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use cron::{Schedule, TimeUnitSpec};

use super::Refused;
use super::refused::quoted;

/// The most items a field may list.
const ITEMS: usize = 60;

const WEEKDAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// What each of seven fields is called and takes.
const FIELDS: [(&str, &str); 7] = [
    ("second", "0 to 59"),
    ("minute", "0 to 59"),
    ("hour", "0 to 23"),
    ("day of month", "1 to 31"),
    ("month", "1 to 12 or JAN to DEC"),
    ("weekday", "0 to 7, both ends being Sunday, or SUN to SAT"),
    ("year", "1970 to 2100"),
];

/// A cron line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CronLine {
    source: String,
    /// Any of them may match.
    matchers: Vec<Schedule>,
}

/// Whether a text is meant as a cron line rather than as words.
pub(super) fn looks_like_one(text: &str) -> bool {
    let starts = |field: &str| field.starts_with(|c: char| c.is_ascii_digit() || c == '*' || c == '?');
    let mut fields = text.split(' ');
    text.starts_with('@') || fields.next().is_some_and(starts) && fields.next().is_none_or(starts)
}

impl CronLine {
    /// Reads a lower-case line, singly spaced.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        let line = match text.strip_prefix('@') {
            Some(word) => shorthand(word)?,
            None => text,
        };
        let mut fields: Vec<&str> = line.split(' ').collect();
        match fields.len() {
            5 => fields.splice(0..0, ["0"]).for_each(drop),
            6 | 7 => {}
            count => return Err(Refused::Fields(count)),
        }
        check(&fields)?;
        let weekday = weekdays(fields[5])?;
        let is_free = |field: &str| field.starts_with(['*', '?']);
        let matchers = if is_free(fields[3]) || is_free(fields[5]) {
            vec![matcher(&fields, fields[3], &weekday)?]
        } else {
            vec![matcher(&fields, fields[3], "*")?, matcher(&fields, "*", &weekday)?]
        };
        let line = Self { source: text.to_uppercase(), matchers };
        // The library knows the years up to 2100 and has tried them all in a moment.
        let ever = line.first_from(DateTime::UNIX_EPOCH.naive_utc());
        let shown = if text.starts_with('@') { text.to_owned() } else { line.source.clone() };
        match ever {
            Some(_) => Ok(Self { source: shown, ..line }),
            None => Err(Refused::Never(shown)),
        }
    }

    /// The first time on the wall at or after another.
    pub fn first_from(&self, from: NaiveDateTime) -> Option<NaiveDateTime> {
        // The library looks from the second after the one it is given.
        let whole = from - TimeDelta::nanoseconds(1);
        let next = |matcher: &Schedule| matcher.after(&whole.and_utc()).next();
        self.matchers.iter().filter_map(next).min().map(|at: DateTime<Utc>| at.naive_utc())
    }

    /// Whether it runs in each hour of a day, so that time elapsed matters and not the clock.
    pub fn runs_every_hour(&self) -> bool {
        self.matchers.iter().all(|matcher| matcher.hours().is_all())
    }
}

impl fmt::Display for CronLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

fn shorthand(word: &str) -> Result<&'static str, Refused> {
    Ok(match word {
        "yearly" | "annually" => "0 0 1 1 *",
        "monthly" => "0 0 1 * *",
        "weekly" => "0 0 * * 0",
        "daily" | "midnight" => "0 0 * * *",
        "hourly" => "0 * * * *",
        _ => return Err(Refused::Shorthand(quoted(word))),
    })
}

/// Tries each field alone, so that the refusal names the one that is wrong.
fn check(fields: &[&str]) -> Result<(), Refused> {
    for (index, field) in fields.iter().enumerate() {
        if field.contains('#') || matches!(index, 3 | 5) && is_extension(field) {
            return Err(Refused::Extension);
        }
        let mut alone = vec!["*"; fields.len()];
        // A weekday is translated first, and complains by itself.
        alone[index] = if index == 5 { "*" } else { field };
        let is_long = field.split(',').count() > ITEMS;
        if is_long || Schedule::from_str(&alone.join(" ")).is_err() {
            return Err(wrong(index, field));
        }
    }
    Ok(())
}

fn is_extension(field: &str) -> bool {
    field.split(',').any(|item| item.ends_with(['l', 'w']) && item.len() <= 4)
}

fn wrong(index: usize, field: &str) -> Refused {
    let (name, takes) = FIELDS[index];
    Refused::Field { field: name, text: quoted(field), takes }
}

fn matcher(fields: &[&str], day: &str, weekday: &str) -> Result<Schedule, Refused> {
    let mut fields = fields.to_vec();
    fields[3] = day;
    fields[5] = weekday;
    Schedule::from_str(&fields.join(" ")).map_err(|_| Refused::not_understood(&fields.join(" ")))
}

/// Crontab's weekdays as a list of names; whatever means every day stays `*`.
fn weekdays(field: &str) -> Result<String, Refused> {
    let mut days = [false; 7];
    for item in field.split(',') {
        for day in weekdays_of(item).ok_or_else(|| wrong(5, field))? {
            days[day] = true;
        }
    }
    if days == [true; 7] {
        return Ok("*".to_owned());
    }
    let named = WEEKDAYS.iter().zip(days).filter(|(_, is_in)| *is_in).map(|(name, _)| *name);
    Ok(named.collect::<Vec<_>>().join(","))
}

/// One item of the weekday field: a day, a range or `*`, perhaps with a step. Ranges may run over the week's end.
fn weekdays_of(item: &str) -> Option<Vec<usize>> {
    let (range, step) = match item.split_once('/') {
        Some((range, step)) => (range, Some(step.parse().ok().filter(|step| (1..=7).contains(step))?)),
        None => (item, None),
    };
    let (from, to) = match range.split_once('-') {
        _ if matches!(range, "*" | "?") => (0, 6),
        Some((from, to)) => (weekday(from)?, weekday(to)?),
        None if step.is_some() => (weekday(range)?, 6.max(weekday(range)?)),
        None => (weekday(range)?, weekday(range)?),
    };
    let to = if to < from { to + 7 } else { to };
    Some((from..=to).step_by(step.unwrap_or(1)).map(|day| day % 7).collect())
}

fn weekday(text: &str) -> Option<usize> {
    let number = text.parse().ok().filter(|number| *number <= 7);
    number.or_else(|| WEEKDAYS.iter().position(|name| text.len() >= 3 && text.starts_with(name)))
}
