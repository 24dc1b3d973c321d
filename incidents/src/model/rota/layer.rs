//! A layer of a schedule: a rotation, and when it counts.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Restriction, Rotation};
use crate::model::who::Who;

/// A rotation and the windows in which it is active.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layer {
    /// Who takes turns.
    pub rotation: Rotation,
    /// When the layer is active, on the rotation's own wall clock; without any, always.
    #[serde(default)]
    pub restrictions: Vec<Restriction>,
}

impl Layer {
    /// A layer that is always active.
    #[must_use]
    pub const fn always(rotation: Rotation) -> Self {
        Self { rotation, restrictions: Vec::new() }
    }

    /// Who this layer puts on call at `at`.
    pub(super) fn person_at(&self, at: DateTime<Utc>) -> Option<Who> {
        let zone = self.rotation.zone;
        let active =
            self.restrictions.is_empty() || self.restrictions.iter().any(|window| window.is_open(zone, at));
        if active { self.rotation.person_at(at) } else { None }
    }

    /// The first instant after `at` at which this layer's answer may change.
    pub(super) fn next_change_after(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let rotation = &self.rotation;
        let handoff =
            (at < rotation.start || rotation.takes_turns()).then(|| rotation.next_handoff_after(at));
        let windows =
            self.restrictions.iter().filter_map(|window| window.next_change_after(rotation.zone, at));
        handoff.into_iter().chain(windows).min()
    }
}
