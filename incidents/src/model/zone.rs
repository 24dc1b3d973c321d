//! Zones as people name them: a place, an offset, or the letters on the clock.
//!
//! Letters are fixed offsets: `EST` stays five hours behind in June, whatever the clocks in New York do.

mod abbreviation;
mod text;

use chrono::{DateTime, FixedOffset, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{OffsetName, Tz};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use abbreviation::Abbreviation;
pub use text::UnknownZone;

/// What a person may name as a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Zone {
    /// A place with its history of clock changes, such as `America/New_York`.
    Place(Tz),
    /// A fixed distance from UTC, such as `+05:30`.
    Offset(FixedOffset),
    /// Letters that always mean the same distance from UTC, such as `EST`.
    Letters(Abbreviation),
}

/// What a wall-clock time is in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolved {
    /// The clock showed it once.
    One(DateTime<Utc>),
    /// The clock was set back and showed it twice: the earlier instant, then the later.
    Fold(DateTime<Utc>, DateTime<Utc>),
    /// The clock was set forward and never showed it: the first instant after the gap.
    Gap(DateTime<Utc>),
}

impl Resolved {
    /// The first instant at which the clock showed the time, or had already passed it.
    #[must_use]
    pub fn first(self) -> DateTime<Utc> {
        match self {
            Self::One(at) | Self::Fold(at, _) | Self::Gap(at) => at,
        }
    }
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self::Place(Tz::UTC);

    /// How far the zone's clock is from UTC at an instant.
    #[must_use]
    pub fn offset(&self, at: DateTime<Utc>) -> FixedOffset {
        match self {
            Self::Place(place) => place.offset_from_utc_datetime(&at.naive_utc()).fix(),
            Self::Offset(offset) => *offset,
            Self::Letters(letters) => letters.offset(),
        }
    }

    /// What the zone's clock shows at an instant.
    #[must_use]
    pub fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.naive_utc().checked_add_offset(self.offset(at)).unwrap_or(at.naive_utc())
    }

    /// What is printed behind a time: `EDT`, `UTC`, `+05:30`.
    #[must_use]
    pub fn label(&self, at: DateTime<Utc>) -> String {
        match self {
            Self::Place(place) => {
                let offset = place.offset_from_utc_datetime(&at.naive_utc());
                match offset.abbreviation() {
                    Some(letters) if letters.starts_with(char::is_alphabetic) => letters.to_owned(),
                    _ => offset.fix().to_string(),
                }
            }
            Self::Offset(offset) => offset.to_string(),
            Self::Letters(letters) => letters.name().to_owned(),
        }
    }

    /// The instant or instants at which the zone's clock shows a time.
    #[must_use]
    pub fn resolve(&self, local: NaiveDateTime) -> Resolved {
        // Offsets stay within a day, so the offsets in force around the time are all that can apply.
        let middle = local.and_utc();
        let before = self.offset(middle - TimeDelta::hours(26));
        let after = self.offset(middle + TimeDelta::hours(26));
        let mut readings: Vec<DateTime<Utc>> = [before, self.offset(middle), after]
            .into_iter()
            .filter_map(|offset| local.checked_sub_offset(offset))
            .map(|utc| utc.and_utc())
            .filter(|at| self.local(*at) == local)
            .collect();
        readings.sort_unstable();
        readings.dedup();
        match readings[..] {
            [] => Resolved::Gap(self.gap_end(local)),
            [at] => Resolved::One(at),
            [earlier, .., later] => Resolved::Fold(earlier, later),
        }
    }

    /// The first instant in `(from, to]` at which the offset is no longer that of `from`.
    #[must_use]
    pub fn change_between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let offset = self.offset(from);
        (self.offset(to) != offset).then(|| first_after(from, to, |at| self.offset(at) != offset))
    }

    fn gap_end(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let middle = local.and_utc();
        let day = TimeDelta::hours(26);
        first_after(middle - day, middle + day, |at| self.local(at) >= local)
    }
}

/// Halves `(from, to]` to the second until the first instant that fulfils `is_past` is left.
fn first_after(
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    is_past: impl Fn(DateTime<Utc>) -> bool,
) -> DateTime<Utc> {
    let (mut low, mut high) = (from.timestamp(), to.timestamp());
    while low + 1 < high {
        let middle = low + (high - low) / 2;
        match DateTime::from_timestamp(middle, 0) {
            Some(at) if is_past(at) => high = middle,
            _ => low = middle,
        }
    }
    DateTime::from_timestamp(high, 0).unwrap_or(to)
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod transitions;
