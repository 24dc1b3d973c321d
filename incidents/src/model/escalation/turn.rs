//! What comes of telling a page something: facts for the record, orders to carry out, and when to come back.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Because, Event, Kind, Loss, Place};
use crate::model::who::Who;

/// The outcome of one call: save the page, record the events, carry out the orders, set the one timer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Turn {
    /// What happened, in order, for the incident's record.
    pub events: Vec<Event>,
    /// What to do about it, in order.
    pub orders: Vec<Order>,
    /// When to step the page next; none cancels the timer.
    pub next_due: Option<DateTime<Utc>>,
}

impl Turn {
    /// The notifications among the orders.
    pub fn tells(&self) -> impl Iterator<Item = &Tell> {
        self.orders.iter().filter_map(|order| if let Order::Tell(tell) = order { Some(tell) } else { None })
    }
}

/// Something to carry out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Call somebody, by each of their ways in turn.
    Tell(Tell),
    /// Take back notifications that were not sent yet.
    Withdraw(Withdraw),
    /// Say in the incident and alarm channels that nobody answered.
    PostExhausted {
        /// How often that has now been said.
        nth: u32,
    },
    /// Say in the channel that no level of the policy has anybody, and who was called instead.
    PostNobodyOnCall {
        /// Who was called instead.
        fallback: Option<Who>,
    },
    /// Ask in the channel whether whoever has the page is still at it.
    AskStillOnIt {
        /// Whom to ask.
        who: Who,
        /// When the page is taken from them without an answer.
        by: DateTime<Utc>,
    },
    /// Say in the channel who could not be reached, and must be phoned.
    PostUnreachable {
        /// Whom to phone.
        who: Who,
        /// Why the program could not.
        why: Loss,
    },
}

/// A call to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tell {
    /// Who is called.
    pub who: Who,
    /// For which level, in which round.
    pub place: Place,
    /// The number of the firing, for buttons and for recognising a repeat.
    pub firing: u32,
    /// Why.
    pub because: Because,
    /// Whether they hear of it for the first time.
    pub rank: Rank,
    /// Real, drill or test: a drill is marked wherever it is shown.
    pub kind: Kind,
}

/// The order in which calls leave: new ones first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// The first call to this person in this run.
    #[default]
    New,
    /// They were called before.
    Repeat,
}

/// Which notifications to take back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withdraw {
    /// All of this page.
    Everything,
    /// Those to these people.
    Of(Vec<Who>),
}
