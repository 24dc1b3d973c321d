//! What the outbox holds: wishes for an effect outside the database, by meaning. They are worded when they leave, from
//! the state as it is then, so that a late one is never stale.

mod alert;
mod answer;
mod load;
mod outcome;
mod page;
mod redacted;
mod room;
mod rota;

use crate::noted;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::access::Guest;
use super::escalation::Rank;
use super::incident::Update;
use crate::ids::{AttachmentId, AttemptId, IncidentId, PageId, UserId};

pub use super::publication::PublishTo;
pub use alert::{AlertNews, AlertTurn};
pub use answer::{AnswerTo, CheckUp};
pub use load::{Load, Urgency};
pub use outcome::{Outcome, Stands, back_off};
pub use page::PageSaying;
pub use room::RoomNotice;
pub use rota::{CalendarFile, RotaNotice};

/// A wish for an effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "wish", rename_all = "snake_case")]
pub enum Notice {
    /// The incident's channel shall be there.
    Channel {
        /// Whose.
        incident: IncidentId,
    },
    /// The live card shall show the present state.
    Card {
        /// Whose.
        incident: IncidentId,
    },
    /// The live card shall be pinned.
    Pin {
        /// Whose.
        incident: IncidentId,
    },
    /// Those outside shall know that it was opened.
    Announcement {
        /// Of which.
        incident: IncidentId,
    },
    /// The answer to a command shall say what came of it.
    Answer {
        /// About which.
        incident: IncidentId,
        /// What Discord knows the answer by, for a quarter of an hour.
        token: String,
        /// The channel to use once that time is over.
        channel: crate::ids::ChannelId,
    },
    /// Something shall be said in the incident's channel.
    Say {
        /// In whose.
        incident: IncidentId,
        /// What.
        what: Saying,
    },
    /// The postmortem shall stand in the incident's channel.
    Postmortem {
        /// Whose.
        incident: IncidentId,
    },
    /// The postmortem shall stand where the server collects them.
    PublishedPostmortem {
        /// Whose.
        incident: IncidentId,
    },
    /// A published postmortem shall be kept outside Discord too.
    Publish {
        /// Whose.
        incident: IncidentId,
        /// Where.
        to: PublishTo,
    },
    /// The review of a postmortem shall be an event of the server, as it is planned now.
    ReviewEvent {
        /// Of whose postmortem.
        incident: IncidentId,
    },
    /// Something about a postmortem shall be said in the incident's channel.
    PostmortemSaid {
        /// In whose.
        incident: IncidentId,
        /// What.
        what: super::publication::Saying,
    },
    /// Somebody shall know what would fail when it is needed.
    CheckUp(CheckUp),
    /// A server shall be set up.
    SetUp(super::set_up::Wish),
    /// A template shall be fetched, tried out, and kept if it works.
    Template(super::publication::TemplateOffer),
    /// A file of the timeline shall be copied before its address expires.
    CopyFile {
        /// Whose.
        incident: IncidentId,
        /// The file.
        attachment: AttachmentId,
    },
    /// Somebody shall be told about actions.
    Action(super::action::wish::Wish),
    /// Those outside shall know how it stands.
    Update {
        /// Of which.
        incident: IncidentId,
        /// What they were told, when and by whom.
        update: Update,
    },
    /// Somebody shall know which role they were given, and what it means.
    RoleGiven {
        /// In which.
        incident: IncidentId,
        /// The role.
        role: String,
        /// Who has it.
        to: UserId,
    },
    /// Those in the channel shall know of past incidents like this one.
    Similar {
        /// Like which.
        incident: IncidentId,
    },
    /// The channel shall be read-only when the incident is archived, and writable when it goes on.
    Archive {
        /// Whose.
        incident: IncidentId,
    },
    /// The message that pings those a page called shall stand in the incident's channel, as things are.
    PageChannel {
        /// In whose.
        incident: IncidentId,
        /// The page.
        page: PageId,
        /// Which firing of its levels.
        firing: u32,
        /// Whether somebody hears of it for the first time.
        #[serde(default)]
        rank: Rank,
    },
    /// Somebody shall be told of a page by one of their own ways; one who was is shown how it stands.
    PageCall {
        /// About which incident, if it is about one.
        incident: Option<IncidentId>,
        /// The try.
        attempt: AttemptId,
        /// Whether they hear of it for the first time, or are called again or shown how it stands.
        #[serde(default)]
        rank: Rank,
    },
    /// Whoever held a drill outside of any incident shall know how it went.
    DrillOver {
        /// The page.
        page: PageId,
        /// Who held it.
        user: UserId,
    },
    /// Something about a page shall be said.
    PageSaid {
        /// In whose channel.
        incident: IncidentId,
        /// The page.
        page: PageId,
        /// What.
        what: PageSaying,
    },
    /// People of a schedule shall know what concerns them.
    Rota(RotaNotice),
    /// Something about an incident's channel and what happens in it.
    Room(RoomNotice),
}

