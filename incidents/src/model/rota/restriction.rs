//! When a layer is active: hours of the day on days of the week.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::wall;

/// A window that opens on certain days, from one time of day to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restriction {
    /// The days on which the window opens; none named means every day.
    pub days: Vec<Weekday>,
    /// When it opens.
    pub from: NaiveTime,
    /// When it closes: on the next day, unless this is later than `from`.
    pub to: NaiveTime,
}

/// A window is open for a day at most, and a zone may be a day ahead or skip one.
const DAYS_BACK: i64 = 3;
/// A window opens or closes at least once in a week.
const DAYS_AHEAD: i64 = 9;

impl Restriction {
    /// Whether the window is open at `at`.
    pub(super) fn is_open(&self, zone: Tz, at: DateTime<Utc>) -> bool {
        let today = wall::shown(zone, at).date();
        (-DAYS_BACK..=1)
            .filter_map(|days| self.window(zone, today + TimeDelta::days(days)))
            .any(|(opens, closes)| opens <= at && at < closes)
    }

    /// The first instant after `at` at which the window opens or closes.
    pub(super) fn next_change_after(&self, zone: Tz, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let today = wall::shown(zone, at).date();
        (-DAYS_BACK..=DAYS_AHEAD)
            .filter_map(|days| self.window(zone, today + TimeDelta::days(days)))
            .filter(|(_, closes)| *closes > at)
            .map(|(opens, closes)| if opens > at { opens } else { closes })
            .min()
    }

    /// The window that opens on `day`, unless none does.
    fn window(&self, zone: Tz, day: NaiveDate) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        if !self.days.is_empty() && !self.days.contains(&day.weekday()) {
            return None;
        }
        let closing_day = if self.to > self.from { day } else { day.succ_opt()? };
        let opens = wall::instant(zone, day.and_time(self.from));
        let closes = wall::instant(zone, closing_day.and_time(self.to));
        (opens < closes).then_some((opens, closes))
    }
}
