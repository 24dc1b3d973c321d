//! A page: one call for help, from the first level to an answer.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::policy::DEFAULT_WAIT;
use super::{Event, Gravity, Kind, Place, Policy, Roster, State, Step, Suspension, Turn, Urgency};
use crate::model::who::Who;

/// One call for help. It is stored whole; nothing about it is kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    pub(super) policy: Policy,
    pub(super) kind: Kind,
    pub(super) urgency: Urgency,
    pub(super) gravity: Gravity,
    pub(super) state: State,
    /// When this run began: at opening, or at the last reopening.
    pub(super) opened: DateTime<Utc>,
    /// How often it was reopened.
    pub(super) run: u32,
    /// How many times a level has fired, in all runs.
    pub(super) firings: u32,
    /// Everybody who was called in this run.
    pub(super) called: BTreeSet<Who>,
    pub(super) suspended: Option<Suspension>,
    /// The latest instant the page has seen, by which a clock that was set back is noticed.
    pub(super) seen: DateTime<Utc>,
}

/// What a page is opened with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The policy as it stands now: later edits do not reach the page.
    pub policy: Policy,
    /// Whether it escalates.
    pub urgency: Urgency,
    /// Whether it stays loud when nobody answers.
    pub gravity: Gravity,
    /// Real, drill or test.
    pub kind: Kind,
}

impl Page {
    /// Opens a page; without an initial delay the first level fires at once.
    pub fn open(opening: Opening, now: DateTime<Utc>, roster: &impl Roster) -> (Self, Turn) {
        let mut page = Self::pending(opening, now);
        let mut turn = Turn::default();
        turn.events.push(Event::Opened);
        page.run_on(&mut turn, now, roster);
        (page, turn)
    }

    /// Opens a page during maintenance: nobody is called until that ends.
    pub fn open_suspended(opening: Opening, suspension: Suspension, now: DateTime<Utc>) -> (Self, Turn) {
        let mut page = Self::pending(opening, now);
        page.suspended = Some(suspension);
        let mut turn = Turn::default();
        turn.events.extend([Event::Opened, Event::Suspended { until: suspension.until }]);
        page.finish(&mut turn, now);
        (page, turn)
    }

    fn pending(opening: Opening, now: DateTime<Utc>) -> Self {
        let Opening { policy, urgency, gravity, kind } = opening;
        let mut page = Self {
            policy,
            kind,
            urgency,
            gravity,
            state: State::Pending { due: now },
            opened: now,
            run: 0,
            firings: 0,
            called: BTreeSet::new(),
            suspended: None,
            seen: now,
        };
        page.state = State::Pending { due: now + page.paced(page.policy.initial_delay_s) };
        page
    }

    /// Where the page stands.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// The policy it was opened with.
    #[must_use]
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Real, drill or test.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether it escalates.
    #[must_use]
    pub const fn urgency(&self) -> Urgency {
        self.urgency
    }

    /// The maintenance it waits for.
    #[must_use]
    pub const fn suspended(&self) -> Option<Suspension> {
        self.suspended
    }

    /// How many times a level has fired. A button carries this, so that a late or second press is recognised.
    #[must_use]
    pub const fn firings(&self) -> u32 {
        self.firings
    }

    /// Everybody who was called since it was opened or reopened.
    #[must_use]
    pub const fn called(&self) -> &BTreeSet<Who> {
        &self.called
    }

    /// Whether it still wants an end.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self.state, State::Ended { .. })
    }

    /// When to come back with [`Page::step`]; an instant that has passed means at once.
    #[must_use]
    pub fn next_due(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self.decide(now) {
            Step::Rest => None,
            Step::Wait { until } => Some(until),
            _ => Some(now),
        }
    }

    /// The place that is called next if nobody answers; none while somebody has it, or when all is through.
    #[must_use]
    pub fn coming(&self) -> Option<Place> {
        match &self.state {
            State::Pending { .. } => Some(Place::START),
            State::Notifying(notifying) if self.urgency == Urgency::High => self.policy.next(notifying.place),
            _ => None,
        }
    }

    /// The latest instant it has seen.
    #[must_use]
    pub const fn seen(&self) -> DateTime<Utc> {
        self.seen
    }

    /// The place the page has come to.
    #[must_use]
    pub const fn place(&self) -> Place {
        match &self.state {
            State::Pending { .. } | State::Ended { .. } => Place::START,
            State::Notifying(notifying) => notifying.place,
            State::Acked(acked) => acked.place,
            State::Snoozed(snoozed) => snoozed.place,
            State::Exhausted(exhausted) => exhausted.place,
        }
    }

    /// How long a level waits at this page's pace.
    pub(super) fn wait(&self, level: usize) -> TimeDelta {
        self.policy.levels.get(level).map_or(DEFAULT_WAIT, |level| self.paced(level.wait_s))
    }

    /// When the step after a firing at `now` is due.
    ///
    /// Where a level that waits for nought could take nobody along, there must still be time to answer.
    pub(super) fn due_after(&self, place: Place, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let own = self.wait(place.level);
        let wait = if own.is_zero() { self.wait(self.policy.levels.len().saturating_sub(1)) } else { own };
        (self.urgency == Urgency::High).then_some(now + wait)
    }

    /// A time of the policy at this page's pace: a drill may run faster, though never through a wait in no time.
    pub(super) fn paced(&self, seconds: u32) -> TimeDelta {
        let at_pace = match self.kind {
            Kind::Real | Kind::Test => seconds,
            Kind::Drill { speed } => (seconds / speed.max(1)).max(seconds.min(1)),
        };
        TimeDelta::seconds(i64::from(at_pace))
    }
}
