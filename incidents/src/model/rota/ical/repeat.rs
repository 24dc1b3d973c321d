//! What repeats: the rules by which calendars write holidays, from `FREQ=YEARLY` to the fourth Thursday of November.
//!
//! A rule is followed day by day, and the days that may be looked at in one file are counted: no rule, however it is
//! written, takes longer than that.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc, Weekday};

/// How many days may be looked at for one file.
const MOST_DAYS: u32 = 300_000;

/// How many days may still be looked at.
#[derive(Debug)]
pub(super) struct Patience(u32);

impl Default for Patience {
    fn default() -> Self {
        Self(MOST_DAYS)
    }
}

/// It would take too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Impatient;

impl Patience {
    fn spend(&mut self) -> Result<(), Impatient> {
        self.0 = self.0.checked_sub(1).ok_or(Impatient)?;
        Ok(())
    }
}

/// On which days something repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    every: Every,
    interval: u32,
    count: Option<u32>,
    /// The last instant at which it may begin.
    pub until: Option<DateTime<Utc>>,
    months: Vec<u32>,
    month_days: Vec<i64>,
    weekdays: Vec<(i64, Weekday)>,
    week_starts: Weekday,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Every {
    Day,
    Week,
    Month,
    Year,
}

impl Rule {
    /// Reads a rule; `until` reads the end that it names. None: it is not understood, or says what is not followed here.
    pub fn read(text: &str, until: impl Fn(&str) -> Option<DateTime<Utc>>) -> Option<Self> {
        let mut every = None;
        let mut rule = Self {
            every: Every::Day,
            interval: 1,
            count: None,
            until: None,
            months: Vec::new(),
            month_days: Vec::new(),
            weekdays: Vec::new(),
            week_starts: Weekday::Mon,
        };
        for part in text.split(';').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=')?;
            match name.to_ascii_uppercase().as_str() {
                "FREQ" => every = Some(Every::read(value)?),
                "INTERVAL" => {
                    rule.interval = value.parse().ok().filter(|count| (1..=1_000).contains(count))?;
                }
                "COUNT" => rule.count = Some(value.parse().ok().filter(|count| *count > 0)?),
                "UNTIL" => rule.until = Some(until(value)?),
                "BYMONTH" => {
                    rule.months = list(value, |one| one.parse().ok().filter(|it| (1..=12).contains(it)))?;
                }
                "BYMONTHDAY" => rule.month_days = list(value, month_day)?,
                "BYDAY" => rule.weekdays = list(value, weekday)?,
                "WKST" => rule.week_starts = named(value)?,
                _ => return None,
            }
        }
        rule.every = every?;
        rule.makes_sense().then_some(rule)
    }

    /// Whether its parts go together: the fourth Thursday is one of a month or of a year.
    fn makes_sense(&self) -> bool {
        let counts = self.weekdays.iter().any(|(nth, _)| *nth != 0);
        match self.every {
            Every::Day => !counts,
            Every::Week => !counts && self.month_days.is_empty(),
            Every::Month | Every::Year => true,
        }
    }

    /// The days on which it happens, from the first up to and including `last`. The first is always one of them.
    pub fn days(
        &self,
        first: NaiveDate,
        last: NaiveDate,
        patience: &mut Patience,
    ) -> Result<Vec<NaiveDate>, Impatient> {
        let most = self.count.map_or(usize::MAX, |count| usize::try_from(count).unwrap_or(usize::MAX));
        let mut days = vec![first];
        for nth in 0.. {
            let Some((begin, end)) = self.period(first, nth).filter(|(begin, _)| *begin <= last) else {
                break;
            };
            patience.spend()?;
            for span in self.spans(first, (begin, end)) {
                for day in span.0.iter_days().take_while(|day| *day <= span.1) {
                    patience.spend()?;
                    if day > first && day <= last && self.holds(day, first, span) {
                        days.push(day);
                    }
                }
            }
            if days.len() >= most {
                break;
            }
        }
        days.truncate(most);
        Ok(days)
    }

    /// The first and the last day of the nth period, counted from the one that holds the first day.
    fn period(&self, first: NaiveDate, nth: u32) -> Option<(NaiveDate, NaiveDate)> {
        let steps = nth.checked_mul(self.interval)?;
        let whole = |begin: NaiveDate, next: Option<NaiveDate>| Some((begin, next?.pred_opt()?));
        match self.every {
            Every::Day => first.checked_add_days(Days::new(steps.into())).map(|day| (day, day)),
            Every::Week => {
                let begin = first.week(self.week_starts).checked_first_day()?;
                let begin = begin.checked_add_days(Days::new(u64::from(steps) * 7))?;
                whole(begin, begin.checked_add_days(Days::new(7)))
            }
            Every::Month => {
                let begin = first.with_day(1)?.checked_add_months(Months::new(steps))?;
                whole(begin, begin.checked_add_months(Months::new(1)))
            }
            Every::Year => {
                let begin = NaiveDate::from_yo_opt(first.year(), 1)?;
                let begin = begin.checked_add_months(Months::new(steps.checked_mul(12)?))?;
                whole(begin, begin.checked_add_months(Months::new(12)))
            }
        }
    }

    /// The parts of a period in which days are counted: of a year its months, unless its weekdays are counted as one; where no days
    /// are named, those of the first.
    fn spans(&self, first: NaiveDate, (begin, end): (NaiveDate, NaiveDate)) -> Vec<(NaiveDate, NaiveDate)> {
        let names_days = !self.month_days.is_empty() || !self.weekdays.is_empty();
        let as_one = self.months.is_empty() && self.month_days.is_empty() && !self.weekdays.is_empty();
        if self.every != Every::Year || as_one {
            return vec![(begin, end)];
        }
        let is_meant = |month: u32| match self.months.is_empty() {
            true => names_days || month == first.month(),
            false => self.months.contains(&month),
        };
        let months = (0..12).filter_map(|nth| begin.checked_add_months(Months::new(nth)));
        let whole = |begin: NaiveDate| Some((begin, begin.checked_add_months(Months::new(1))?.pred_opt()?));
        months.filter(|begin| is_meant(begin.month())).filter_map(whole).collect()
    }

    /// Whether it happens on a day of a span.
    fn holds(&self, day: NaiveDate, first: NaiveDate, (begin, end): (NaiveDate, NaiveDate)) -> bool {
        if !self.months.is_empty() && !self.months.contains(&day.month()) {
            return false;
        }
        let from_end = |day: NaiveDate| -i64::from(day.num_days_in_month()) + i64::from(day.day()) - 1;
        let dated = self.month_days.iter().any(|nth| *nth == i64::from(day.day()) || *nth == from_end(day));
        let named = self.weekdays.iter().any(|(nth, weekday)| {
            let (fore, aft) = ((day - begin).num_days() / 7 + 1, -((end - day).num_days() / 7 + 1));
            day.weekday() == *weekday && (*nth == 0 || *nth == fore || *nth == aft)
        });
        match (self.month_days.is_empty(), self.weekdays.is_empty()) {
            (false, false) => dated && named,
            (false, true) => dated,
            (true, false) => named,
            (true, true) => match self.every {
                Every::Day => true,
                Every::Week => day.weekday() == first.weekday(),
                Every::Month | Every::Year => day.day() == first.day(),
            },
        }
    }
}

