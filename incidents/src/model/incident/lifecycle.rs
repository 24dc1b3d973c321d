//! How an incident ends and begins again: which steps are open to it, and what each changes.

use chrono::{DateTime, Utc};

use super::{Incident, State};
use crate::error::Refusal;
use crate::model::milestones::{Mark, Milestone};

impl Incident {
    /// Refuses unless it goes on.
    pub fn must_be_open(&self) -> Result<(), Refusal> {
        match self.state {
            State::Open => Ok(()),
            State::Resolved => Err(Refusal::AlreadyResolved(self.number)),
            State::Cancelled | State::Merged => self.must_be_real(),
        }
    }

    /// Refuses a false alarm, and what lives on in another incident: nothing is added to either.
    pub fn must_be_real(&self) -> Result<(), Refusal> {
        match self.state {
            State::Open | State::Resolved => Ok(()),
            State::Cancelled => Err(Refusal::AlreadyCancelled(self.number)),
            State::Merged => Err(Refusal::AlreadyMerged(self.number)),
        }
    }

    /// Ends it at `at`.
    pub fn resolve(&mut self, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.must_be_open()?;
        if at < self.started_at() {
            return Err(Refusal::ResolvedBeforeStart(self.number));
        }
        self.end(State::Resolved, now);
        self.milestones.set(Milestone::Resolved, Mark::at(at));
        Ok(())
    }

    /// Ends it as a false alarm.
    pub fn cancel(&mut self, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.must_be_open()?;
        self.end(State::Cancelled, now);
        Ok(())
    }

    /// Ends it as the same thing as another.
    pub fn merge_into(&mut self, other: &Self, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.must_be_real()?;
        if self.id == other.id {
            return Err(Refusal::MergeIntoItself(self.number));
        }
        if self.private || other.private {
            return Err(Refusal::MergePrivate);
        }
        other.must_be_real()?;
        self.end(State::Merged, now);
        self.merged_into = Some(other.id);
        Ok(())
    }

    /// Begins it again, with the first of the server's statuses. It was not over, so it was not resolved at any time.
    pub fn reopen(&mut self, first_status: &str) -> Result<(), Refusal> {
        match self.state {
            State::Open => return Err(Refusal::StillOpen(self.number)),
            State::Merged => return Err(Refusal::AlreadyMerged(self.number)),
            State::Resolved | State::Cancelled => {}
        }
        self.state = State::Open;
        self.ended_at = None;
        first_status.clone_into(&mut self.status);
        self.milestones.clear(Milestone::Resolved);
        Ok(())
    }

    fn end(&mut self, how: State, now: DateTime<Utc>) {
        self.state = how;
        self.ended_at = Some(now);
        self.next_update_at = None;
    }
}
