//! How long a shift is, and where the handoffs therefore fall.

use chrono::{DateTime, Datelike, Months, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::wall;

/// The length of a shift. Hours are elapsed time; the longer ones hand off at the same time on the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// So many elapsed hours, whatever clocks do meanwhile.
    Hours(u32),
    /// So many days.
    Days(u32),
    /// So many weeks.
    Weeks(u32),
    /// So many months; a day that a month lacks is that month's last.
    Months(u32),
}

impl Length {
    /// Whether a shift of this length takes any time, and no more than about ten years of it.
    #[must_use]
    pub const fn is_sensible(self) -> bool {
        match self {
            Self::Hours(n) => n >= 1 && n <= 10 * 366 * 24,
            Self::Days(n) => n >= 1 && n <= 10 * 366,
            Self::Weeks(n) => n >= 1 && n <= 10 * 52,
            Self::Months(n) => n >= 1 && n <= 120,
        }
    }

    /// The instant of handoff number `index`, counted from the one at `anchor`.
    pub(super) fn handoff(self, zone: Tz, anchor: NaiveDateTime, index: i64) -> DateTime<Utc> {
        match self {
            Self::Hours(n) => wall::instant(zone, anchor) + TimeDelta::hours(index * i64::from(n)),
            Self::Days(n) => wall::instant(zone, anchor + TimeDelta::days(index * i64::from(n))),
            Self::Weeks(n) => wall::instant(zone, anchor + TimeDelta::weeks(index * i64::from(n))),
            Self::Months(n) => wall::instant(zone, months_on(anchor, index * i64::from(n))),
        }
    }

    /// The number of the last handoff at or before `at`: negative before the anchor.
    ///
    /// Reckoned on the wall and put right by a step or two, so that the distance from the anchor costs nothing.
    pub(super) fn index_at(self, zone: Tz, anchor: NaiveDateTime, at: DateTime<Utc>) -> i64 {
        let mut index = self.reckoned(zone, anchor, at);
        while self.handoff(zone, anchor, index) > at {
            index -= 1;
        }
        while self.handoff(zone, anchor, index + 1) <= at {
            index += 1;
        }
        index
    }

    fn reckoned(self, zone: Tz, anchor: NaiveDateTime, at: DateTime<Utc>) -> i64 {
        let shown = wall::shown(zone, at);
        let days = || (shown - anchor).num_days();
        match self {
            Self::Hours(n) => (at - wall::instant(zone, anchor)).num_hours().div_euclid(i64::from(n)),
            Self::Days(n) => days().div_euclid(i64::from(n)),
            Self::Weeks(n) => days().div_euclid(7 * i64::from(n)),
            Self::Months(n) => (months_of(shown) - months_of(anchor)).div_euclid(i64::from(n)),
        }
    }
}

fn months_of(wall: NaiveDateTime) -> i64 {
    i64::from(wall.year()) * 12 + i64::from(wall.month0())
}

/// The same day and time some months on, or the last day of a month that is too short.
fn months_on(wall: NaiveDateTime, months: i64) -> NaiveDateTime {
    let distance = Months::new(u32::try_from(months.unsigned_abs()).unwrap_or(u32::MAX));
    let moved =
        if months < 0 { wall.checked_sub_months(distance) } else { wall.checked_add_months(distance) };
    moved.unwrap_or(if months < 0 { NaiveDateTime::MIN } else { NaiveDateTime::MAX })
}
