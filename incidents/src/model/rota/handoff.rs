//! Handoffs: the instants at which other people come on call.

use chrono::{DateTime, Utc};

use super::Schedule;
use super::on_call::HORIZON;
use crate::model::who::Who;

/// A change of who is on call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handoff {
    /// The first instant of the new shift.
    pub at: DateTime<Utc>,
    /// Who was on call; nobody after a gap.
    pub from: Vec<Who>,
    /// Who is now; nobody if a gap begins.
    pub to: Vec<Who>,
}

impl Schedule {
    /// The first handoff after `at`, if one comes within 52 weeks.
    ///
    /// The same people going on for another reason are no handoff. Asking again from the answer's own instant gives
    /// the one after, so each is found once, however often the program starts.
    #[must_use]
    pub fn next_handoff_after(&self, at: DateTime<Utc>) -> Option<Handoff> {
        let horizon = at + HORIZON;
        let from = self.duty_at(at);
        let mut seen = from.clone();
        let mut when = at;
        loop {
            when = self.duty_ends(&seen, when, horizon)?;
            seen = self.duty_at(when);
            if seen.who != from.who {
                return Some(Handoff { at: when, from: from.who, to: seen.who });
            }
        }
    }
}
