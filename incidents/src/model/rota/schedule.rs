//! A schedule: layers, overrides, and the layers it had before each edit.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Layer, Override};
use crate::ids::{RoleId, UserId};

/// Everything that says who is on call, now and in the past.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The layers in force; of those active at an instant, the last one wins.
    pub layers: Vec<Layer>,
    /// The role on Discord that follows its shifts.
    #[serde(default)]
    pub follower: Option<Follower>,
    /// Exceptions, in the order they were made.
    #[serde(default)]
    pub(super) overrides: Vec<Override>,
    /// How many overrides were ever made, so that a number is never given twice.
    #[serde(default)]
    pub(super) overrides_made: u32,
    /// Earlier layers, oldest first.
    #[serde(default)]
    pub(super) history: Vec<Version>,
}

/// A role on Discord that whoever is on call has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follower {
    /// The role.
    pub role: RoleId,
    /// Those whom it was last wished for.
    pub holders: Vec<UserId>,
}

/// Layers that were in force up to an edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The first instant at which they no longer were.
    pub until: DateTime<Utc>,
    /// The layers.
    pub layers: Vec<Layer>,
}

impl Schedule {
    /// A schedule of these layers, the last one strongest.
    #[must_use]
    pub fn new(layers: Vec<Layer>) -> Self {
        Self { layers, ..Self::default() }
    }

    /// The exceptions, in the order they were made.
    #[must_use]
    pub fn overrides(&self) -> &[Override] {
        &self.overrides
    }

    /// The layers before each edit, oldest first.
    #[must_use]
    pub fn history(&self) -> &[Version] {
        &self.history
    }

    /// The layers in force at `at`, and until when they are if an edit has replaced them.
    pub(super) fn layers_at(&self, at: DateTime<Utc>) -> (&[Layer], Option<DateTime<Utc>>) {
        let replaced = self.history.partition_point(|version| version.until <= at);
        self.history
            .get(replaced)
            .map_or((self.layers.as_slice(), None), |version| (&version.layers, Some(version.until)))
    }
}
