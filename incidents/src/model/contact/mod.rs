//! Somebody who can be paged, and the ways to reach them.

mod address;
mod email;
mod keys;
mod ntfy;
mod order;
mod phone;
mod way;
mod webhook;

pub use address::NoAddress;
pub use email::Email;
pub use keys::{Pagerduty, Pushover};
pub use ntfy::Ntfy;
pub use order::{Order, UnknownWay};
pub use phone::Phone;
pub use way::{Failure, Kind, Reach, Way};
pub use webhook::Webhook;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::named::Name;
use super::who::Who;
use crate::ids::{ContactId, GuildId, UserId};

/// Somebody who can be paged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Their row.
    pub id: ContactId,
    /// The server they belong to.
    pub guild: GuildId,
    /// What people call them.
    pub name: Name,
    /// Who they are on Discord, if they are there.
    pub user: Option<UserId>,
    /// How to reach them, the first to be tried first.
    pub ways: Ways,
    /// When they were removed. From then on they are nobody.
    pub removed_at: Option<DateTime<Utc>>,
}

/// The ways of one person, at most one of each kind, in the order they are tried.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ways(Vec<Reach>);

impl Contact {
    /// The one name that stands for them everywhere.
    #[must_use]
    pub const fn who(&self) -> Who {
        Who::Contact(self.id)
    }
}

impl Ways {
    /// Each way with what is known of it, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Reach> {
        self.0.iter()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The way by which something comes to them that can wait: a mail before all else. What only rings, and Discord, is none.
    #[must_use]
    pub fn for_what_can_wait(&self) -> Option<&Way> {
        let of = |kind| self.0.iter().map(|reach| &reach.way).find(|way| way.kind() == kind);
        [Kind::Email, Kind::Ntfy, Kind::Webhook, Kind::Sms].into_iter().find_map(of)
    }

    /// Adds a way, in place of the one of its kind. Another address has yet to prove that it works.
    pub fn set(&mut self, way: Way) {
        match self.0.iter_mut().find(|reach| reach.way.kind() == way.kind()) {
            Some(reach) if reach.way == way => {}
            Some(reach) => *reach = Reach::untried(way),
            None => {
                let place = self.0.partition_point(|reach| reach.way.kind() < way.kind());
                self.0.insert(place, Reach::untried(way));
            }
        }
    }

    /// Takes a way out.
    pub fn clear(&mut self, kind: Kind) {
        self.0.retain(|reach| reach.way.kind() != kind);
    }

    /// Puts the ways that `order` names first; the others keep their places behind them.
    pub fn put_first(&mut self, order: &Order) {
        self.0.sort_by_key(|reach| order.rank(reach.way.kind()));
    }

    /// Notes that a way of this kind worked at `at`.
    pub fn worked(&mut self, kind: Kind, at: DateTime<Utc>) {
        for reach in self.0.iter_mut().filter(|reach| reach.way.kind() == kind) {
            reach.worked_at = Some(at);
            reach.failed = None;
        }
    }

    /// Notes that a way of this kind failed.
    pub fn failed(&mut self, kind: Kind, failure: &Failure) {
        for reach in self.0.iter_mut().filter(|reach| reach.way.kind() == kind) {
            reach.failed = Some(failure.clone());
        }
    }
}

#[cfg(test)]
mod tests;
