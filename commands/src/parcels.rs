//! What leaves for Discord: each wish of the outbox, worded from the state as it is now.

pub mod action;
mod addressee;
mod room;
mod rota;
mod standing;
mod whole;

use incidents::ids::{AttachmentId, AttemptId, ChannelId, ContactId, MessageId, PageId, RoleId, UserId};
use incidents::model::access::Guest;
use incidents::model::attachment::{Keeping, MOST_BYTES};
use incidents::model::contact::Way;
use incidents::model::entry::Source;
use incidents::model::incident::{Incident, Update};
use incidents::model::notice::{AnswerTo, CalendarFile, Notice};
use incidents::model::publication::TemplateOffer;
use incidents::model::tongue::Tongue;
use incidents::operations::archive::is_archived;
use incidents::operations::let_in;
use incidents::operations::open::ASKED_IN;
use incidents::operations::similar::similar as find_similar;
use incidents::store::outbox::Held;
use incidents::{Refusal, Result, View, store};

use crate::cards::sayings;
pub use crate::doctor::told_in as checked_up;
pub use crate::postmortem::parcels::{ForumPost, Outgoing, Review};
pub use crate::postmortem::template::tried_in as tried;
pub use crate::schedule::import::offered_in as offered;
pub use crate::setup::now as set_up_now;
pub use addressee::{outside as listeners_outside, parcel};
pub use room::Quotes;
pub use whole::{CheckingUp, SettingUp};

use self::standing::{announcement, card, pin};
use crate::postmortem::parcels;
use crate::postmortem::said;
use crate::reply::Message;
use crate::tongues::{self, Listeners, speaking};
use crate::{cards, doctor, limits, page, setup, words};

/// What whoever sent a file reads where nothing comes of it.
#[must_use]
pub fn refused(answer: &AnswerTo, refusal: &Refusal) -> Message {
    let said = speaking(Listeners::of(answer.tongue), || tongues::worded(refusal));
    Message::private(words::inert(&said))
}

/// One effect on Discord.
#[derive(Debug, Clone, PartialEq)]
pub enum Parcel {
    /// A channel shall be there.
    Channel(Channel),
    /// A message shall stand in a channel: in place of another, or new.
    Post {
        /// The channel.
        channel: ChannelId,
        /// The message it takes the place of, if that still stands.
        replaces: Option<MessageId>,
        /// The message.
        message: Message,
    },
    /// A member shall have a role, or not.
    Role {
        /// The member.
        user: UserId,
        /// The role.
        role: RoleId,
        /// Whether they shall have it.
        has: bool,
    },
    /// A post shall stand in a forum.
    Forum(Box<ForumPost>),
    /// A review shall be an event of the server, or none any more.
    Review(Box<Review>),
    /// A published postmortem shall be kept outside Discord.
    Publish(Box<Outgoing>),
    /// It shall be looked what would fail, and the answer say so.
    CheckUp(Box<CheckingUp>),
    /// A server shall be set up.
    SetUp(Box<SettingUp>),
    /// A template shall be fetched, tried out, and the answer say what came of it.
    Template(Box<TemplateOffer>),
    /// Discord shall be asked whether somebody is still in the server.
    Member {
        /// Who.
        user: UserId,
    },
    /// A calendar shall be fetched and read, and the answer show what it would change.
    Calendar(Box<CalendarFile>),
    /// A person shall be told in a direct message.
    Direct {
        /// The person.
        user: UserId,
        /// The message.
        message: Message,
    },
    /// A message shall be pinned.
    Pin {
        /// Its channel.
        channel: ChannelId,
        /// The message.
        message: MessageId,
    },
    /// A file shall be fetched and kept.
    Fetch {
        /// The file.
        attachment: AttachmentId,
        /// Where it lies.
        url: String,
        /// How many bytes it may have.
        limit: usize,
    },
    /// The answer to a command shall change.
    Answer {
        /// What Discord knows it by.
        token: String,
        /// What it becomes.
        message: Message,
        /// Where to say it once the answer can no longer be changed.
        channel: ChannelId,
    },
    /// Nobody shall write in a channel any more; whoever could read it still can.
    Archive {
        /// The channel.
        channel: ChannelId,
    },
    /// Those who could write in a channel before it was archived can again.
    Unarchive {
        /// The channel.
        channel: ChannelId,
    },
    /// Somebody shall see a channel that is closed to others.
    LetIn {
        /// The channel.
        channel: ChannelId,
        /// Who.
        guest: Guest,
    },
    /// What we said that quotes a redacted entry shall be gone.
    Unquote(Quotes),
    /// The timeline shall follow whether a 📌 is on a message.
    FollowPin {
        /// The message.
        source: Source,
        /// Who touched the 📌.
        by: UserId,
        /// Their name, where Discord told it.
        name: Option<String>,
    },
    /// A person shall be told outside Discord.
    Letter(Box<Letter>),
    /// Somebody who is not on Discord shall know what waits for them.
    Errand(Box<action::errand::Errand>),
    /// An issue in a tracker shall be there, and as this says.
    Mirror(Box<action::mirror::Mirror>),
    /// There is no way to tell the person, and why.
    Unreachable(String),
    /// Something else has to come first.
    Waits,
    /// There is nothing to do any more.
    Moot,
}

