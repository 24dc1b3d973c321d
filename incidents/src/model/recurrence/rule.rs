//! The patterns that are written in words.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

/// No pattern in words has a longer gap than its own step; this bounds the search for odd ones, in steps.
const STEPS: u32 = 64;

/// On which days, and at what time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rule {
    pub days: Rhythm,
    pub time: NaiveTime,
}

/// On which days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rhythm {
    /// Every so many days, counted from the first.
    Days(u32),
    /// Every so many weeks, counted from the first, on its weekday or on another.
    Weeks(u32, Option<Weekday>),
    /// Every so many months, counted from the first; a month too short takes its last day.
    Months(u32),
    /// On some weekdays of every week.
    On(Weekdays),
    /// On one day of every month; a month too short takes its last day.
    Date(u32),
    /// On one weekday of every month.
    Nth(Nth, Weekday),
}

/// A set of weekdays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Weekdays(u8);

impl Weekdays {
    pub const BUSINESS: Self = Self(0b001_1111);
    pub const WEEKEND: Self = Self(0b110_0000);

    pub fn with(self, day: Weekday) -> Self {
        Self(self.0 | 1 << day.num_days_from_monday())
    }

    pub fn contains(self, day: Weekday) -> bool {
        self.0 & 1 << day.num_days_from_monday() != 0
    }

    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        std::iter::successors(Some(Weekday::Mon), |day| Some(day.succ()))
            .take(7)
            .filter(move |day| self.contains(*day))
    }
}

/// Which weekday of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nth {
    /// Counted from the month's first, up to four.
    Counted(u8),
    Last,
}

impl Rule {
    /// The pattern's first time at or after another, counted from the day `first`.
    pub fn first_from(&self, from: NaiveDateTime, first: NaiveDate) -> Option<NaiveDateTime> {
        let start = if from.time() > self.time { from.date().succ_opt()? } else { from.date() };
        self.days.first_day(start, first).map(|day| day.and_time(self.time))
    }
}

impl Rhythm {
    /// The first day of the rhythm on or after `start`.
    fn first_day(self, start: NaiveDate, first: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(step) => stepped(start, first, step),
            Self::Weeks(step, weekday) => stepped(start, on_or_after(first, weekday), step.checked_mul(7)?),
            Self::Months(step) => monthly(start, first, step),
            Self::On(days) => start.iter_days().take(7).find(|day| days.contains(day.weekday())),
            Self::Date(day) => {
                by_month(start, |month| month.with_day(day.min(u32::from(month.num_days_in_month()))))
            }
            Self::Nth(nth, weekday) => by_month(start, |month| nth_weekday(month, nth, weekday)),
        }
    }
}

fn on_or_after(date: NaiveDate, weekday: Option<Weekday>) -> NaiveDate {
    let ahead = weekday.map_or(0, |day| day.days_since(date.weekday()));
    date.checked_add_days(Days::new(ahead.into())).unwrap_or(date)
}

fn stepped(start: NaiveDate, first: NaiveDate, step: u32) -> Option<NaiveDate> {
    let passed = (start - first).num_days();
    let step = i64::from(step.max(1));
    let steps = if passed <= 0 { 0 } else { (passed + step - 1) / step };
    first.checked_add_signed(TimeDelta::try_days(steps.checked_mul(step)?)?)
}

fn monthly(start: NaiveDate, first: NaiveDate, step: u32) -> Option<NaiveDate> {
    let step = step.max(1);
    let months = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
    let passed = u32::try_from(months(start) - months(first)).unwrap_or(0) / step;
    // Each is counted from the first, so that the 31st comes back after a short month.
    (passed..passed + 2)
        .filter_map(|steps| first.checked_add_months(Months::new(steps.checked_mul(step)?)))
        .find(|day| *day >= start)
}

fn by_month(start: NaiveDate, day_in: impl Fn(NaiveDate) -> Option<NaiveDate>) -> Option<NaiveDate> {
    let month = start.with_day(1)?;
    (0..STEPS)
        .filter_map(|ahead| day_in(month.checked_add_months(Months::new(ahead))?))
        .find(|day| *day >= start)
}

fn nth_weekday(month: NaiveDate, nth: Nth, weekday: Weekday) -> Option<NaiveDate> {
    match nth {
        Nth::Counted(nth) => NaiveDate::from_weekday_of_month_opt(month.year(), month.month(), weekday, nth),
        Nth::Last => (4..=5)
            .filter_map(|nth| NaiveDate::from_weekday_of_month_opt(month.year(), month.month(), weekday, nth))
            .next_back(),
    }
}
