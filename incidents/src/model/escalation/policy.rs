//! An escalation policy: levels of people, and how long each has to answer.

use std::ops::RangeInclusive;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Place, Roster};
use crate::ids::ScheduleId;
use crate::model::who::Who;
use crate::worded::Worded;

/// Who is called, in which order, and how patiently. A page keeps the policy it was opened with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The levels, first called first.
    pub levels: Vec<Level>,
    /// How often all levels are gone through again.
    pub repeat: u32,
    /// How long before the first level fires, in seconds: time for an alert to heal itself.
    #[serde(default)]
    pub initial_delay_s: u32,
    /// How long an acknowledgement holds, in seconds; none means for good.
    pub ack_timeout_s: Option<u32>,
    /// Whether activity in the incident restarts that.
    #[serde(default)]
    pub on_activity: OnActivity,
    /// Who is called when no level has anybody.
    #[serde(default)]
    pub fallback: Option<Who>,
}

/// Those who are called together, and how long until the next level is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Who is called.
    pub targets: Vec<Target>,
    /// How long after this level fired the next one does, in seconds; nought means together with it.
    pub wait_s: u32,
    /// What an acknowledgement means to the others of the level.
    #[serde(default)]
    pub answers: Answers,
}

/// Somebody or some schedule that a level calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// This person or role.
    Who(Who),
    /// Whoever is on call when the level fires.
    Schedule(ScheduleId),
}

/// How many answers a level asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answers {
    /// The first answer spares the others.
    #[default]
    One,
    /// Everybody is told, even after somebody has answered.
    Each,
}

/// Whether activity in the incident keeps an acknowledgement alive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnActivity {
    /// It does; after silence the one who has the page is asked once before it runs out.
    #[default]
    Restarts,
    /// It does not: an acknowledgement runs out when its time is up.
    Ignores,
}

/// Why a policy cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Worded)]
pub enum PolicyRefused {
    /// It has no levels.
    #[error("This policy has no levels yet. Add one with /policy step.")]
    NoLevels,
    /// It has more than twenty.
    #[error("A policy has at most 20 levels.")]
    TooManyLevels,
    /// A level has more than twenty targets.
    #[error("A level calls at most 20 people, roles or schedules. Level {0} has more.")]
    TooManyTargets(usize),
    /// A wait is out of bounds.
    #[error("The wait before the next level is from 1 minute to 24 hours. Change that of level {0}.")]
    Wait(usize),
    /// Repeats are out of bounds.
    #[error("A policy repeats 0 to 20 times.")]
    Repeat,
    /// The acknowledgement timeout is out of bounds.
    #[error("The acknowledgement timeout is from 1 minute to 4 days, or off.")]
    AckTimeout,
    /// The delay before the first level is out of bounds.
    #[error("The first level fires after at most 24 hours.")]
    InitialDelay,
    /// No level has anybody in it.
    #[error("Nobody would be told by this policy. Add somebody with /policy step.")]
    NobodyAnswers,
    /// Pages are running on it.
    #[error("{0} open pages use this policy. Stop or resolve them first.")]
    InUse(usize),
}

const MINUTE_S: u32 = 60;
const DAY_S: u32 = 24 * 60 * MINUTE_S;
const WAIT_S: RangeInclusive<u32> = MINUTE_S..=DAY_S;
const ACK_TIMEOUT_S: RangeInclusive<u32> = MINUTE_S..=4 * DAY_S;
const MOST_LEVELS: usize = 20;
const MOST_TARGETS: usize = 20;
const MOST_REPEATS: u32 = 20;

/// How long a level waits when none was said: five minutes.
pub(super) const DEFAULT_WAIT: TimeDelta = TimeDelta::minutes(5);

impl Policy {
    /// Checks the policy's own numbers.
    ///
    /// # Errors
    ///
    /// Names the first number that is out of bounds. The last level may not wait for nought: its people would have no
    /// time to answer.
    pub fn check(&self) -> Result<(), PolicyRefused> {
        if self.levels.is_empty() {
            return Err(PolicyRefused::NoLevels);
        }
        self.check_bounds()
    }

    /// Checks the policy's own numbers while it may still be without levels.
    ///
    /// # Errors
    ///
    /// Names the first number that is out of bounds.
    pub fn check_bounds(&self) -> Result<(), PolicyRefused> {
        if self.levels.len() > MOST_LEVELS {
            return Err(PolicyRefused::TooManyLevels);
        }
        self.levels
            .iter()
            .enumerate()
            .try_for_each(|(n, level)| level.check(n + 1, n + 1 == self.levels.len()))?;
        if self.repeat > MOST_REPEATS {
            return Err(PolicyRefused::Repeat);
        }
        if self.ack_timeout_s.is_some_and(|seconds| !ACK_TIMEOUT_S.contains(&seconds)) {
            return Err(PolicyRefused::AckTimeout);
        }
        if self.initial_delay_s > DAY_S {
            return Err(PolicyRefused::InitialDelay);
        }
        Ok(())
    }

    /// Checks that somebody would be told if the policy were used at `at`.
    ///
    /// # Errors
    ///
    /// If no level has anybody then.
    pub fn check_answered(&self, roster: &impl Roster, at: DateTime<Utc>) -> Result<(), PolicyRefused> {
        let mut targets = self.levels.iter().flat_map(|level| &level.targets);
        if targets.any(|target| !roster.people(*target, at).is_empty()) {
            Ok(())
        } else {
            Err(PolicyRefused::NobodyAnswers)
        }
    }

    /// Checks that the policy may be deleted while `open_pages` run on it.
    ///
    /// # Errors
    ///
    /// If any does.
    pub const fn check_deletable(open_pages: usize) -> Result<(), PolicyRefused> {
        if open_pages == 0 { Ok(()) } else { Err(PolicyRefused::InUse(open_pages)) }
    }

    /// The place after `place`, or none when all rounds are through.
    pub(super) fn next(&self, place: Place) -> Option<Place> {
        if place.level + 1 < self.levels.len() {
            Some(Place { level: place.level + 1, ..place })
        } else if place.round < self.repeat && !self.levels.is_empty() {
            Some(Place { level: 0, round: place.round + 1 })
        } else {
            None
        }
    }
}

impl Level {
    fn check(&self, number: usize, is_last: bool) -> Result<(), PolicyRefused> {
        if self.targets.len() > MOST_TARGETS {
            return Err(PolicyRefused::TooManyTargets(number));
        }
        let together = self.wait_s == 0 && !is_last;
        if together || WAIT_S.contains(&self.wait_s) { Ok(()) } else { Err(PolicyRefused::Wait(number)) }
    }
}
