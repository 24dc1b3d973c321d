//! A time of day as typed, before and after it is known to exist.

use chrono::NaiveTime;

use super::Unreadable;

/// Which half of the day was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Am,
    Pm,
}

/// A time of day as typed, which may be nonsense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Typed {
    pub hour: u32,
    pub minute: u32,
    pub second: u32,
    pub nanos: u32,
    pub half: Option<Half>,
}

/// A time of day that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeOfDay {
    At(NaiveTime),
    /// `24:00`, which is the next day's midnight.
    EndOfDay,
}

impl TimeOfDay {
    pub fn time(self) -> NaiveTime {
        match self {
            Self::At(time) => time,
            Self::EndOfDay => NaiveTime::MIN,
        }
    }

    pub fn ends_the_day(self) -> bool {
        self == Self::EndOfDay
    }
}

impl Typed {
    /// The time, unless no clock shows it.
    pub fn check(self) -> Result<TimeOfDay, Unreadable> {
        if self.half.is_some() && self.hour > 12 && self.hour < 24 && self.minute < 60 {
            let twelve = match self.half {
                Some(Half::Pm) => format!(" or {}:{:02} PM", self.hour - 12, self.minute),
                _ => String::new(),
            };
            return Err(Unreadable::TwoClocks {
                typed: self.to_string(),
                hour: self.hour,
                minute: self.minute,
                twelve,
            });
        }
        if self.half.is_none() && (self.hour, self.minute, self.second) == (24, 0, 0) {
            return Ok(TimeOfDay::EndOfDay);
        }
        let hour = match (self.half, self.hour) {
            (Some(_), 0) => None,
            (Some(Half::Am), 12) => Some(0),
            (Some(Half::Pm), hour) if hour < 12 => Some(hour + 12),
            (_, hour) => Some(hour),
        };
        hour.and_then(|hour| NaiveTime::from_hms_nano_opt(hour, self.minute, self.second, self.nanos))
            .map(TimeOfDay::At)
            .ok_or_else(|| Unreadable::NoSuchTime(self.to_string()))
    }
}

impl std::fmt::Display for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.half {
            Some(_) => write!(f, "{}:{:02}", self.hour, self.minute)?,
            None => write!(f, "{:02}:{:02}", self.hour, self.minute)?,
        }
        if self.second > 0 {
            write!(f, ":{:02}", self.second)?;
        }
        match self.half {
            Some(Half::Am) => f.write_str(" AM"),
            Some(Half::Pm) => f.write_str(" PM"),
            None => Ok(()),
        }
    }
}
