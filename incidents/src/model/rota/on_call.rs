//! The resolver: who is on call at an instant, why, and until when.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::overrides::Applied;
use super::{OverrideId, Schedule};
use crate::model::who::Who;

/// What decided who is on call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// The layer at this position, counted from nought.
    Layer(usize),
    /// The last override that made a difference.
    Override(OverrideId),
    /// No layer is active: a gap.
    Nobody,
}

/// The answer of the resolver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnCall {
    /// Who is on call: one person, unless an override adds or removes some.
    pub who: Vec<Who>,
    /// What decided it.
    pub because: Because,
    /// When the answer next changes, if it does within a year.
    pub until: Option<DateTime<Utc>>,
}

/// How far ahead gaps are looked for and shifts followed: 52 weeks.
pub(super) const HORIZON: TimeDelta = TimeDelta::weeks(52);

/// Who is on call at an instant and why, without until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Duty {
    pub(super) who: Vec<Who>,
    pub(super) because: Because,
}

impl Schedule {
    /// Who is on call at `at`.
    #[must_use]
    pub fn on_call(&self, at: DateTime<Utc>) -> OnCall {
        let duty = self.duty_at(at);
        let until = self.duty_ends(&duty, at, at + HORIZON);
        OnCall { who: duty.who, because: duty.because, until }
    }

    pub(super) fn duty_at(&self, at: DateTime<Utc>) -> Duty {
        let mut duty = self.layered(at);
        for one in self.overrides.iter().filter(|one| one.holds_at(at)) {
            if one.change.apply(&mut duty.who) == Applied::Changed {
                duty.because = Because::Override(one.id);
            }
        }
        duty
    }

    fn layered(&self, at: DateTime<Utc>) -> Duty {
        let (layers, _) = self.layers_at(at);
        let strongest =
            layers.iter().enumerate().rev().find_map(|(n, layer)| Some((n, layer.person_at(at)?)));
        strongest.map_or(Duty { who: Vec::new(), because: Because::Nobody }, |(n, who)| Duty {
            who: vec![who],
            because: Because::Layer(n),
        })
    }

    /// The first instant after `at` and before `horizon` at which something other than `duty` holds.
    pub(super) fn duty_ends(
        &self,
        duty: &Duty,
        at: DateTime<Utc>,
        horizon: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let changes = std::iter::successors(self.next_change_after(at), |at| self.next_change_after(*at));
        changes.take_while(|at| *at < horizon).find(|at| self.duty_at(*at) != *duty)
    }

    /// The first instant after `at` at which the answer may change.
    fn next_change_after(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let (layers, replaced) = self.layers_at(at);
        let layers = layers.iter().filter_map(|layer| layer.next_change_after(at));
        let overrides = self.overrides.iter().flat_map(|one| [one.from, one.to]).filter(|edge| *edge > at);
        layers.chain(replaced).chain(overrides).min()
    }
}
