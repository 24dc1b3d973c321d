//! Asking who stands behind a target.

use chrono::{DateTime, Utc};

use super::Target;
use crate::model::who::Who;

/// Knows who a target means at an instant: asked when a level fires, not before.
///
/// Somebody who was removed or has left the server is nobody. One human is always the same [`Who`].
pub trait Roster {
    /// The people to call for `target` at `at`.
    fn people(&self, target: Target, at: DateTime<Utc>) -> Vec<Who>;
}

impl<F: Fn(Target, DateTime<Utc>) -> Vec<Who>> Roster for F {
    fn people(&self, target: Target, at: DateTime<Utc>) -> Vec<Who> {
        self(target, at)
    }
}
