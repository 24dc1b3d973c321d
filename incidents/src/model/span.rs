//! Lengths of time as people type them: `5m`, `1h30m`, `2w`, `3 business days`.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, Months, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use winnow::ascii::{digit1, multispace0};
use winnow::combinator::{alt, eof, opt, preceded, repeat, terminated};
use winnow::prelude::*;
use winnow::token::take_while;

use super::calendar::Calendar;
use super::zone::Zone;

use crate::worded::Worded;

/// The longest span anybody may ask for: a hundred years, in seconds.
const LONGEST_SECS: u64 = 100 * 366 * 86_400;

/// A length of time. Days and months are those of the calendar; only the rest is elapsed time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span {
    months: u32,
    days: u32,
    business_days: u32,
    seconds: u32,
}

/// Why a text is no span.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Worded)]
pub enum NoSpan {
    /// No number with a unit was found.
    #[error(
        "I could not read that as a length of time. Type for example 5m, 1h30m, 12h, 2w or 3 business days."
    )]
    Unreadable,
    /// More than a hundred years.
    #[error("That is too long. Type less than a hundred years, for example 12h, 2w or 6 months.")]
    TooLong,
}

#[derive(Clone, Copy)]
enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    BusinessDay,
    Week,
    Month,
    Quarter,
    Year,
}

impl Span {
    /// The elapsed time it stands for, a day being 24 hours; none for months and business days, whose length varies.
    #[must_use]
    pub fn elapsed(&self) -> Option<TimeDelta> {
        (self.months == 0 && self.business_days == 0)
            .then(|| TimeDelta::days(self.days.into()) + TimeDelta::seconds(self.seconds.into()))
    }

    /// Whole months, days and seconds; none where business days are among them.
    pub(in crate::model) fn parts(&self) -> Option<(u32, u32, u32)> {
        (self.business_days == 0).then_some((self.months, self.days, self.seconds))
    }

    /// The instant this long after another: days and months keep the time of day of the zone.
    #[must_use]
    pub fn after(&self, at: DateTime<Utc>, zone: Zone, calendar: &Calendar) -> Option<DateTime<Utc>> {
        let business_days = i32::try_from(self.business_days).ok()?;
        self.moved(at, zone, |local| {
            let date = local.date().checked_add_months(Months::new(self.months))?;
            let date = date.checked_add_days(Days::new(self.days.into()))?;
            Some(calendar.add_business_days(date, business_days).and_time(local.time()))
        })?
        .checked_add_signed(TimeDelta::seconds(self.seconds.into()))
    }

    /// The instant this long before another.
    #[must_use]
    pub fn before(&self, at: DateTime<Utc>, zone: Zone, calendar: &Calendar) -> Option<DateTime<Utc>> {
        let business_days = i32::try_from(self.business_days).ok()?;
        self.moved(at, zone, |local| {
            let date = local.date().checked_sub_months(Months::new(self.months))?;
            let date = date.checked_sub_days(Days::new(self.days.into()))?;
            Some(calendar.add_business_days(date, -business_days).and_time(local.time()))
        })?
        .checked_sub_signed(TimeDelta::seconds(self.seconds.into()))
    }

    fn moved(
        &self,
        at: DateTime<Utc>,
        zone: Zone,
        by: impl FnOnce(chrono::NaiveDateTime) -> Option<chrono::NaiveDateTime>,
    ) -> Option<DateTime<Utc>> {
        if self.months == 0 && self.days == 0 && self.business_days == 0 {
            return Some(at);
        }
        by(zone.local(at)).map(|local| zone.resolve(local).first())
    }

    fn add(&mut self, count: u32, unit: Unit) -> Option<()> {
        let (part, factor) = match unit {
            Unit::Second => (&mut self.seconds, 1),
            Unit::Minute => (&mut self.seconds, 60),
            Unit::Hour => (&mut self.seconds, 3600),
            Unit::Day => (&mut self.days, 1),
            Unit::Week => (&mut self.days, 7),
            Unit::BusinessDay => (&mut self.business_days, 1),
            Unit::Month => (&mut self.months, 1),
            Unit::Quarter => (&mut self.months, 3),
            Unit::Year => (&mut self.months, 12),
        };
        *part = part.checked_add(count.checked_mul(factor)?)?;
        let days = u64::from(self.days) + 2 * u64::from(self.business_days) + 31 * u64::from(self.months);
        (days * 86_400 + u64::from(self.seconds) <= LONGEST_SECS).then_some(())
    }
}

impl FromStr for Span {
    type Err = NoSpan;

