//! Exceptions to the layers: cover, absence, holidays.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Schedule;
use crate::model::who::Who;
use crate::worded::Worded;

/// An override, numbered within its schedule in the order they were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OverrideId(pub u32);

/// What an override does to who is on call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// One more person is on call.
    Add(Who),
    /// This person is not on call; their shift becomes a gap.
    Remove(Who),
    /// Whenever `who` would be on call, `by` is.
    Replace {
        /// Who is stood in for.
        who: Who,
        /// Who stands in.
        by: Who,
    },
    /// This person is on call instead of whoever would be, in gaps too.
    Take(Who),
    /// Nobody is on call: a holiday of the whole team.
    Clear,
}

/// An exception to the layers, from an instant up to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Its number.
    pub id: OverrideId,
    /// The first instant at which it holds.
    pub from: DateTime<Utc>,
    /// The first instant at which it no longer does.
    pub to: DateTime<Utc>,
    /// What it does.
    pub change: Change,
}

/// Why an override cannot be made or taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Worded)]
pub enum OverrideRefused {
    /// It ends before it starts.
    #[error("An override must end after it starts. Give a later time for to.")]
    Empty,
    /// It is over already.
    #[error("That time has passed, and who was on call then is on record. Give a time to come.")]
    Past,
    /// Somebody is replaced by themselves.
    #[error("A person cannot stand in for themselves. Name somebody else.")]
    Themselves,
    /// The same person has another override in that time.
    #[error("Override {0} already covers that person in that time. Remove it first, or choose other times.", .with.0)]
    Conflict {
        /// The one that was there before.
        with: OverrideId,
    },
    /// No override has that number.
    #[error("No override has that number. /schedule show lists them.")]
    Unknown,
}

impl Override {
    /// Whether it holds at `at`.
    #[must_use]
    pub fn holds_at(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && at < self.to
    }

    /// Whether both concern one person at one time.
    fn conflicts_with(&self, other: &Self) -> bool {
        let concerns = self.change.concerns();
        self.from < other.to
            && other.from < self.to
            && other.change.concerns().into_iter().flatten().any(|who| concerns.contains(&Some(who)))
    }
}

impl Change {
    /// Changes `on_call` and says whether that made a difference.
    pub(super) fn apply(self, on_call: &mut Vec<Who>) -> Applied {
        let before = on_call.clone();
        match self {
            Self::Add(who) => on_call.push(who),
            Self::Remove(who) => on_call.retain(|other| *other != who),
            Self::Replace { who, by } => {
                for other in on_call.iter_mut().filter(|other| **other == who) {
                    *other = by;
                }
            }
            Self::Take(who) => *on_call = vec![who],
            Self::Clear => on_call.clear(),
        }
        drop_repeats(on_call);
        if *on_call == before { Applied::InVain } else { Applied::Changed }
    }

    const fn concerns(self) -> [Option<Who>; 2] {
        match self {
            Self::Add(who) | Self::Remove(who) | Self::Take(who) => [Some(who), None],
            Self::Replace { who, by } => [Some(who), Some(by)],
            Self::Clear => [None, None],
        }
    }
}

/// What applying an override came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Applied {
    /// Others are on call than without it.
    Changed,
    /// The same people are.
    InVain,
}

fn drop_repeats(people: &mut Vec<Who>) {
    let mut seen = Vec::with_capacity(people.len());
    people.retain(|who| {
        let new = !seen.contains(who);
        seen.push(*who);
        new
    });
}

impl Schedule {
    /// Adds an override. The part of it that has passed is left out, for history stands.
    ///
    /// # Errors
    ///
    /// If it is empty, over already, or meets another of the same person.
    pub fn add_override(
        &mut self,
        change: Change,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
        now: DateTime<Utc>,
    ) -> Result<OverrideId, OverrideRefused> {
        if to <= from {
            return Err(OverrideRefused::Empty);
        }
        if to <= now {
            return Err(OverrideRefused::Past);
        }
        if matches!(change, Change::Replace { who, by } if who == by) {
            return Err(OverrideRefused::Themselves);
        }
        self.overrides_made += 1;
        let new = Override { id: OverrideId(self.overrides_made), from: from.max(now), to, change };
        if let Some(other) = self.overrides.iter().find(|other| other.conflicts_with(&new)) {
            self.overrides_made -= 1;
            return Err(OverrideRefused::Conflict { with: other.id });
        }
        self.overrides.push(new);
        Ok(new.id)
    }

    /// Takes an override back from `now` on. What it did before stays on record.
    ///
    /// # Errors
    ///
    /// If there is none of that number, or it is over.
    pub fn remove_override(&mut self, id: OverrideId, now: DateTime<Utc>) -> Result<(), OverrideRefused> {
        let place = self.overrides.iter().position(|one| one.id == id).ok_or(OverrideRefused::Unknown)?;
        let one = &mut self.overrides[place];
        if one.to <= now {
            return Err(OverrideRefused::Past);
        }
        if one.from >= now {
            self.overrides.remove(place);
        } else {
            one.to = now;
        }
        Ok(())
    }
}
