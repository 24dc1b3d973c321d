//! A rotation: an ordered list of people who hand over at regular times.

use chrono::{DateTime, Datelike, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Length, wall};
use crate::model::who::Who;
use crate::worded::Worded;

/// When people hand over: a time of day, and the day of the week where one was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoffTime {
    /// The time of day on the wall.
    pub time: NaiveTime,
    /// The day of the week, for shifts of whole weeks.
    pub weekday: Option<Weekday>,
}

/// People who take turns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotation {
    /// Those who take turns, in order.
    pub people: Vec<Who>,
    /// The instant from which the rotation holds: nobody is on call before it.
    pub start: DateTime<Utc>,
    /// How long a shift is.
    pub every: Length,
    /// The zone whose wall clock rules the handoffs.
    pub zone: Tz,
    /// The wall time of handoff number nought; all others are counted from it.
    pub(super) anchor: NaiveDateTime,
    /// The position in `people` of whoever takes over at handoff number nought.
    pub(super) first: usize,
}

/// Why a rotation cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Worded)]
pub enum RotationRefused {
    /// Nobody to take turns.
    #[error("A rotation needs at least one person. Name them with people.")]
    Nobody,
    /// Shifts of no length, or of more than ten years.
    #[error("A shift must last at least one hour and at most ten years. Try every: 1w.")]
    Length,
    /// A weekday was named, but shifts are not whole weeks.
    #[error("A weekday only makes sense for shifts of whole weeks. Leave it out, or use every: 1w.")]
    Weekday,
}

impl Rotation {
    /// A rotation whose first person is on call from `start` to the first handoff after it.
    ///
    /// # Errors
    ///
    /// Without people, with shifts of no length, or with a weekday that the length has no use for.
    pub fn new(
        people: Vec<Who>,
        start: DateTime<Utc>,
        every: Length,
        handoff: HandoffTime,
        zone: Tz,
    ) -> Result<Self, RotationRefused> {
        if people.is_empty() {
            return Err(RotationRefused::Nobody);
        }
        let anchor = anchor(start, every, handoff, zone)?;
        let mut rotation = Self { people, start, every, zone, anchor, first: 0 };
        rotation.give_to(0, start);
        Ok(rotation)
    }

    /// Who has the shift at `at`.
    #[must_use]
    pub fn person_at(&self, at: DateTime<Utc>) -> Option<Who> {
        if at < self.start {
            return None;
        }
        self.people.get(self.position_at(at)?).copied()
    }

    /// The first handoff after `at`, or the rotation's start if that is still to come.
    #[must_use]
    pub fn next_handoff_after(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        if at < self.start {
            return self.start;
        }
        self.every.handoff(self.zone, self.anchor, self.index_at(at) + 1)
    }

    /// When people hand over, as it was written.
    #[must_use]
    pub fn handoff_time(&self) -> HandoffTime {
        let weekday = matches!(self.every, Length::Weeks(_)).then(|| self.anchor.weekday());
        HandoffTime { time: self.anchor.time(), weekday }
    }

    /// Whether a handoff can change who is on call.
    pub(super) fn takes_turns(&self) -> bool {
        self.people.iter().any(|person| Some(person) != self.people.first())
    }

    /// Turns the list so that the person at `position` has the shift at `at`.
    pub(super) fn give_to(&mut self, position: usize, at: DateTime<Utc>) {
        let behind = wrapped(self.index_at(at), self.people.len()).unwrap_or(0);
        let people = self.people.len().max(1);
        self.first = (position + people - behind) % people;
    }

    /// The position in `people` of whoever has the shift at `at`, whether or not the rotation has begun.
    pub(super) fn position_at(&self, at: DateTime<Utc>) -> Option<usize> {
        let turned = wrapped(self.index_at(at), self.people.len())?;
        Some((self.first + turned) % self.people.len())
    }

    /// The hours before the first counted handoff belong to its shift.
    fn index_at(&self, at: DateTime<Utc>) -> i64 {
        self.every.index_at(self.zone, self.anchor, at).max(0)
    }
}

fn wrapped(index: i64, people: usize) -> Option<usize> {
    let people = i64::try_from(people).ok().filter(|people| *people > 0)?;
    usize::try_from(index.rem_euclid(people)).ok()
}

/// The wall time from which handoffs are counted.
///
/// A named weekday, and the time of day of shorter shifts, is the last one at or before the start. Weeks without a
/// weekday and months hand off on the start's own day, and whoever is first also has the hours before it.
pub(super) fn anchor(
    start: DateTime<Utc>,
    every: Length,
    handoff: HandoffTime,
    zone: Tz,
) -> Result<NaiveDateTime, RotationRefused> {
    if !every.is_sensible() {
        return Err(RotationRefused::Length);
    }
    let shown = wall::shown(zone, start);
    let on_the_day = shown.date().and_time(handoff.time);
    let back = match (every, handoff.weekday) {
        (Length::Weeks(_), Some(weekday)) => {
            let days = i64::from(shown.weekday().days_since(weekday));
            if days == 0 && on_the_day > shown { 7 } else { days }
        }
        (_, Some(_)) => return Err(RotationRefused::Weekday),
        (Length::Hours(_) | Length::Days(_), None) => i64::from(on_the_day > shown),
        (Length::Weeks(_) | Length::Months(_), None) => 0,
    };
    Ok(on_the_day - TimeDelta::days(back))
}
