//! The limit over everything: so many calls in any second, and none while Discord holds all of them.

use std::collections::{BTreeSet, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};

use super::bucket::Turn;

/// The calls of the last second.
#[derive(Debug)]
pub(super) struct Global {
    per_second: usize,
    sent: VecDeque<DateTime<Utc>>,
    held_until: Option<DateTime<Utc>>,
    pub waiting: BTreeSet<Turn>,
}

impl Global {
    pub fn new(per_second: usize) -> Self {
        Self { per_second, sent: VecDeque::new(), held_until: None, waiting: BTreeSet::new() }
    }

    /// When the next call may go, if not at once.
    pub fn opens_at(&mut self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let second = TimeDelta::seconds(1);
        while self.sent.front().is_some_and(|at| *at + second <= now || *at > now) {
            self.sent.pop_front();
        }
        let full = (self.sent.len() >= self.per_second).then(|| self.sent.front().map(|at| *at + second));
        self.held_until.max(full.flatten()).filter(|at| *at > now)
    }

    pub fn take(&mut self, now: DateTime<Utc>) {
        self.sent.push_back(now);
    }

    pub fn hold(&mut self, until: DateTime<Utc>) {
        self.held_until = self.held_until.max(Some(until));
    }
}
