//! Business days: which days a server works, and counting by them.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use serde::{Deserialize, Serialize};

use super::zone::Zone;

/// How far a count looks for business days before it gives up: every day may be a holiday.
const HORIZON_DAYS: u32 = 3660;

/// The days on which nobody is expected to work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The days off in every week.
    pub weekend: Vec<Weekday>,
    /// The days off in particular.
    pub holidays: BTreeSet<NaiveDate>,
}

impl Default for Calendar {
    fn default() -> Self {
        Self { weekend: vec![Weekday::Sat, Weekday::Sun], holidays: BTreeSet::new() }
    }
}

impl Calendar {
    /// Whether people work on that day.
    #[must_use]
    pub fn is_business_day(&self, date: NaiveDate) -> bool {
        !self.weekend.contains(&date.weekday()) && !self.holidays.contains(&date)
    }

    /// The `count`th business day after a date, or before it when negative. Nought gives the date itself.
    ///
    /// A calendar without business days within ten years is not obeyed: its days are counted as they come.
    #[must_use]
    pub fn add_business_days(&self, date: NaiveDate, count: i32) -> NaiveDate {
        let step = |date: NaiveDate| if count < 0 { date.pred_opt() } else { date.succ_opt() };
        let mut days = std::iter::successors(step(date), |date| step(*date));
        match count.unsigned_abs() {
            0 => date,
            wanted => {
                let within = HORIZON_DAYS.saturating_add(wanted.saturating_mul(3)) as usize;
                let found = days.by_ref().take(within).filter(|day| self.is_business_day(*day));
                found
                    .take(wanted as usize)
                    .enumerate()
                    .last()
                    .filter(|(n, _)| n + 1 == wanted as usize)
                    .map_or_else(
                        || date + TimeDelta::days(i64::from(count.clamp(-36_600, 36_600))),
                        |(_, day)| day,
                    )
            }
        }
    }

    /// The date itself when people work on it, else the next on which they do.
    #[must_use]
    pub fn business_day_from(&self, date: NaiveDate) -> NaiveDate {
        if self.is_business_day(date) { date } else { self.add_business_days(date, 1) }
    }

    /// The instant after `span` of working time, counted within `hours` of business days.
    #[must_use]
    pub fn after_business_time(
        &self,
        from: DateTime<Utc>,
        span: TimeDelta,
        zone: Zone,
        hours: WorkingHours,
    ) -> DateTime<Utc> {
        let mut left = span.max(TimeDelta::zero());
        let mut local = zone.local(from);
        loop {
            let day = self.business_day_from(local.date());
            let opens = day.and_time(hours.opens);
            let begins = if day == local.date() { local.max(opens) } else { opens };
            let open_for = (day.and_time(hours.closes) - begins).max(TimeDelta::zero());
            if left <= open_for {
                return zone.resolve(begins + left).first();
            }
            left -= open_for;
            let Some(next) = day.succ_opt() else { return from };
            local = next.and_time(hours.opens);
        }
    }
}

/// When a working day opens and closes. It never spans midnight, and is open for at least a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkingHours {
    opens: NaiveTime,
    closes: NaiveTime,
}

impl WorkingHours {
    /// The hours between two times of a day, or none where the second is not after the first.
    #[must_use]
    pub fn new(opens: NaiveTime, closes: NaiveTime) -> Option<Self> {
        (closes - opens >= TimeDelta::minutes(1)).then_some(Self { opens, closes })
    }
}

impl Default for WorkingHours {
    fn default() -> Self {
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("a whole hour of the day");
        Self { opens: at(9), closes: at(17) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn with_holiday(day: &str) -> Calendar {
        Calendar { holidays: BTreeSet::from([date(day)]), ..Calendar::default() }
    }

    #[test]
    fn counting_skips_weekends_and_holidays() {
        let calendar = with_holiday("2024-07-04");
        for (from, count, expected) in [
            ("2024-07-05", 0, "2024-07-05"),
            ("2024-07-05", 1, "2024-07-08"),
            ("2024-07-06", 1, "2024-07-08"),
            ("2024-07-03", 1, "2024-07-05"),
            ("2024-07-08", -2, "2024-07-03"),
            ("2024-07-07", -1, "2024-07-05"),
            ("2024-07-01", 10, "2024-07-16"),
        ] {
            assert_eq!(calendar.add_business_days(date(from), count), date(expected), "{from} {count:+}");
        }
        assert_eq!(calendar.business_day_from(date("2024-07-04")), date("2024-07-05"));
    }

    #[test]
    fn a_calendar_of_holidays_only_still_ends() {
        let mut calendar = Calendar::default();
        calendar.weekend.extend([Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri]);
        assert_eq!(calendar.add_business_days(date("2024-07-01"), 3), date("2024-07-04"));
        let opened = date("2024-07-01").and_hms_opt(9, 0, 0).unwrap().and_utc();
        let reached =
            calendar.after_business_time(opened, TimeDelta::hours(20), Zone::UTC, WorkingHours::default());
        assert!(reached > opened);
    }

    #[test]
    fn working_time_runs_only_in_working_hours() {
        let zone: Zone = "America/New_York".parse().unwrap();
        let at =
            |text: &str| zone.resolve(chrono::NaiveDateTime::parse_from_str(text, "%F %R").unwrap()).first();
        let calendar = with_holiday("2024-07-04");
        for (from, hours, expected) in [
            ("2024-07-01 10:00", 4, "2024-07-01 14:00"),
            ("2024-07-01 15:00", 4, "2024-07-02 11:00"),
            ("2024-07-01 05:00", 4, "2024-07-01 13:00"),
            ("2024-07-03 16:00", 4, "2024-07-05 12:00"),
            ("2024-07-05 23:00", 4, "2024-07-08 13:00"),
            ("2024-07-06 11:00", 16, "2024-07-09 17:00"),
        ] {
            let reached = calendar.after_business_time(
                at(from),
                TimeDelta::hours(hours),
                zone,
                WorkingHours::default(),
            );
            assert_eq!(reached, at(expected), "{from} + {hours} h");
        }
    }
}
