//! The set-up of a server: what it wants on Discord, what somebody chose for each, and what was made for it, which can be
//! taken away again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::notice::AnswerTo;
use super::setting::Setting;
use crate::change::Actor;
use crate::ids::{ContactId, PageId};
use crate::worded::Sentence;

/// Something on Discord that a server wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// A category for incident channels.
    Category,
    /// A channel for announcements.
    Announcements,
    /// A channel for postmortems.
    Postmortems,
    /// A role for those who act on incidents.
    Responders,
    /// A role for those who set things up.
    Admins,
}

impl Piece {
    /// Every piece, in the order they are seen to.
    pub const ALL: [Self; 5] =
        [Self::Category, Self::Announcements, Self::Postmortems, Self::Responders, Self::Admins];

    /// The setting that points at it.
    #[must_use]
    pub const fn setting(self) -> Setting {
        match self {
            Self::Category => Setting::Category,
            Self::Announcements => Setting::Announcements,
            Self::Postmortems => Setting::Postmortems,
            Self::Responders => Setting::Responders,
            Self::Admins => Setting::Admins,
        }
    }

    /// What it is called unless somebody called it otherwise.
    #[must_use]
    pub const fn usual_name(self) -> &'static str {
        match self {
            Self::Category => "Incidents",
            Self::Announcements => "incidents",
            Self::Postmortems => "postmortems",
            Self::Responders => "Responders",
            Self::Admins => "Incident Admins",
        }
    }

    /// Whether it is a role; the others are channels.
    #[must_use]
    pub const fn is_role(self) -> bool {
        matches!(self, Self::Responders | Self::Admins)
    }

    /// Whether a server does as well without it.
    #[must_use]
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::Admins)
    }

    /// The piece of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|piece| piece.setting().as_str() == name)
    }
}

/// What is to be done about a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// It is made, under its usual name.
    Make,
    /// What is there is used: a channel or role by its id.
    Use(i64),
    /// The setting stays as it is.
    Leave,
}

/// Something that was made by the set-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// For which piece.
    pub piece: Piece,
    /// What Discord knows it by.
    pub id: i64,
    /// What the setting pointed at before.
    pub before: Option<i64>,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// People choose.
    #[default]
    Choosing,
    /// What was chosen is being made.
    Making,
    /// What was made is being taken away.
    Undoing,
}

/// A page to whoever set things up, to see that pages arrive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rehearsal {
    /// The page.
    pub page: PageId,
    /// Where its end is told.
    pub answer: AnswerTo,
}

/// The set-up of a server, as far as it has come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetUp {
    /// Counts what was chosen, so that nobody has something made that they have not seen.
    pub version: u32,
    /// What was chosen.
    pub choices: BTreeMap<Piece, Choice>,
    /// Whether it was said who can be paged.
    pub people_chosen: bool,
    /// How far it has come.
    pub stage: Stage,
    /// What Discord does not let us do, with the mend of each; unknown until it was asked.
    pub lacks: Option<Vec<Sentence>>,
    /// What was made and not taken away again.
    pub made: Vec<Made>,
    /// The contacts it added.
    pub contacts: Vec<ContactId>,
    /// What the last run has to say: what could not be made, what was left.
    pub report: Vec<Sentence>,
    /// The last page that was tried out.
    pub rehearsal: Option<Rehearsal>,
    /// Who was the last to change anything.
    pub by: String,
}

impl SetUp {
    /// The piece that nothing was said about yet.
    #[must_use]
    pub fn next(&self) -> Option<Piece> {
        Piece::ALL.into_iter().find(|piece| !self.choices.contains_key(piece))
    }
}

/// What the outbox is to do for a set-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Ask Discord what it lets us do.
    Look,
    /// Make what was chosen.
    Make,
    /// Take away what was made.
    Undo,
    /// Show how things stand.
    Show,
}

/// A wish for a set-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// What is to be done.
    pub task: Task,
    /// Who wants it.
    pub by: Actor,
    /// Where it is told what came of it.
    pub answer: AnswerTo,
}

/// What was done to a server by its set-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub enum Deed {
    /// Something was made on Discord.
    Made {
        /// For which setting.
        setting: String,
        /// What it is called.
        name: String,
    },
    /// Something that was made was taken away again.
    TakenAway {
        /// For which setting.
        setting: String,
    },
}

impl Deed {
    /// The sentence in the audit log.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Made { setting, name } => format!("{name} was made on Discord for the setting {setting}."),
            Self::TakenAway { setting } => {
                format!("What was made on Discord for the setting {setting} was taken away.")
            }
        }
    }
}