impl Every {
    fn read(text: &str) -> Option<Self> {
        match text.to_ascii_uppercase().as_str() {
            "DAILY" => Some(Self::Day),
            "WEEKLY" => Some(Self::Week),
            "MONTHLY" => Some(Self::Month),
            "YEARLY" => Some(Self::Year),
            _ => None,
        }
    }
}

fn list<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let all: Option<Vec<T>> = text.split(',').map(read).collect();
    // No rule names more days than a year has.
    all.filter(|all| all.len() <= 366)
}

fn month_day(text: &str) -> Option<i64> {
    text.parse().ok().filter(|day: &i64| (1..=31).contains(&day.abs()))
}

/// `TH`, `4TH`, `-1MO`.
fn weekday(text: &str) -> Option<(i64, Weekday)> {
    let (nth, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let nth = if nth.is_empty() {
        0
    } else {
        nth.parse().ok().filter(|nth: &i64| (1..=53).contains(&nth.abs()))?
    };
    Some((nth, named(name)?))
}

fn named(text: &str) -> Option<Weekday> {
    match text.to_ascii_uppercase().as_str() {
        "MO" => Some(Weekday::Mon),
        "TU" => Some(Weekday::Tue),
        "WE" => Some(Weekday::Wed),
        "TH" => Some(Weekday::Thu),
        "FR" => Some(Weekday::Fri),
        "SA" => Some(Weekday::Sat),
        "SU" => Some(Weekday::Sun),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn days(rule: &str, first: &str, last: &str) -> Vec<String> {
        let rule = Rule::read(rule, |_| None).unwrap_or_else(|| panic!("{rule} is not read"));
        let days = rule.days(day(first), day(last), &mut Patience::default()).unwrap();
        days.into_iter().map(|day| day.to_string()).collect()
    }

    #[test]
    fn holidays_come_on_the_days_that_people_know() {
        for (rule, first, last, wanted) in [
            ("FREQ=YEARLY", "2020-12-25", "2023-01-01", "2020-12-25 2021-12-25 2022-12-25"),
            (
                "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
                "2023-11-23",
                "2025-12-31",
                "2023-11-23 2024-11-28 2025-11-27",
            ),
            (
                "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO",
                "2023-05-29",
                "2025-12-31",
                "2023-05-29 2024-05-27 2025-05-26",
            ),
            ("FREQ=YEARLY;BYDAY=1MO", "2024-01-01", "2026-12-31", "2024-01-01 2025-01-06 2026-01-05"),
            ("FREQ=YEARLY", "2024-02-29", "2028-12-31", "2024-02-29 2028-02-29"),
            ("FREQ=YEARLY;INTERVAL=2;COUNT=2", "2024-06-03", "2030-12-31", "2024-06-03 2026-06-03"),
            ("FREQ=YEARLY;BYMONTH=1,7", "2024-01-15", "2024-12-31", "2024-01-15 2024-07-15"),
            ("FREQ=MONTHLY", "2024-01-31", "2024-05-31", "2024-01-31 2024-03-31 2024-05-31"),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", "2024-01-31", "2024-03-31", "2024-01-31 2024-02-29 2024-03-31"),
            (
                "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
                "2024-09-13",
                "2025-06-30",
                "2024-09-13 2024-12-13 2025-06-13",
            ),
            (
                "FREQ=WEEKLY;BYDAY=SA,SU",
                "2024-06-01",
                "2024-06-09",
                "2024-06-01 2024-06-02 2024-06-08 2024-06-09",
            ),
            (
                "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU",
                "1997-08-05",
                "1997-09-01",
                "1997-08-05 1997-08-17 1997-08-19 1997-08-31",
            ),
            ("FREQ=DAILY;COUNT=3", "2024-06-03", "2024-12-31", "2024-06-03 2024-06-04 2024-06-05"),
            ("FREQ=DAILY;BYMONTH=6;BYDAY=MO", "2024-06-17", "2024-07-31", "2024-06-17 2024-06-24"),
        ] {
            assert_eq!(days(rule, first, last).join(" "), wanted, "{rule}");
        }
    }

    #[test]
    fn what_is_not_followed_as_it_is_meant_is_not_read() {
        for rule in [
            "",
            "FREQ=HOURLY",
            "FREQ=YEARLY;BYSETPOS=1",
            "FREQ=YEARLY;BYWEEKNO=20",
            "FREQ=WEEKLY;BYDAY=1MO",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;COUNT=0",
            "FREQ=YEARLY;BYMONTH=13",
            "FREQ=MONTHLY;BYMONTHDAY=0",
            "FREQ=MONTHLY;BYDAY=99MO",
            "FREQ=MONTHLY;BYDAY=é",
            "COUNT=3",
            "FREQ",
            "FREQ=DAILY;UNTIL=never",
        ] {
            assert_eq!(Rule::read(rule, |_| None), None, "{rule}");
        }
    }

    #[test]
    fn a_rule_that_never_comes_true_ends_all_the_same() {
        assert_eq!(days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2024-01-01", "2100-01-01"), ["2024-01-01"]);
        let rule = Rule::read("FREQ=DAILY", |_| None).unwrap();
        let (first, last) = (NaiveDate::MIN, NaiveDate::MAX);
        assert_eq!(rule.days(first, last, &mut Patience::default()), Err(Impatient));
    }
}