    fn from_str(text: &str) -> Result<Self, NoSpan> {
        if text.len() > 100 {
            return Err(NoSpan::Unreadable);
        }
        let text = text.trim().to_lowercase();
        let parts = terminated(parts, eof).parse(text.as_str()).map_err(|_| NoSpan::Unreadable)?;
        let mut span = Self::default();
        for (digits, unit) in parts {
            let count = digits.parse().map_err(|_| NoSpan::TooLong)?;
            span.add(count, unit).ok_or(NoSpan::TooLong)?;
        }
        Ok(span)
    }
}

fn parts<'a>(input: &mut &'a str) -> winnow::Result<Vec<(&'a str, Unit)>> {
    let gap = (multispace0, opt((alt((",", "and")), multispace0)));
    repeat(1.., terminated(part, gap)).parse_next(input)
}

fn part<'a>(input: &mut &'a str) -> winnow::Result<(&'a str, Unit)> {
    let count = alt((digit1, terminated("an", ' ').value("1"), terminated("a", ' ').value("1")));
    (count, preceded(multispace0, unit)).parse_next(input)
}

fn unit(input: &mut &str) -> winnow::Result<Unit> {
    let business = opt((alt(("business", "working", "work")), multispace0))
        .map(|word| word.is_some())
        .parse_next(input)?;
    let word = take_while(1.., |c: char| c.is_ascii_lowercase());
    word.verify_map(move |word| match word {
        "day" | "days" if business => Some(Unit::BusinessDay),
        _ if business => None,
        "s" | "sec" | "secs" | "second" | "seconds" => Some(Unit::Second),
        "m" | "min" | "mins" | "minute" | "minutes" => Some(Unit::Minute),
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(Unit::Hour),
        "d" | "day" | "days" => Some(Unit::Day),
        "bd" => Some(Unit::BusinessDay),
        "w" | "wk" | "wks" | "week" | "weeks" => Some(Unit::Week),
        "mo" | "mos" | "month" | "months" => Some(Unit::Month),
        "quarter" | "quarters" => Some(Unit::Quarter),
        "y" | "yr" | "yrs" | "year" | "years" => Some(Unit::Year),
        _ => None,
    })
    .parse_next(input)
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (weeks, days) = if self.days.is_multiple_of(7) { (self.days / 7, 0) } else { (0, self.days) };
        let (hours, rest) = (self.seconds / 3600, self.seconds % 3600);
        let parts = [
            (self.months, "mo"),
            (weeks, "w"),
            (days, "d"),
            (self.business_days, "bd"),
            (hours, "h"),
            (rest / 60, "m"),
            (rest % 60, "s"),
        ];
        if parts.iter().all(|(count, _)| *count == 0) {
            return f.write_str("0m");
        }
        let mut written = parts.iter().filter(|(count, _)| *count > 0);
        written.try_for_each(|(count, unit)| match *unit {
            "bd" if *count == 1 => f.write_str("1 business day"),
            "bd" => write!(f, "{count} business days"),
            unit => write!(f, "{count}{unit}"),
        })
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str) -> Span {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn spans_read_and_print() {
        for (text, printed) in [
            ("5m", "5m"),
            ("1h30m", "1h30m"),
            ("90 minutes", "1h30m"),
            ("12h", "12h"),
            ("2w", "2w"),
            ("10 days", "10d"),
            ("1 hour and 5 mins", "1h5m"),
            ("3 Business Days", "3 business days"),
            ("1 working day", "1 business day"),
            ("a quarter", "3mo"),
            ("1y", "12mo"),
            ("an hour", "1h"),
            ("0m", "0m"),
        ] {
            assert_eq!(span(text).to_string(), printed, "{text}");
            assert_eq!(span(printed), span(text), "{printed} reads back");
        }
    }

    #[test]
    fn what_is_no_span_is_refused() {
        for text in
            ["", "5", "m", "5 parsecs", "-5m", "5mm", "99999999999w", "101y", "4294967295s4294967295s", "٣m"]
        {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
    }

    #[test]
    fn days_keep_the_time_of_day_over_a_clock_change() {
        let zone: Zone = "America/New_York".parse().unwrap();
        let at =
            |text: &str| zone.resolve(chrono::NaiveDateTime::parse_from_str(text, "%F %R").unwrap()).first();
        let calendar = Calendar::default();
        let from = at("2024-03-08 09:00");
        assert_eq!(span("3 days").after(from, zone, &calendar), Some(at("2024-03-11 09:00")));
        assert_eq!(span("72h").after(from, zone, &calendar), Some(at("2024-03-11 10:00")));
        assert_eq!(span("2 business days").after(from, zone, &calendar), Some(at("2024-03-12 09:00")));
        assert_eq!(span("1 month").before(from, zone, &calendar), Some(at("2024-02-08 09:00")));
        assert_eq!(span("1 month").elapsed(), None);
        assert_eq!(span("1d2h").elapsed(), Some(TimeDelta::hours(26)));
    }
}
