//! Times as people type them, read into instants; and instants printed for documents.
//!
//! A time that cannot be, or that could be two instants, is refused with what to type instead. Whatever had to be
//! assumed otherwise is handed back as a note for the person. Nothing is guessed in silence.

mod clock;
mod day;
mod grammar;
mod names;
mod note;
mod show;
mod unreadable;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::calendar::Calendar;
use super::span::Span;
use super::zone::{Resolved, Zone};
use clock::TimeOfDay;
use grammar::{Phrase, Wall};

pub(super) use grammar::time_of_day;
pub(crate) use names::is_in_calendar;
pub(super) use names::weekday_named;
pub use names::{MONTHS, month_name, short_month, short_weekday};
pub use note::Note;
pub use show::{Face, Hours};
pub use unreadable::Unreadable;

/// How far ahead of us a person's clock may be before their "now" is in the future.
const SKEW: TimeDelta = TimeDelta::minutes(1);

/// Which of `02/06` is the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// 2 June, as in most of the world.
    #[default]
    DayMonth,
    /// February 6, as in the United States.
    MonthDay,
}

/// Which times make sense where one is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// Something that has happened.
    Past,
    /// Something to come.
    Future,
    /// Either.
    Any,
}

/// What a time is read against.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The instant of the change.
    pub now: DateTime<Utc>,
    /// The zone of a time that names none: the incident's, else the server's.
    pub zone: Zone,
    /// When the incident started: a time without a date takes the day nearest to it.
    pub start: Option<DateTime<Utc>>,
    /// How numeric dates are read.
    pub order: Order,
    /// Which times make sense.
    pub tense: Tense,
    /// The days on which the server works, for `in 3 business days`.
    pub calendar: Calendar,
}

impl Reading {
    /// A reading outside any incident, with days before months and weekends off.
    #[must_use]
    pub fn new(now: DateTime<Utc>, zone: Zone, tense: Tense) -> Self {
        Self { now, zone, start: None, order: Order::default(), tense, calendar: Calendar::default() }
    }

    fn today(&self, zone: Zone) -> NaiveDate {
        zone.local(self.now).date()
    }
}

/// How much of an instant the person gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// Only the day; the instant is when it begins.
    Day,
    /// A time.
    Time,
}

/// An instant as somebody typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub at: DateTime<Utc>,
    /// The zone as written, else that of the reading.
    pub zone: Zone,
    /// Whether a time of day was given.
    pub grain: Grain,
    /// What the person should be told, once.
    pub notes: Vec<Note>,
}

/// Reads what a person typed as a time.
pub fn read(text: &str, reading: &Reading) -> Result<Moment, Unreadable> {
    let moment = match grammar::phrase(text).map_err(|why| why.exemplified(reading.tense))? {
        Phrase::Now => plain(reading.now, reading),
        Phrase::Unix(seconds) => {
            plain(DateTime::from_timestamp(seconds, 0).ok_or(Unreadable::TooFar)?, reading)
        }
        Phrase::Ago(span) => plain(
            span.before(reading.now, reading.zone, &reading.calendar).ok_or(Unreadable::TooFar)?,
            reading,
        ),
        Phrase::Ahead(span) => plain(
            span.after(reading.now, reading.zone, &reading.calendar).ok_or(Unreadable::TooFar)?,
            reading,
        ),
        Phrase::Bare(span) => return read_bare(span, reading),
        Phrase::Wall(wall) => read_wall(&wall, reading)?,
    };
    fits(&moment, reading)?;
    Ok(moment)
}

fn plain(at: DateTime<Utc>, reading: &Reading) -> Moment {
    Moment { at, zone: reading.zone, grain: Grain::Time, notes: Vec::new() }
}

/// A span alone counts in the only direction that makes sense.
fn read_bare(span: Span, reading: &Reading) -> Result<Moment, Unreadable> {
    match reading.tense {
        Tense::Past => read(&format!("{span} ago"), reading),
        Tense::Future => read(&format!("in {span}"), reading),
        Tense::Any => Err(Unreadable::NoDirection(span)),
    }
}

fn read_wall(wall: &Wall, reading: &Reading) -> Result<Moment, Unreadable> {
    let zone = wall.zone.unwrap_or(reading.zone);
    let time = wall.time.map(clock::Typed::check).transpose()?;
    let mut notes = Vec::new();
    let mut date = day::choose(wall.day, time, (zone, reading), &mut notes)?;
    if time.is_some_and(TimeOfDay::ends_the_day) {
        date = date.succ_opt().ok_or(Unreadable::TooFar)?;
    }
    let local = date.and_time(time.map(TimeOfDay::time).unwrap_or_default());
    let at = match (zone.resolve(local), time) {
        (Resolved::One(at), _) => at,
        (resolved, None) => resolved.first(),
        (Resolved::Fold(earlier, later), Some(_)) => {
            return Err(Unreadable::Twice {
                local,
                zone,
                offsets: (zone.offset(earlier), zone.offset(later)),
            });
        }
        (Resolved::Gap(first), Some(_)) => {
            return Err(Unreadable::Never { local, zone, first: zone.local(first) });
        }
    };
    let grain = if time.is_some() { Grain::Time } else { Grain::Day };
    if grain == Grain::Day && reading.tense == Tense::Past {
        notes.push(Note::StartOfDay(local));
    }
    notes.extend(note::about_letters(zone, at, reading));
    Ok(Moment { at, zone, grain, notes })
}

fn fits(moment: &Moment, reading: &Reading) -> Result<(), Unreadable> {
    use chrono::Datelike;
    if !(1970..=2100).contains(&moment.at.year()) {
        return Err(Unreadable::TooFar);
    }
    let local = moment.zone.local(moment.at);
    let is_early = match moment.grain {
        Grain::Time => moment.at < reading.now - SKEW,
        Grain::Day => local.date() < reading.today(moment.zone),
    };
    match reading.tense {
        Tense::Past if moment.at > reading.now + SKEW => {
            Err(Unreadable::StillToCome { local, zone: moment.zone })
        }
        Tense::Future if is_early => Err(Unreadable::AlreadyPast { local, zone: moment.zone }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
