//! The parts of a rotation as people type them: `1w`, `monday 9:00`, `Europe/Berlin`.

use std::str::FromStr;

use chrono::{FixedOffset, NaiveTime};
use chrono_tz::Tz;
use thiserror::Error;

use super::{HandoffTime, Length};
use crate::model::moment::{time_of_day, weekday_named};
use crate::model::span::Span;
use crate::model::zone::{UnknownZone, Zone};
use crate::worded::Worded;

/// A text that is no length of a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Worded)]
#[error("A shift lasts so many hours, days, weeks or months. Give every as 12h, 1d, 1w or 1 month.")]
pub struct NoLength;

/// A text that says no handoff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Worded)]
#[error("People hand over at a time of day, or on a weekday. Give handoff as 9:00, 5 PM or monday 9:00.")]
pub struct NoHandoff;

/// A zone that no place has.
#[derive(Debug, Clone, PartialEq, Eq, Error, Worded)]
pub enum NoPlace {
    /// Nobody knows it.
    #[error(transparent)]
    Unknown(#[from] UnknownZone),
    /// A fixed offset that is not whole hours.
    #[error("A rotation follows the clocks of a place. Give its zone as a place, like Asia/Kolkata.")]
    Offset,
}

impl FromStr for Length {
    type Err = NoLength;

    fn from_str(typed: &str) -> Result<Self, NoLength> {
        let typed = typed.trim().to_lowercase();
        let typed = typed.strip_prefix("every ").map_or(typed.as_str(), str::trim);
        let written = match typed {
            "daily" | "day" => "1d",
            "weekly" | "week" => "1w",
            "fortnightly" | "fortnight" | "other week" => "2w",
            "monthly" | "month" => "1mo",
            "hour" | "hourly" => "1h",
            other => other,
        };
        let span: Span = written.parse().map_err(|_| NoLength)?;
        match span.parts() {
            Some((0, 0, seconds)) if seconds % 3_600 == 0 => Ok(Self::Hours(seconds / 3_600)),
            Some((0, days, 0)) if days % 7 == 0 => Ok(Self::Weeks(days / 7)),
            Some((0, days, 0)) => Ok(Self::Days(days)),
            Some((months, 0, 0)) => Ok(Self::Months(months)),
            _ => Err(NoLength),
        }
    }
}

impl FromStr for HandoffTime {
    type Err = NoHandoff;

    fn from_str(typed: &str) -> Result<Self, NoHandoff> {
        let typed = typed.to_lowercase();
        let (mut weekday, mut time) = (None, Vec::new());
        for word in typed.split([' ', ',']).filter(|word| !["", "at", "on", "every"].contains(word)) {
            match weekday_named(word.strip_suffix('s').filter(|day| day.ends_with("day")).unwrap_or(word)) {
                Some(day) if weekday.is_none() => weekday = Some(day),
                Some(_) => return Err(NoHandoff),
                None => time.push(word),
            }
        }
        let time = match (time.is_empty(), weekday) {
            (true, Some(_)) => nine(),
            _ => time_of_day(&time.join(" ")).ok_or(NoHandoff)?,
        };
        Ok(Self { time, weekday })
    }
}

fn nine() -> NaiveTime {
    NaiveTime::from_hms_opt(9, 0, 0).expect("nine o'clock comes every day")
}

/// The place whose clocks a zone means; whole hours from UTC have one too.
///
/// # Errors
///
/// If nobody knows the zone, or no place is meant by it.
pub fn place(typed: &str) -> Result<Tz, NoPlace> {
    match typed.parse()? {
        Zone::Place(place) => Ok(place),
        Zone::Offset(offset) => at_sea(offset),
        Zone::Letters(letters) => at_sea(letters.offset()),
    }
}

/// The zone of the open sea at an offset, whose name counts the other way round.
fn at_sea(offset: FixedOffset) -> Result<Tz, NoPlace> {
    let seconds = offset.local_minus_utc();
    if seconds % 3_600 != 0 {
        return Err(NoPlace::Offset);
    }
    format!("Etc/GMT{:+}", -seconds / 3_600).parse().map_err(|_| NoPlace::Offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Weekday;

    #[test]
    fn lengths_are_read_as_typed() {
        for (typed, length) in [
            ("1d", Length::Days(1)),
            ("12h", Length::Hours(12)),
            ("1w", Length::Weeks(1)),
            ("every 2 weeks", Length::Weeks(2)),
            ("14 days", Length::Weeks(2)),
            ("10d", Length::Days(10)),
            ("Weekly", Length::Weeks(1)),
            ("1 month", Length::Months(1)),
        ] {
            assert_eq!(typed.parse(), Ok(length), "{typed:?}");
        }
        for typed in ["", "soon", "30m", "1d12h", "3 business days", "-1d", "99999999999d"] {
            assert_eq!(typed.parse::<Length>(), Err(NoLength), "{typed:?}");
        }
    }

    #[test]
    fn handoffs_are_read_as_typed() {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        for (typed, time, weekday) in [
            ("9:00", at(9, 0), None),
            ("5 PM", at(17, 0), None),
            ("monday 9:30", at(9, 30), Some(Weekday::Mon)),
            ("Fri at 17:00", at(17, 0), Some(Weekday::Fri)),
            ("08:00, on Tuesdays", at(8, 0), Some(Weekday::Tue)),
            ("wednesday", at(9, 0), Some(Weekday::Wed)),
        ] {
            assert_eq!(typed.parse(), Ok(HandoffTime { time, weekday }), "{typed:?}");
        }
        for typed in ["", "noonish", "25:00", "monday tuesday 9:00", "monday 9:00 10:00"] {
            assert_eq!(typed.parse::<HandoffTime>(), Err(NoHandoff), "{typed:?}");
        }
    }

    #[test]
    fn a_rotation_needs_the_clocks_of_a_place() {
        assert_eq!(place("Europe/Berlin"), Ok(Tz::Europe__Berlin));
        assert_eq!(place("EST"), Ok(Tz::Etc__GMTPlus5));
        assert_eq!(place("+02:00"), Ok(Tz::Etc__GMTMinus2));
        assert_eq!(place("+05:30"), Err(NoPlace::Offset));
        assert!(matches!(place("Atlantis"), Err(NoPlace::Unknown(_))));
    }
}