/// A channel to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Its name.
    pub name: String,
    /// What it is about. Ends with the mark.
    pub topic: String,
    /// By which it is known again after a crash.
    pub mark: String,
    /// The category it belongs in, when the server has set one.
    pub category: Option<ChannelId>,
    /// Who may see it, when not everybody.
    pub only_for: Option<Vec<Guest>>,
    /// Where a thread takes its place, if the server can have no more channels.
    pub or_thread_in: Option<ChannelId>,
}

/// A call to somebody outside Discord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The way, with its address.
    pub way: Way,
    /// The page, for answers to it.
    pub page: PageId,
    /// The try, by which a repeat is recognised.
    pub attempt: AttemptId,
    /// Whom it is for.
    pub contact: ContactId,
    /// How the page stands: what rings on wants to be told when it is answered.
    pub stage: Stage,
    /// Whether it should wake them.
    pub urgent: bool,
    /// Which page it is, so that people recognise a repeat: `INC-7 page 2`.
    pub tag: String,
    /// What it is about, on one line.
    pub subject: String,
    /// The same with what the sender added, and by whom it was sent.
    pub text: String,
    /// The language of all this.
    pub tongue: Tongue,
}

/// How a page stands, as far as somebody far from Discord cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It waits for an answer.
    Calling,
    /// Somebody has it.
    Taken,
    /// It is over.
    Over,
}

/// Words a wish as it should leave now, in the language that is spoken.
fn worded(view: &mut View<'_>, held: &Held) -> Result<Parcel> {
    if let Notice::Action(wish) = &held.notice {
        return Ok(within(action::parcel(view, held, wish)?));
    }
    if let Notice::PageCall { attempt, .. } = held.notice {
        return Ok(within(page::parcels::call(view, attempt)?));
    }
    if let Notice::DrillOver { page, user } = held.notice {
        return Ok(within(page::drill::over(view, page, user)?));
    }
    if let Notice::Rota(notice) = &held.notice {
        return Ok(within(rota::parcel(view, held.guild, notice)?));
    }
    if let Notice::Template(offer) = &held.notice {
        return Ok(Parcel::Template(Box::new(offer.clone())));
    }
    if let Notice::CheckUp(wish) = &held.notice {
        return doctor::parcel(view, held.guild, wish);
    }
    if let Notice::SetUp(wish) = &held.notice {
        return setup::parcel(view, held.guild, wish);
    }
    let Some(incident) = held.notice.incident() else { return Ok(Parcel::Moot) };
    let incident = store::incidents::look(view, incident)?;
    let parcel = match &held.notice {
        Notice::Channel { .. } => channel(view, &incident)?,
        Notice::Card { .. } => card(view, &incident)?,
        Notice::Pin { .. } => pin(view, &incident)?,
        Notice::Announcement { .. } => announcement(view, &incident)?,
        Notice::Answer { .. } if held.attempts == 1 && may_still_open(view, &incident)? => Parcel::Waits,
        Notice::Answer { token, channel, .. } => {
            let message = cards::opened_in(view, &incident)?;
            Parcel::Answer { token: token.clone(), message, channel: *channel }
        }
        Notice::Say { what, .. } => match sayings::said(&incident, what, view.now) {
            Some(message) => in_channel(view, &incident, message)?,
            None => Parcel::Moot,
        },
        Notice::Postmortem { .. } => parcels::in_channel(view, &incident)?,
        Notice::PublishedPostmortem { .. } => parcels::collected(view, &incident)?,
        Notice::Publish { to, .. } => parcels::outgoing(view, &incident, *to)?,
        Notice::ReviewEvent { .. } => parcels::review(view, &incident)?,
        Notice::PostmortemSaid { what, .. } => match said::said(view, &incident, what)? {
            Some(message) => in_channel(view, &incident, message)?,
            None => Parcel::Moot,
        },
        Notice::CopyFile { attachment, .. } => copy(view, *attachment)?,
        Notice::Action(_) => Parcel::Moot,
        Notice::Update { update: told, .. } => update(view, &incident, told)?,
        Notice::RoleGiven { role, to, .. } => role_given(&incident, role, *to),
        Notice::Similar { .. } => similar(view, &incident, held)?,
        Notice::Archive { .. } => archive(view, &incident)?,
        Notice::PageChannel { page, firing, .. } => {
            page::parcels::channel(view, incident.id, *page, *firing)?
        }
        Notice::PageSaid { page, what, .. } => page::parcels::saying(view, &incident, *page, what)?,
        Notice::Room(notice) => room::parcel(view, &incident, notice)?,
        Notice::PageCall { .. }
        | Notice::Rota(_)
        | Notice::DrillOver { .. }
        | Notice::Template(_)
        | Notice::CheckUp(_)
        | Notice::SetUp(_) => Parcel::Moot,
    };
    Ok(within(parcel))
}

