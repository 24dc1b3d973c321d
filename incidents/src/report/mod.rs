//! What many incidents say together: how many there were, and how long it took to notice, answer and mend them, with
//! what was left out and why. Figures in, tables and pictures out; only [`report_of`] asks the store.

mod chart;
mod csv;
mod gathered;
mod period;

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, Utc};

pub use chart::{summary_chart, trends_chart};
pub use csv::{figures, incidents};
pub use gathered::report_of;
pub use period::{NoPeriod, Period};

use crate::ids::Number;
use crate::model::incident::State;
use crate::model::metrics::{Case, Metric, Month, Stats, over};
use crate::model::milestones::{Milestone, Milestones};
use crate::model::zone::Zone;

/// The metrics of a report, in the order of an incident's life, each with its usual letters and a word for a table.
pub const METRICS: [(Metric, &str, &str); 6] = [
    (Metric::TimeToDetect, "TTD", "detect"),
    (Metric::TimeToAcknowledge, "TTA", "acknowledge"),
    (Metric::TimeToEscalate, "TTE", "escalate"),
    (Metric::TimeToIdentify, "TTI", "identify"),
    (Metric::TimeToMitigate, "TTM", "mitigate"),
    (Metric::TimeToResolve, "TTR", "resolve"),
];

/// The incidents of a period, as far as whoever asks may see them.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Which period.
    pub period: Period,
    /// By whose calendar months begin.
    pub zone: Zone,
    /// The incidents that count, oldest first.
    pub counted: Vec<Counted>,
    /// How many were left out, by reason.
    pub left_out: BTreeMap<LeftOut, usize>,
}

/// One incident, as far as a report cares.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// Its number.
    pub number: Number,
    /// What it is called.
    pub title: String,
    /// How bad it was.
    pub severity: String,
    /// The place of that among the server's severities, from 1.
    pub rank: u8,
    /// Where it stands.
    pub state: State,
    /// When it began.
    pub started: DateTime<Utc>,
    /// When what happened.
    pub milestones: Milestones,
}

/// Why an incident counts in no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// It was a false alarm.
    Cancelled,
    /// It was the same as another.
    Merged,
    /// It was an exercise.
    Drill,
}

impl LeftOut {
    /// The words readers see after a number.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled as false alarms",
            Self::Merged => "merged into others",
            Self::Drill => "drills",
        }
    }
}

impl Report {
    /// The month in which an incident began.
    #[must_use]
    pub fn month(&self, incident: &Counted) -> Month {
        let local = self.zone.local(incident.started);
        Month { year: local.year(), month: local.month() }
    }

    /// One metric over all incidents that pass.
    #[must_use]
    pub fn stats(&self, metric: Metric, passes: impl Fn(&Counted) -> bool) -> Stats {
        let cases: Vec<Case<'_>> =
            self.counted.iter().filter(|it| passes(it)).map(|it| self.case(it)).collect();
        over(metric, &cases)
    }

    fn case<'r>(&self, incident: &'r Counted) -> Case<'r> {
        Case {
            month: self.month(incident),
            rank: incident.rank,
            severity: &incident.severity,
            drill: false,
            milestones: &incident.milestones,
        }
    }

    /// All of them, for tables by month and severity.
    #[must_use]
    pub fn cases(&self) -> Vec<Case<'_>> {
        self.counted.iter().map(|incident| self.case(incident)).collect()
    }

    /// The severities that occur, the gravest first, with how many incidents each has.
    #[must_use]
    pub fn severities(&self) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<(u8, &str), usize> = BTreeMap::new();
        for incident in &self.counted {
            *counts.entry((incident.rank, &incident.severity)).or_default() += 1;
        }
        counts.into_iter().map(|((_, label), count)| (label.to_owned(), count)).collect()
    }

    /// Every month from the first to the last in which something began, those without incidents too.
    #[must_use]
    pub fn months(&self) -> Vec<Month> {
        let months = self.counted.iter().map(|incident| self.month(incident));
        let (Some(first), Some(last)) = (months.clone().min(), months.max()) else { return Vec::new() };
        let next = |month: &Month| match month.month {
            12 => Some(Month { year: month.year + 1, month: 1 }),
            within => Some(Month { month: within + 1, ..*month }),
        };
        std::iter::successors(Some(first), next).take_while(|month| *month <= last).collect()
    }

    /// How many of them still go on.
    #[must_use]
    pub fn open(&self) -> usize {
        self.counted.iter().filter(|incident| incident.state == State::Open).count()
    }
}

/// When an incident began: its impact, else its declaration.
fn began(milestones: &Milestones) -> Option<DateTime<Utc>> {
    milestones.at(Milestone::ImpactStarted).or(milestones.at(Milestone::Declared))
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
