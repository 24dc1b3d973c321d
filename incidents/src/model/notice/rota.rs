//! Wishes that concern the people of a schedule.

use crate::noted;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::AnswerTo;
use crate::change::Actor;
use crate::ids::{ChannelId, CoverId, RoleId, ScheduleId, UserId};
use crate::model::rota;

/// A wish for people of a schedule to know something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum RotaNotice {
    /// The server shall know that a shift has ended and another begun.
    Handoff {
        /// In which schedule.
        schedule: ScheduleId,
        /// The first instant of the new shift.
        at: DateTime<Utc>,
    },
    /// Somebody shall know that they are on call from now on.
    OnCallNow {
        /// In which schedule.
        schedule: ScheduleId,
        /// The first instant of their shift.
        at: DateTime<Utc>,
        /// Who.
        user: UserId,
    },
    /// Somebody shall know that their shift comes soon.
    ShiftReminder {
        /// In which schedule.
        schedule: ScheduleId,
        /// The first instant of their shift.
        at: DateTime<Utc>,
        /// Who.
        user: UserId,
    },
    /// Somebody is asked to cover for another.
    CoverAsked {
        /// The request.
        cover: CoverId,
        /// Who is asked.
        user: UserId,
        /// Where it was asked, and can be accepted.
        channel: ChannelId,
    },
    /// The role that follows a schedule's shifts shall be with somebody if they are on call, and else not.
    Role {
        /// The role.
        role: RoleId,
        /// Who.
        user: UserId,
    },
    /// A calendar shall be fetched and read, and whoever sent it shall see what it would change.
    Calendar(CalendarFile),
    /// Discord shall be asked whether somebody is still in the server.
    Member {
        /// Who.
        user: UserId,
    },
    /// The server shall know that somebody left who is still to be called.
    Left {
        /// Who.
        user: UserId,
    },
    /// Whoever asked for cover shall know who has it.
    CoverTaken {
        /// The request.
        cover: CoverId,
        /// Who asked.
        user: UserId,
    },
}

/// A calendar that somebody sent, still at Discord.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarFile {
    /// The schedule it is offered to.
    pub schedule: ScheduleId,
    /// What shall happen in the time of its events.
    pub what: rota::Change,
    /// Where it lies, for a while.
    pub url: String,
    /// Who sent it.
    pub by: Actor,
    /// Where it is told what came of it.
    #[serde(flatten)]
    pub answer: AnswerTo,
}

impl RotaNotice {
    /// Two waiting wishes with the same key are one wish.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Handoff { schedule, at } => format!("handoff:{schedule}:{}", at.timestamp()),
            Self::OnCallNow { schedule, at, user } => {
                format!("on-call-now:{schedule}:{}:{user}", at.timestamp())
            }
            Self::ShiftReminder { schedule, at, user } => {
                format!("shift-reminder:{schedule}:{}:{user}", at.timestamp())
            }
            Self::CoverAsked { cover, user, .. } => format!("cover-asked:{cover}:{user}"),
            Self::Role { role, user } => format!("oncall-role:{role}:{user}"),
            Self::Member { user } => format!("member:{user}"),
            Self::Left { user } => format!("left:{user}"),
            Self::Calendar(file) => format!("calendar:{}", file.answer.token),
            Self::CoverTaken { cover, user } => format!("cover-taken:{cover}:{user}"),
        }
    }

    /// What people call it when it could not be delivered.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Handoff { .. } => noted!("The handoff message"),
            Self::OnCallNow { .. } => noted!("The word to whoever is on call now"),
            Self::ShiftReminder { .. } => noted!("The reminder of a shift"),
            Self::CoverAsked { .. } => noted!("A request for cover"),
            Self::Role { .. } => noted!("The role of whoever is on call"),
            Self::Member { .. } => noted!("The question whether somebody is still there"),
            Self::Left { .. } => noted!("The word that somebody left who is still to be called"),
            Self::Calendar(_) => noted!("The answer about a calendar"),
            Self::CoverTaken { .. } => noted!("The word that a shift is covered"),
        }
    }
}
