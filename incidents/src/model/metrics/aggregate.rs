//! Many incidents at once: by month and severity, with what was left out and why.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::{Metric, Unmeasured, read};
use crate::model::milestones::Milestones;

/// Below this many readings a mean says little, and says so.
const FEW: usize = 5;

/// A calendar month in the server's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// One incident, as far as averages care.
#[derive(Debug, Clone)]
pub struct Case<'a> {
    /// The month its impact began in, else the month it was declared in.
    pub month: Month,
    /// Its severity's place; the gravest is lowest.
    pub rank: u8,
    /// Its severity's name.
    pub severity: &'a str,
    /// Whether it was only an exercise.
    pub drill: bool,
    /// When what happened.
    pub milestones: &'a Milestones,
}

/// Why an incident is not in a row's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Excluded {
    /// It was an exercise.
    Drill,
    /// The metric could not be taken.
    Unmeasured(Unmeasured),
}

impl std::fmt::Display for Excluded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Drill => f.write_str("it was a drill"),
            Self::Unmeasured(why) => why.fmt(f),
        }
    }
}

/// A mean that says how much it can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mean {
    /// Nothing to take it of.
    Nothing,
    /// Of fewer than five readings.
    OfFew(TimeDelta),
    /// Of five or more.
    Of(TimeDelta),
}

/// One metric for one month and severity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The month.
    pub month: Month,
    /// The severity's name.
    pub severity: String,
    /// What was measured.
    pub stats: Stats,
}

/// One metric of several incidents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stats {
    /// How many incidents could be measured.
    pub n: usize,
    /// The middle reading; the mean of the two middle ones where `n` is even.
    pub median: Option<TimeDelta>,
    /// The reading that nine in ten do not exceed (nearest rank).
    pub p90: Option<TimeDelta>,
    /// The mean.
    pub mean: Mean,
    /// How many were left out, by reason.
    pub excluded: BTreeMap<Excluded, usize>,
}

#[derive(Default)]
struct Readings {
    taken: Vec<TimeDelta>,
    excluded: BTreeMap<Excluded, usize>,
}

/// One row for each month and severity that has incidents: months in order, the gravest severity first.
#[must_use]
pub fn by_month_and_severity(metric: Metric, cases: &[Case<'_>]) -> Vec<Row> {
    let mut groups: BTreeMap<(Month, u8, &str), Readings> = BTreeMap::new();
    for case in cases {
        let group = groups.entry((case.month, case.rank, case.severity)).or_default();
        group.take(metric, case);
    }
    let row = |((month, _, severity), readings): ((Month, u8, &str), Readings)| Row {
        month,
        severity: severity.to_owned(),
        stats: stats(readings),
    };
    groups.into_iter().map(row).collect()
}

/// One metric over all of them, whatever their month and severity.
#[must_use]
pub fn over(metric: Metric, cases: &[Case<'_>]) -> Stats {
    let mut readings = Readings::default();
    for case in cases {
        readings.take(metric, case);
    }
    stats(readings)
}

impl Readings {
    fn take(&mut self, metric: Metric, case: &Case<'_>) {
        let reading = if case.drill {
            Err(Excluded::Drill)
        } else {
            read(metric, case.milestones).map_err(Excluded::Unmeasured)
        };
        match reading {
            Ok(reading) => self.taken.push(reading.shown()),
            Err(why) => *self.excluded.entry(why).or_default() += 1,
        }
    }
}

fn stats(readings: Readings) -> Stats {
    let Readings { mut taken, excluded } = readings;
    taken.sort_unstable();
    Stats {
        n: taken.len(),
        median: median(&taken),
        p90: taken.get((taken.len() * 9).div_ceil(10).saturating_sub(1)).copied(),
        mean: mean(&taken),
        excluded,
    }
}

fn median(sorted: &[TimeDelta]) -> Option<TimeDelta> {
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    Some((sorted[sorted.len() / 2 - 1] + upper) / 2)
}

fn mean(taken: &[TimeDelta]) -> Mean {
    let Ok(count @ 1..) = i32::try_from(taken.len()) else { return Mean::Nothing };
    let mean = taken.iter().sum::<TimeDelta>() / count;
    if taken.len() < FEW { Mean::OfFew(mean) } else { Mean::Of(mean) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::milestones::{Mark, Milestone};

    fn lasting(minutes: Option<i64>) -> Milestones {
        let start = chrono::DateTime::from_timestamp(1_717_337_700, 0).unwrap();
        let mut all = Milestones::default();
        all.set(Milestone::ImpactStarted, Mark::at(start));
        if let Some(minutes) = minutes {
            all.set(Milestone::Resolved, Mark::at(start + TimeDelta::minutes(minutes)));
        }
        all
    }

    fn case<'a>(severity: &'a str, rank: u8, milestones: &'a Milestones) -> Case<'a> {
        Case { month: Month { year: 2024, month: 6 }, rank, severity, drill: false, milestones }
    }

    fn minutes(of: i64) -> TimeDelta {
        TimeDelta::minutes(of)
    }

    #[test]
    fn a_row_counts_what_it_could_measure_and_says_what_it_left_out() {
        let all: Vec<Milestones> = [Some(10), Some(20), Some(90), None].into_iter().map(lasting).collect();
        let mut cases: Vec<Case<'_>> = all.iter().map(|milestones| case("SEV2", 2, milestones)).collect();
        cases.push(Case { drill: true, ..case("SEV2", 2, &all[0]) });
        cases.push(case("SEV1", 1, &all[1]));

        let rows = by_month_and_severity(Metric::TimeToResolve, &cases);
        assert_eq!(rows.iter().map(|row| row.severity.as_str()).collect::<Vec<_>>(), ["SEV1", "SEV2"]);
        let row = &rows[1].stats;
        assert_eq!((row.n, row.median, row.p90), (3, Some(minutes(20)), Some(minutes(90))));
        assert_eq!(row.mean, Mean::OfFew(minutes(40)));
        assert_eq!(
            row.excluded.iter().map(|(why, count)| (why.to_string(), *count)).collect::<Vec<_>>(),
            [("it was a drill".to_owned(), 1), ("it is not recorded when it was: resolved".to_owned(), 1),]
        );
    }

    #[test]
    fn five_readings_make_a_mean_and_ten_a_ninetieth_percentile() {
        let all: Vec<Milestones> = (1..=10).map(|tens| lasting(Some(tens * 10))).collect();
        let cases: Vec<Case<'_>> = all.iter().map(|milestones| case("SEV3", 3, milestones)).collect();
        let row = &by_month_and_severity(Metric::TimeToResolve, &cases)[0].stats;
        assert_eq!((row.median, row.p90), (Some(minutes(55)), Some(minutes(90))));
        assert_eq!(row.mean, Mean::Of(minutes(55)));
    }

    #[test]
    fn nothing_measured_has_no_numbers() {
        let open = lasting(None);
        let row = &by_month_and_severity(Metric::TimeToResolve, &[case("SEV3", 3, &open)])[0].stats;
        assert_eq!((row.n, row.median, row.p90, row.mean), (0, None, None, Mean::Nothing));
    }
}
