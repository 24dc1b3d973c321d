//! What a server has made and given a name: contacts, policies, schedules.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::escalation::Policy;
use super::rota::Schedule;
use crate::ids::{GuildId, PolicyId, ScheduleId};
use crate::worded::Worded;

/// Something with a row, a server and a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<I, T> {
    /// Its row.
    pub id: I,
    /// The server it belongs to.
    pub guild: GuildId,
    /// What people call it.
    pub name: Name,
    /// What it is.
    pub is: T,
}

/// An escalation policy under its name.
pub type NamedPolicy = Named<PolicyId, Policy>;

/// A schedule under its name.
pub type NamedSchedule = Named<ScheduleId, Schedule>;

/// The kinds of thing that have a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Noun {
    /// Somebody who can be paged.
    Contact,
    /// An escalation policy.
    Policy,
    /// An on-call schedule.
    Schedule,
    /// A monitoring system that may send alerts.
    AlertSource,
    /// A job that says that it is alive.
    Heartbeat,
    /// What lets a program in by the API.
    Token,
}

/// What was done to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// It was made.
    Added,
    /// It was changed.
    Changed,
    /// It was removed.
    Removed,
    /// It got another secret, and the one before stopped working.
    Rotated,
}

impl Noun {
    /// The word people read; for all but an alert source it is also its command.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Policy => "policy",
            Self::Schedule => "schedule",
            Self::AlertSource => "alert source",
            Self::Heartbeat => "heartbeat",
            Self::Token => "token",
        }
    }
}

impl fmt::Display for Noun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Deed {
    /// The word people read.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Rotated => "given another address",
        }
    }
}

/// A name as people type it, on one line. No two live things of a kind differ only in case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name(String);

/// Why a text is no name.
#[derive(Debug, Clone, PartialEq, Eq, Error, Worded)]
pub enum NoName {
    /// Too short or too long.
    #[error("A name has 1 to {most} characters; this one has {0}. Try something like payments.", most = Name::MOST)]
    Length(usize),
    /// A character that would make lists of names ambiguous.
    #[error("A name has no {0:?} in it, for it is used to tell names apart in a list. Leave it out.")]
    Letter(char),
    /// Nothing that could be read.
    #[error("A name needs at least one letter or digit.")]
    Unreadable,
}

impl Name {
    /// How many characters a name may have.
    pub const MOST: usize = 50;

    /// The name as it was typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two names share that people would take for the same.
    #[must_use]
    pub fn key(&self) -> String {
        Self::key_of(&self.0)
    }

    /// The key of a name as somebody typed it, whether or not it is one.
    #[must_use]
    pub fn key_of(typed: &str) -> String {
        typed.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
    }

    /// A name that is in the database already.
    pub(crate) fn stored(text: String) -> Self {
        Self(text)
    }
}

impl FromStr for Name {
    type Err = NoName;

    fn from_str(typed: &str) -> Result<Self, NoName> {
        let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        match name.chars().count() {
            1..=Self::MOST => {}
            found => return Err(NoName::Length(found)),
        }
        if let Some(letter) = name.chars().find(|letter| is_separator(*letter)) {
            return Err(NoName::Letter(letter));
        }
        if !name.chars().any(|letter| letter.is_alphanumeric() || !letter.is_ascii()) {
            return Err(NoName::Unreadable);
        }
        Ok(Self(name))
    }
}

/// Characters that stand between names or mark a mention, or that nobody could see.
fn is_separator(letter: char) -> bool {
    matches!(letter, ',' | ';' | '@' | '<' | '>' | '"' | '`')
        || letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_tidied_and_bounded() {
        for (typed, name) in [
            (" Payments  primary ", "Payments primary"),
            ("дежурство", "дежурство"),
            ("🔥", "🔥"),
            ("2nd", "2nd"),
        ] {
            assert_eq!(typed.parse::<Name>().unwrap().as_str(), name);
        }
        assert_eq!("".parse::<Name>(), Err(NoName::Length(0)));
        assert_eq!("x".repeat(51).parse::<Name>(), Err(NoName::Length(51)));
        for typed in ["a,b", "@everyone", "<@1>", "a\u{202e}b", "a\u{200b}b"] {
            assert!(matches!(typed.parse::<Name>(), Err(NoName::Letter(_))), "{typed:?}");
        }
        assert_eq!("--".parse::<Name>(), Err(NoName::Unreadable));
    }

    #[test]
    fn names_that_people_would_take_for_the_same_share_a_key() {
        assert_eq!("Pay  MENTS".parse::<Name>().unwrap().key(), Name::key_of(" pay ments"));
    }
}
