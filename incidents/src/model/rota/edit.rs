//! Changing a schedule: the past stays as it was, and whoever is on call stays on call where that is possible.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use thiserror::Error;

use super::rotation::{HandoffTime, Rotation, RotationRefused, anchor};
use super::{Layer, Length, Schedule, Version};
use crate::model::who::Who;
use crate::worded::Worded;

/// What changes in a rotation; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// Those who take turns from now on, in order; an empty list leaves nobody.
    pub people: Option<Vec<Who>>,
    /// How long a shift is.
    pub every: Option<Length>,
    /// When people hand over.
    pub handoff: Option<HandoffTime>,
    /// The zone that rules the handoffs.
    pub zone: Option<Tz>,
    /// When the rotation begins anew with its first person.
    pub from: Option<DateTime<Utc>>,
}

/// Why a schedule cannot be changed so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Worded)]
pub enum EditRefused {
    /// There is no such layer.
    #[error("This schedule has no layer of that number. /schedule show lists them.")]
    NoSuchLayer,
    /// The rotation would make no sense.
    #[error(transparent)]
    Rotation(#[from] RotationRefused),
}

impl Schedule {
    /// Puts other layers in force from `at` on: now or later, and never before an earlier edit that is still to come.
    pub fn replace_layers(&mut self, layers: Vec<Layer>, at: DateTime<Utc>) {
        let before = std::mem::replace(&mut self.layers, layers);
        let until = self.history.last().map_or(at, |version| version.until.max(at));
        self.history.push(Version { until, layers: before });
    }

    /// Changes the rotation of one layer from `now` on, or from the edit's own start if that is still to come.
    ///
    /// # Errors
    ///
    /// If there is no such layer, or the rotation would make no sense.
    pub fn edit(&mut self, layer: usize, edit: &Edit, now: DateTime<Utc>) -> Result<(), EditRefused> {
        let mut layers = self.layers.clone();
        let changed = layers.get_mut(layer).ok_or(EditRefused::NoSuchLayer)?;
        changed.rotation = changed.rotation.edited(edit, now)?;
        self.replace_layers(layers, edit.from.map_or(now, |from| from.max(now)));
        Ok(())
    }
}

impl Rotation {
    fn edited(&self, edit: &Edit, now: DateTime<Utc>) -> Result<Self, RotationRefused> {
        let people = edit.people.clone().unwrap_or_else(|| self.people.clone());
        let mut rotation = Self { people, ..self.clone() };
        rotation.every = edit.every.unwrap_or(self.every);
        rotation.zone = edit.zone.unwrap_or(self.zone);
        if let Some(from) = edit.from {
            rotation.start = from;
        }
        let pivot = edit.from.unwrap_or_else(|| self.start.max(now));
        if edit.every.is_some() || edit.handoff.is_some() || edit.zone.is_some() || edit.from.is_some() {
            let handoff = edit.handoff.unwrap_or_else(|| self.handoff_for(rotation.every));
            rotation.anchor = anchor(pivot, rotation.every, handoff, rotation.zone)?;
        }
        let heir = if edit.from.is_some() { 0 } else { self.heir(&rotation.people, pivot) };
        rotation.give_to(heir, pivot);
        Ok(rotation)
    }

    /// The handoff time as written, without the weekday where the new length has no use for it.
    fn handoff_for(&self, every: Length) -> HandoffTime {
        let before = self.handoff_time();
        HandoffTime { weekday: before.weekday.filter(|_| matches!(every, Length::Weeks(_))), ..before }
    }

    /// The position among `people` of whoever is on call at `at`; if they left, of the next in turn who did not.
    fn heir(&self, people: &[Who], at: DateTime<Utc>) -> usize {
        let current = self.position_at(at).unwrap_or(0);
        let in_turn = self.people.iter().cycle().skip(current).take(self.people.len());
        in_turn.filter_map(|who| people.iter().position(|other| other == who)).next().unwrap_or(0)
    }
}