/// What Sitrep says by itself in an incident's channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "saying", rename_all = "snake_case")]
pub enum Saying {
    /// Something could not be delivered, and how to mend it.
    NotDelivered {
        /// What it was.
        what: String,
        /// Why, and the mend.
        why: String,
    },
    /// The promised stakeholder update is late.
    UpdateDue,
    /// Somebody was given a role, and could not be told in a direct message.
    RoleGiven {
        /// The role.
        role: String,
        /// Who has it.
        to: UserId,
    },
    /// The channel was deleted, and another took its place.
    ChannelReplaced,
    /// The channel was deleted so often that no other is made.
    ChannelGivenUp,
    /// Somebody can see the channel of a private incident now.
    LetIn {
        /// Who.
        guest: Guest,
    },
    /// Something was done about it in another channel.
    Done {
        /// By whom.
        by: String,
        /// What, as the timeline says it.
        sentence: String,
    },
    /// A monitoring system had something to say.
    Alert(AlertNews),
}

impl Notice {
    /// The incident it is about, if it is about one.
    #[must_use]
    pub fn incident(&self) -> Option<IncidentId> {
        match self {
            Self::Channel { incident }
            | Self::Card { incident }
            | Self::Pin { incident }
            | Self::Announcement { incident }
            | Self::Answer { incident, .. }
            | Self::Say { incident, .. }
            | Self::Postmortem { incident }
            | Self::PublishedPostmortem { incident }
            | Self::Publish { incident, .. }
            | Self::ReviewEvent { incident }
            | Self::PostmortemSaid { incident, .. }
            | Self::CopyFile { incident, .. }
            | Self::Update { incident, .. }
            | Self::RoleGiven { incident, .. }
            | Self::Similar { incident }
            | Self::Archive { incident }
            | Self::PageChannel { incident, .. }
            | Self::PageSaid { incident, .. } => Some(*incident),
            Self::PageCall { incident, .. } => *incident,
            Self::Action(wish) => wish.incident(),
            Self::Rota(_)
            | Self::DrillOver { .. }
            | Self::Template(_)
            | Self::SetUp(_)
            | Self::CheckUp(_) => None,
            Self::Room(notice) => Some(notice.incident()),
        }
    }

