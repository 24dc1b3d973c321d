//! A corrective action: what will be done about an incident, by whom, by when, and how one can tell.

pub mod alarm;
pub mod deed;
pub mod gaps;
pub mod hours;
pub mod likeness;
pub mod occurrence;
pub mod owner;
pub mod reminder;
pub mod wish;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::error::Refusal;
use crate::ids::{ActionId, ActionNumber, GuildId, IncidentId, UserId};
use crate::model::recurrence::Recurrence;
use crate::model::tracker::Issue;
use crate::model::zone::Zone;
use owner::Owner;

/// One action.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Its row.
    pub id: ActionId,
    /// The server it belongs to.
    pub guild: GuildId,
    /// The number people say.
    pub number: ActionNumber,
    /// The incident it follows from.
    pub incident: IncidentId,
    /// What will be done.
    pub title: String,
    /// What sort of measure it is.
    pub kind: Kind,
    /// More about it.
    pub detail: Option<String>,
    /// Who does it.
    pub owner: Option<Owner>,
    /// By when; of a repeating one, its present occurrence.
    pub due: Option<Due>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// How it comes round again.
    pub repeat: Option<Repeat>,
    /// How one can tell that it is done.
    pub done_when: Option<String>,
    /// Where it stands.
    pub state: State,
    /// How, or why, it was closed.
    pub closed: Option<Closed>,
    /// Nothing is said about it before this.
    pub snoozed_until: Option<DateTime<Utc>>,
    /// The issue that stands for it in a tracker, if one does.
    pub issue: Option<Issue>,
    /// Who wrote it down.
    pub created_by: Option<UserId>,
    /// The name of who wrote it down.
    pub created_by_name: String,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
}

/// By when something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The last instant that is in time.
    pub at: DateTime<Utc>,
    /// Whether only a day was named; the instant is then the last minute of it.
    pub whole_day: bool,
    /// The zone in which the day or time was meant.
    pub zone: Zone,
}

/// How an action comes round again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// The pattern.
    pub every: Recurrence,
    /// Where counting starts.
    pub anchor: DateTime<Utc>,
    /// Whose clocks it follows.
    pub zone: Zone,
}

/// How an action was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// How it was verified, or why it was decided against.
    pub note: Option<String>,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident: $($(#[$what:meta])* $variant:ident = $word:literal),* $(,)?) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$what])* $variant),*
        }

        impl $name {
            /// Every one, as people are offered them.
            pub const WORDS: &[&str] = &[$($word),*];

            /// The word people type and the database stores.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),*
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok(Self::$variant),)*
                    other => Err(format!("{other:?} is none of {}", Self::WORDS.join(", "))),
                }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What sort of measure an action is.
    Kind:
    /// Mends what broke.
    Corrective = "corrective",
    /// Keeps it from breaking again.
    Preventative = "preventative",
    /// Makes things better at large.
    Improvement = "improvement",
    /// A single thing to do.
    Task = "task",
}

words! {
    /// How urgent an action is.
    Priority:
    /// Before anything else.
    High = "high",
    /// In its turn.
    Medium = "medium",
    /// When there is time.
    Low = "low",
}

words! {
    /// Where an action stands.
    State:
    /// To be done.
    Open = "open",
    /// Done.
    Done = "done",
    /// Decided against.
    Dropped = "dropped",
}

impl Due {
    /// The day it is due, where `reader` lives: a whole day is the same date everywhere.
    #[must_use]
    pub fn date(&self, reader: Zone) -> NaiveDate {
        let zone = if self.whole_day { self.zone } else { reader };
        zone.local(self.at).date()
    }
}

impl Action {
    /// How many characters a title may have.
    pub const LONGEST_TITLE: usize = 300;

    /// Whether it is still to be done.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// Whether it should have been done by now.
    #[must_use]
    pub fn is_overdue(&self, now: DateTime<Utc>) -> bool {
        self.is_open() && self.due.is_some_and(|due| due.at < now)
    }

    /// Refuses unless it is still to be done.
    pub fn must_be_open(&self) -> Result<(), Refusal> {
        if self.is_open() { Ok(()) } else { Err(Refusal::ActionClosed(self.number, self.state.as_str())) }
    }

    /// When it comes round again after an instant, if it does.
    #[must_use]
    pub fn next_run(&self, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let repeat = self.repeat.as_ref()?;
        repeat.every.next_after(after, repeat.zone, repeat.anchor)
    }

    /// Closes it for good.
    pub fn close(&mut self, state: State, closed: Closed) {
        self.state = state;
        self.closed = Some(closed);
        self.snoozed_until = None;
    }

    /// Opens it again.
    pub fn reopen(&mut self) -> Result<(), Refusal> {
        if self.is_open() {
            return Err(Refusal::ActionOpen(self.number));
        }
        self.state = State::Open;
        self.closed = None;
        self.snoozed_until = None;
        Ok(())
    }
}
