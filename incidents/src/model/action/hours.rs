//! When in a day somebody may be told something that can wait.

use crate::worded::Worded;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::zone::Zone;

/// The time of day at which reminders are told.
pub const NINE: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("nine o'clock is a time of day");

/// Hours in which nobody is told anything that can wait: `22:00-07:00`. They may span midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    from: NaiveTime,
    until: NaiveTime,
}

/// Why a text names no hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Worded)]
#[error("Quiet hours are two times of day, for example 22:00-07:00, or off.")]
pub struct NotHours;

impl QuietHours {
    /// Whether a time of day lies in them.
    #[must_use]
    pub fn contains(&self, time: NaiveTime) -> bool {
        if self.from <= self.until {
            (self.from..self.until).contains(&time)
        } else {
            time >= self.from || time < self.until
        }
    }

    /// The first end of these hours after an instant, by the clocks of a zone.
    #[must_use]
    pub fn ends_after(&self, at: DateTime<Utc>, zone: Zone) -> DateTime<Utc> {
        let local = zone.local(at);
        let day = if local.time() < self.until { local.date() } else { local.date() + TimeDelta::days(1) };
        zone.resolve(day.and_time(self.until)).first()
    }
}

impl FromStr for QuietHours {
    type Err = NotHours;

    fn from_str(text: &str) -> Result<Self, NotHours> {
        let time = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M").map_err(|_| NotHours);
        let (from, until) = text.split_once(['-', '–']).ok_or(NotHours)?;
        let hours = Self { from: time(from)?, until: time(until)? };
        if hours.from == hours.until { Err(NotHours) } else { Ok(hours) }
    }
}

impl fmt::Display for QuietHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from.format("%H:%M"), self.until.format("%H:%M"))
    }
}

impl Serialize for QuietHours {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for QuietHours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Nine o'clock of a day, or the first instant after it where the clocks skip it.
#[must_use]
pub fn nine(day: NaiveDate, zone: Zone) -> DateTime<Utc> {
    zone.resolve(day.and_time(NINE)).first()
}

/// The first instant from `now` on at which somebody may be told what waits for them: never before nine, never twice
/// on one day, never in quiet hours.
///
/// A day told in the future was told by a clock that has since been set back: it counts as long as it is tomorrow's.
#[must_use]
pub fn slot(
    now: DateTime<Utc>,
    zone: Zone,
    quiet: Option<QuietHours>,
    told_on: Option<NaiveDate>,
) -> DateTime<Utc> {
    let today = zone.local(now).date();
    let told = told_on.filter(|told| (0..=1).contains(&(*told - today).num_days()));
    let first = told.map_or(today, |told| told + TimeDelta::days(1));
    let at = now.max(nine(first, zone));
    match quiet {
        Some(quiet) if quiet.contains(zone.local(at).time()) => {
            let ends = quiet.ends_after(at, zone);
            ends.max(nine(zone.local(ends).date(), zone))
        }
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn quiet_hours_may_span_midnight() {
        let night: QuietHours = "22:00-07:00".parse().unwrap();
        let lunch: QuietHours = "12:00 - 13:30".parse().unwrap();
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        for (hours, time, quiet) in [
            (night, time(21, 59), false),
            (night, time(22, 0), true),
            (night, time(3, 0), true),
            (night, time(7, 0), false),
            (lunch, time(12, 0), true),
            (lunch, time(13, 30), false),
        ] {
            assert_eq!(hours.contains(time), quiet, "{hours} {time}");
        }
        for text in ["", "22:00", "22-7", "09:00-09:00", "25:00-07:00"] {
            assert_eq!(text.parse::<QuietHours>(), Err(NotHours), "{text:?}");
        }
        assert_eq!(night.to_string().parse(), Ok(night));
    }

    #[test]
    fn somebody_is_told_at_nine_once_a_day_and_never_in_quiet_hours() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        let late: QuietHours = "18:00-10:00".parse().unwrap();
        let day = |text: &str| Some(text.parse::<NaiveDate>().unwrap());
        for (now, quiet, told, expected) in [
            // Berlin is an hour ahead in winter and two in summer.
            ("2026-01-12T07:59:00Z", None, None, "2026-01-12T08:00:00Z"),
            ("2026-01-12T08:00:00Z", None, None, "2026-01-12T08:00:00Z"),
            ("2026-01-12T14:00:00Z", None, None, "2026-01-12T14:00:00Z"),
            ("2026-01-12T14:00:00Z", None, day("2026-01-12"), "2026-01-13T08:00:00Z"),
            ("2026-01-12T14:00:00Z", None, day("2026-01-11"), "2026-01-12T14:00:00Z"),
            // The clock was set back over midnight, and once from far ahead.
            ("2026-01-12T14:00:00Z", None, day("2026-01-13"), "2026-01-14T08:00:00Z"),
            ("2026-01-12T14:00:00Z", None, day("2027-01-13"), "2026-01-12T14:00:00Z"),
            ("2026-01-12T07:59:00Z", Some(late), None, "2026-01-12T09:00:00Z"),
            ("2026-01-12T17:00:00Z", Some(late), None, "2026-01-13T09:00:00Z"),
            // The night in which the clocks are set forward.
            ("2026-03-28T20:00:00Z", None, day("2026-03-28"), "2026-03-29T07:00:00Z"),
        ] {
            assert_eq!(slot(at(now), berlin, quiet, told), at(expected), "{now} {quiet:?} {told:?}");
        }
    }
}
