//! Which stretch of time a report is about, in the words people use for one.

use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate, TimeDelta, Utc};

use crate::model::calendar::Calendar;
use crate::model::span::Span;
use crate::model::zone::Zone;
use crate::sentence;
use crate::worded::Sentence;

/// A stretch of time: from its first instant up to, and without, its last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Its first instant; unset, the beginning of everything.
    pub from: Option<DateTime<Utc>>,
    /// Its last.
    pub until: DateTime<Utc>,
    /// What it is called.
    pub words: Sentence,
}

/// That a text is no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPeriod;

/// Both days of a stretch, the second one past its end.
type Days2 = (NaiveDate, NaiveDate);

impl Period {
    /// The words that are offered.
    pub const OFFERED: [&str; 9] = [
        "30 days",
        "3 months",
        "12 months",
        "this month",
        "last month",
        "this quarter",
        "last quarter",
        "this year",
        "all",
    ];

    /// What a report is about unless somebody says otherwise.
    pub const USUAL: &str = "3 months";

    /// Reads `3 months`, `2024`, `2024-05`, `2024-Q2`, `last month`, `2024-01-01 to 2024-03-31`, `all`.
    pub fn read(typed: &str, now: DateTime<Utc>, zone: Zone) -> Result<Self, NoPeriod> {
        let text = typed
            .trim()
            .to_lowercase()
            .replace("..", " to ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        if text == "all" {
            return Ok(Self { from: None, until: past(now), words: sentence!("all time") });
        }
        let today = zone.local(now).date();
        let days = named(&text, today).or_else(|| range(&text)).or_else(|| calendar(&text, today));
        if let Some(days) = days {
            return Self::of_days(days, zone);
        }
        let bare =
            text.trim_start_matches("the last ").trim_start_matches("last ").trim_start_matches("past ");
        let span: Span = bare.parse().map_err(|_| NoPeriod)?;
        let from = span.before(now, zone, &Calendar::default()).ok_or(NoPeriod)?;
        Ok(Self { from: Some(from), until: past(now), words: sentence!("the last {span}", span = bare) })
    }

    fn of_days((first, past): Days2, zone: Zone) -> Result<Self, NoPeriod> {
        let start = |day: NaiveDate| zone.resolve(day.and_time(chrono::NaiveTime::MIN)).first();
        if first >= past {
            return Err(NoPeriod);
        }
        let last = past.pred_opt().ok_or(NoPeriod)?;
        Ok(Self {
            from: Some(start(first)),
            until: start(past),
            words: sentence!("{first} to {last}", first, last),
        })
    }

    /// Whether an instant lies in it.
    #[must_use]
    pub fn holds(&self, at: DateTime<Utc>) -> bool {
        self.from.is_none_or(|from| at >= from) && at < self.until
    }
}

/// What begins at this very instant belongs to a period that ends now.
fn past(now: DateTime<Utc>) -> DateTime<Utc> {
    now + TimeDelta::seconds(1)
}

/// `this month`, `last quarter`, `this year`.
fn named(text: &str, today: NaiveDate) -> Option<Days2> {
    let (which, unit) = text.split_once(' ')?;
    let months = match unit {
        "month" => 1,
        "quarter" => 3,
        "year" => 12,
        _ => return None,
    };
    let begun = today.month0() / months * months + 1;
    let this = NaiveDate::from_ymd_opt(today.year(), begun, 1)?;
    let months = Months::new(months);
    match which {
        "this" => Some((this, this.checked_add_months(months)?)),
        "last" => Some((this.checked_sub_months(months)?, this)),
        _ => None,
    }
}

/// `2024`, `2024-05`, `2024-q2`, `q2 2024`, `q2`.
fn calendar(text: &str, today: NaiveDate) -> Option<Days2> {
    let stretch = |year: i32, month: u32, months: u32| {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some((first, first.checked_add_months(Months::new(months))?))
    };
    let quarter =
        |text: &str| text.strip_prefix('q')?.parse::<u32>().ok().filter(|quarter| (1..=4).contains(quarter));
    if let Some(nth) = quarter(text) {
        return stretch(today.year(), nth * 3 - 2, 3);
    }
    if let Ok(year) = text.parse::<i32>() {
        return (1970..=2100).contains(&year).then(|| stretch(year, 1, 12)).flatten();
    }
    let (one, other) = text.split_once(['-', ' '])?;
    let (year, part) = if one.starts_with('q') { (other, one) } else { (one, other) };
    let year: i32 = year.parse().ok().filter(|year| (1970..=2100).contains(year))?;
    match quarter(part) {
        Some(nth) => stretch(year, nth * 3 - 2, 3),
        None => stretch(year, part.parse().ok()?, 1),
    }
}

/// `2024-01-01 to 2024-03-31`, `since 2024-01-01` being left to spans.
fn range(text: &str) -> Option<Days2> {
    let (first, last) = text.split_once(" to ")?;
    let day = |text: &str| text.trim().parse::<NaiveDate>().ok();
    Some((day(first)?, day(last)?.checked_add_days(Days::new(1))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_in_the_words_people_use() {
        let now = "2024-06-15T10:00:00Z".parse().unwrap();
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        for (typed, from, until) in [
            ("30 days", "2024-05-16T10:00:00Z", "2024-06-15T10:00:01Z"),
            ("last 3 months", "2024-03-15T11:00:00Z", "2024-06-15T10:00:01Z"),
            ("2w", "2024-06-01T10:00:00Z", "2024-06-15T10:00:01Z"),
            ("2024", "2023-12-31T23:00:00Z", "2024-12-31T23:00:00Z"),
            ("2024-05", "2024-04-30T22:00:00Z", "2024-05-31T22:00:00Z"),
            ("2024-Q2", "2024-03-31T22:00:00Z", "2024-06-30T22:00:00Z"),
            ("Q1 2024", "2023-12-31T23:00:00Z", "2024-03-31T22:00:00Z"),
            ("this month", "2024-05-31T22:00:00Z", "2024-06-30T22:00:00Z"),
            ("last quarter", "2023-12-31T23:00:00Z", "2024-03-31T22:00:00Z"),
            ("last year", "2022-12-31T23:00:00Z", "2023-12-31T23:00:00Z"),
            ("2024-01-01..2024-01-31", "2023-12-31T23:00:00Z", "2024-01-31T23:00:00Z"),
        ] {
            let read = Period::read(typed, now, berlin).unwrap_or_else(|_| panic!("{typed}"));
            assert_eq!((read.from, read.until), (from.parse().ok(), until.parse().unwrap()), "{typed}");
        }
        assert_eq!(Period::read("all", now, berlin).unwrap().from, None);
        for typed in ["", "soon", "2024-13", "q5", "9999", "2024-02-01 to 2024-01-01", "last summer", "-3"] {
            assert_eq!(Period::read(typed, now, berlin), Err(NoPeriod), "{typed}");
        }
        for offered in Period::OFFERED {
            assert!(Period::read(offered, now, berlin).is_ok(), "{offered}");
        }
    }
}
