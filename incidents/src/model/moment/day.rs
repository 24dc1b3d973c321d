//! Which date a person meant.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

use super::clock::TimeOfDay;
use super::names::month_name;
use super::{Note, Order, Reading, SKEW, Tense, Unreadable};
use crate::model::zone::Zone;

/// A day as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// So many days from today.
    FromToday(i64),
    /// A weekday, and which one.
    Weekday(Which, Weekday),
    /// The last day of this month.
    EndOfMonth,
    /// The next day after which the weekend starts, or today.
    EndOfWeek,
    /// The first day of the month after this.
    NextMonth,
    /// A day whose month was named, or whose year came first.
    Named { year: Option<i32>, month: u32, day: u32 },
    /// Two numbers in the order of the server's locale.
    Numeric { first: u32, second: u32, year: Option<i32> },
}

/// Which of many weekdays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// The nearest that makes sense.
    Nearest,
    /// The first after today.
    Next,
    /// The last before today.
    Last,
}

type Place<'a> = (Zone, &'a Reading);

/// The date meant by a day and a time, either of which may be missing.
pub(super) fn choose(
    day: Option<Day>,
    time: Option<TimeOfDay>,
    place: Place<'_>,
    notes: &mut Vec<Note>,
) -> Result<NaiveDate, Unreadable> {
    let (zone, reading) = place;
    let today = reading.today(zone);
    let clock = time.map(TimeOfDay::time).unwrap_or_default();
    let moved = |days: i64| today.checked_add_signed(TimeDelta::days(days)).ok_or(Unreadable::TooFar);
    match day {
        None => Ok(dateless(clock, place, notes)),
        Some(Day::FromToday(days)) => moved(days),
        Some(Day::Weekday(which, weekday)) => moved(weekday_from(today, which, weekday, time, place)),
        Some(Day::EndOfMonth) => Ok(month_end(today)),
        Some(Day::EndOfWeek) => moved((4 - i64::from(today.weekday().num_days_from_monday())).rem_euclid(7)),
        Some(Day::NextMonth) => month_end(today).succ_opt().ok_or(Unreadable::TooFar),
        Some(Day::Named { year, month, day }) => dated(year, (month, day), clock, place, notes),
        Some(Day::Numeric { first, second, year }) => {
            let (day, month) = match reading.order {
                Order::DayMonth => (first, second),
                Order::MonthDay => (second, first),
            };
            if month > 12 && (1..=12).contains(&day) {
                let date = dated(year, (day, month), clock, place, notes)?;
                notes.push(Note::Swapped { month, date });
                return Ok(date);
            }
            dated(year, (month, day), clock, place, notes)
        }
    }
}

fn month_end(date: NaiveDate) -> NaiveDate {
    let last = u32::from(date.num_days_in_month());
    date.with_day(last).unwrap_or(date)
}

/// Days from today to the weekday meant.
fn weekday_from(
    today: NaiveDate,
    which: Which,
    weekday: Weekday,
    time: Option<TimeOfDay>,
    place: Place<'_>,
) -> i64 {
    let (zone, reading) = place;
    let ahead = i64::from(weekday.days_since(today.weekday()));
    let next = if ahead == 0 { 7 } else { ahead };
    let is_over = |time: TimeOfDay| today.and_time(time.time()) < zone.local(reading.now - SKEW);
    match (which, reading.tense) {
        (Which::Next, _) => next,
        (Which::Last, _) => next - 7 - if ahead == 0 { 7 } else { 0 },
        (Which::Nearest, Tense::Past) => match time {
            Some(time) if ahead == 0 && !is_over(time) => -7,
            _ => {
                if ahead == 0 {
                    0
                } else {
                    ahead - 7
                }
            }
        },
        // A day alone that is today's means the one in a week; a time still ahead means today.
        (Which::Nearest, Tense::Future | Tense::Any) => match time {
            Some(time) if ahead == 0 && !is_over(time) => 0,
            _ => next,
        },
    }
}

/// A time alone takes the incident's day, else the nearest day that makes sense.
fn dateless(clock: NaiveTime, (zone, reading): Place<'_>, notes: &mut Vec<Note>) -> NaiveDate {
    let today = reading.today(zone);
    if let Some(start) = reading.start {
        let start = zone.local(start);
        let distance = |date: &NaiveDate| (date.and_time(clock) - start).abs();
        let fits = |date: &NaiveDate| {
            reading.tense != Tense::Past || date.and_time(clock) <= zone.local(reading.now + SKEW)
        };
        let nearest = around(start.date()).filter(fits).min_by_key(distance).unwrap_or(today);
        if nearest != today {
            notes.push(Note::IncidentDay(nearest));
        }
        return nearest;
    }
    let time = today.and_time(clock);
    match (reading.tense, today.pred_opt(), today.succ_opt()) {
        (Tense::Past, Some(yesterday), _) if time > zone.local(reading.now + SKEW) => {
            notes.push(Note::Yesterday(yesterday));
            yesterday
        }
        (Tense::Future, _, Some(tomorrow)) if time < zone.local(reading.now - SKEW) => {
            notes.push(Note::Tomorrow(tomorrow));
            tomorrow
        }
        _ => today,
    }
}

fn around(date: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    [date.checked_sub_days(Days::new(1)), Some(date), date.checked_add_days(Days::new(1))]
        .into_iter()
        .flatten()
}

/// A day of a month, in the year written or in the nearest that makes sense.
fn dated(
    year: Option<i32>,
    (month, day): (u32, u32),
    clock: NaiveTime,
    (zone, reading): Place<'_>,
    notes: &mut Vec<Note>,
) -> Result<NaiveDate, Unreadable> {
    let none = || Unreadable::NoSuchDate(written(year, month, day));
    if let Some(year) = year {
        return NaiveDate::from_ymd_opt(year, month, day).ok_or_else(none);
    }
    let today = reading.today(zone);
    let now = zone.local(reading.now);
    let anchor: NaiveDateTime = reading.start.map_or(now, |start| zone.local(start));
    let fits = |date: &NaiveDate| match reading.tense {
        Tense::Past => date.and_time(clock) <= now + SKEW,
        Tense::Future => *date >= today,
        Tense::Any => true,
    };
    // A leap day can be eight years away.
    let years = today.year() - 8..=today.year() + 8;
    let date = years
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .filter(fits)
        .min_by_key(|date| (date.and_time(clock) - anchor).abs())
        .ok_or_else(none)?;
    if date.year() != today.year() {
        notes.push(Note::Year(date));
    }
    Ok(date)
}

fn written(year: Option<i32>, month: u32, day: u32) -> String {
    let month = month_name(month).map_or_else(|| format!("month {month}, day"), str::to_owned);
    year.map_or_else(|| format!("{month} {day}"), |year| format!("{month} {day}, {year}"))
}