    /// Two waiting wishes with the same key are one wish. `None`: each stands for itself.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        match self {
            Self::Channel { incident } => Some(format!("channel:{incident}")),
            Self::Card { incident } => Some(format!("card:{incident}")),
            Self::Pin { incident } => Some(format!("pin:{incident}")),
            Self::Announcement { incident } => Some(format!("announcement:{incident}")),
            Self::Postmortem { incident } => Some(format!("postmortem:{incident}")),
            Self::PublishedPostmortem { incident } => Some(format!("published:{incident}")),
            Self::Publish { incident, to } => Some(format!("publish:{incident}:{}", to.as_str())),
            Self::ReviewEvent { incident } => Some(format!("review:{incident}")),
            Self::CopyFile { attachment, .. } => Some(format!("file:{attachment}")),
            Self::Rota(notice) => Some(notice.key()),
            Self::Room(notice) => notice.key(),
            Self::Similar { incident } => Some(format!("similar:{incident}")),
            Self::Archive { incident } => Some(format!("archive:{incident}")),
            Self::Action(wish) => Some(wish.key()),
            Self::PageChannel { page, firing, .. } => Some(format!("page:{page}:{firing}")),
            Self::PageCall { attempt, .. } => Some(format!("call:{attempt}")),
            Self::DrillOver { page, .. } => Some(format!("drill-over:{page}")),
            Self::Answer { .. }
            | Self::Say { .. }
            | Self::Update { .. }
            | Self::RoleGiven { .. }
            | Self::Template(_)
            | Self::SetUp(_)
            | Self::CheckUp(_)
            | Self::PostmortemSaid { .. }
            | Self::PageSaid { .. } => None,
        }
    }

    /// How soon it leaves among others that are due.
    #[must_use]
    pub fn urgency(&self) -> Urgency {
        match self {
            Self::Channel { .. }
            | Self::Answer { .. }
            | Self::Card { .. }
            | Self::Update { .. }
            | Self::SetUp(_)
            | Self::CheckUp(_)
            | Self::Template(_)
            | Self::Rota(RotaNotice::Calendar(_)) => Urgency::Soon,
            Self::PageChannel { rank: Rank::New, .. }
            | Self::PageCall { rank: Rank::New, .. }
            | Self::PageSaid { .. } => Urgency::Page,
            Self::PageChannel { .. } | Self::PageCall { .. } => Urgency::Again,
            Self::Room(RoomNotice::LetIn { .. }) => Urgency::Page,
            Self::Action(super::action::wish::Wish::Mirror { .. }) | Self::Publish { .. } => Urgency::Outside,
            _ => Urgency::Later,
        }
    }

    /// The least time between two deliveries of the same wish: edits of one message are coalesced.
    #[must_use]
    pub fn pause(&self) -> TimeDelta {
        match self {
            Self::Card { .. } | Self::PageCall { .. } => TimeDelta::seconds(3),
            _ => TimeDelta::zero(),
        }
    }

    /// Whether it is a message in the incident's own channel.
    #[must_use]
    pub fn speaks_in_its_room(&self) -> bool {
        matches!(
            self,
            Self::Card { .. }
                | Self::Say { .. }
                | Self::Postmortem { .. }
                | Self::Similar { .. }
                | Self::PageChannel { .. }
                | Self::PageSaid { .. }
        )
    }

    /// What people call it when it could not be delivered.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Channel { .. } => noted!("The incident channel"),
            Self::Card { .. } => noted!("The live card"),
            Self::Pin { .. } => noted!("The pin of the live card"),
            Self::Announcement { .. } => noted!("The announcement"),
            Self::Answer { .. } => noted!("The answer to a command"),
            Self::Say { .. } => noted!("A message in the incident channel"),
            Self::Postmortem { .. } => noted!("The postmortem"),
            Self::PublishedPostmortem { .. } => noted!("The postmortem for the postmortems channel"),
            Self::Publish { to, .. } => to.title(),
            Self::PostmortemSaid { .. } => noted!("A message about the postmortem"),
            Self::ReviewEvent { .. } => noted!("The event for the review of the postmortem"),
            Self::Template(_) => noted!("The answer about a template"),
            Self::CheckUp(_) => noted!("The answer of the check-up"),
            Self::SetUp(_) => noted!("The set-up of the server"),
            Self::Rota(notice) => notice.title(),
            Self::Room(notice) => notice.title(),
            Self::CopyFile { .. } => noted!("The copy of a file"),
            Self::Action(wish) => wish.title(),
            Self::Update { .. } => noted!("The stakeholder update"),
            Self::RoleGiven { .. } => noted!("The direct message about a role"),
            Self::Similar { .. } => noted!("The list of similar incidents"),
            Self::Archive { .. } => noted!("The change of who may write in the incident channel"),
            Self::PageChannel { .. } => noted!("The page in the incident channel"),
            Self::PageCall { .. } => noted!("A page to somebody"),
            Self::PageSaid { .. } => noted!("A message about a page"),
            Self::DrillOver { .. } => noted!("The word on how a drill went"),
        }
    }
}