fn within(parcel: Parcel) -> Parcel {
    match parcel {
        Parcel::Post { channel, replaces, message } => {
            Parcel::Post { channel, replaces, message: limits::message_within(message) }
        }
        Parcel::Direct { user, message } => Parcel::Direct { user, message: limits::message_within(message) },
        other => other,
    }
}

fn channel(view: &mut View<'_>, incident: &Incident) -> Result<Parcel> {
    if incident.channel.is_some() {
        return Ok(Parcel::Moot);
    }
    let settings = store::guilds::settings(view, incident.guild)?;
    let asked_in = store::places::get(view, incident.id, ASKED_IN)?.map(|stands| stands.channel);
    let mark = mark(incident);
    let title = words::line(&incident.title);
    Ok(Parcel::Channel(Channel {
        name: words::channel_name(incident.number, &incident.title),
        // Nothing that changes in an hour: Discord takes a channel's topic twice in ten minutes, and the card tells the rest.
        topic: format!("{} · {mark}", words::fit(&title, 400)),
        mark,
        category: settings.category,
        only_for: incident.private.then(|| let_in::all(view, incident)).transpose()?,
        or_thread_in: settings.announcements.or(asked_in).filter(|_| !incident.private),
    }))
}

/// Whether its channel is to be made, and nothing is known that keeps it from being made.
fn may_still_open(view: &mut View<'_>, incident: &Incident) -> Result<bool> {
    Ok(incident.channel.is_none()
        && store::outbox::channel_is_coming(view, incident.id)?
        && store::outbox::blocked(view, incident.id)?.is_empty())
}

/// What waits for an incident's channel goes on waiting while one is still to be made.
pub(crate) fn without_channel(view: &mut View<'_>, incident: &Incident) -> Result<Parcel> {
    let is_coming = store::outbox::channel_is_coming(view, incident.id)?;
    Ok(if is_coming { Parcel::Waits } else { Parcel::Moot })
}

/// What stands in the topic of an incident's channel, by which it is found again and never made twice.
#[must_use]
pub fn mark(incident: &Incident) -> String {
    incidents::model::mark::mark(incident.number, incident.id)
}

fn in_channel(view: &mut View<'_>, incident: &Incident, message: Message) -> Result<Parcel> {
    match incident.channel {
        Some(channel) => Ok(Parcel::Post { channel, replaces: None, message }),
        None => without_channel(view, incident),
    }
}

fn copy(view: &mut View<'_>, attachment: AttachmentId) -> Result<Parcel> {
    let file = store::attachments::get(view, attachment)?;
    let limit = usize::try_from(MOST_BYTES).unwrap_or(usize::MAX);
    Ok(match file.keeping {
        Keeping::Wanted => Parcel::Fetch { attachment, url: file.url, limit },
        Keeping::Kept(_) | Keeping::Lost(_) => Parcel::Moot,
    })
}

/// A stakeholder update, each a message of its own.
fn update(view: &mut View<'_>, incident: &Incident, told: &Update) -> Result<Parcel> {
    if incident.private {
        return Ok(Parcel::Moot);
    }
    let Some(channel) = store::guilds::settings(view, incident.guild)?.announcements else {
        return Ok(Parcel::Moot);
    };
    Ok(Parcel::Post { channel, replaces: None, message: sayings::update(incident, told) })
}

/// Told only while it is still true.
fn role_given(incident: &Incident, role: &str, to: UserId) -> Parcel {
    match incident.roles.0.get(role) {
        Some(holder) if holder.id == to => {
            Parcel::Direct { user: to, message: sayings::role_given(incident, role) }
        }
        _ => Parcel::Moot,
    }
}

fn similar(view: &mut View<'_>, incident: &Incident, held: &Held) -> Result<Parcel> {
    let past = find_similar(view, incident)?;
    match incident.channel {
        _ if past.is_empty() => Ok(Parcel::Moot),
        Some(channel) => {
            Ok(Parcel::Post { channel, replaces: None, message: cards::similar::message(&past) })
        }
        // Woken once already: the channel could not be opened, and this is not worth more waiting.
        None if held.attempts > 1 => Ok(Parcel::Moot),
        None => Ok(Parcel::Waits),
    }
}

fn archive(view: &mut View<'_>, incident: &Incident) -> Result<Parcel> {
    let Some(channel) = incident.channel else { return Ok(Parcel::Moot) };
    Ok(match is_archived(view, incident.id)? {
        true => Parcel::Archive { channel },
        false => Parcel::Unarchive { channel },
    })
}
