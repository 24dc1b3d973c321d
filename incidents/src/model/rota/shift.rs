//! Shifts: a stretch of time cut up by who is on call, gaps included.

use chrono::{DateTime, Utc};

use super::on_call::HORIZON;
use super::{Because, Schedule};
use crate::model::who::Who;

/// A stretch of time in which the same people are on call for the same reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Its first instant.
    pub from: DateTime<Utc>,
    /// The first instant that is no longer in it.
    pub to: DateTime<Utc>,
    /// Who is on call; nobody in a gap.
    pub who: Vec<Who>,
    /// What decided it.
    pub because: Because,
}

impl Shift {
    /// Nobody is on call.
    #[must_use]
    pub const fn is_gap(&self) -> bool {
        self.who.is_empty()
    }
}

impl Schedule {
    /// All of the time from `from` up to `to`, cut into shifts and gaps, in order and without overlap.
    #[must_use]
    pub fn shifts(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Shift> {
        let mut shifts = Vec::new();
        let mut start = from;
        while start < to {
            let duty = self.duty_at(start);
            let end = self.duty_ends(&duty, start, to).unwrap_or(to);
            shifts.push(Shift { from: start, to: end, who: duty.who, because: duty.because });
            start = end;
        }
        shifts
    }

    /// When nobody is on call in the 52 weeks from `now`.
    #[must_use]
    pub fn gaps(&self, now: DateTime<Utc>) -> Vec<Shift> {
        self.shifts(now, now + HORIZON).into_iter().filter(Shift::is_gap).collect()
    }
}
