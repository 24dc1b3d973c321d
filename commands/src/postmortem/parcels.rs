//! What leaves about a postmortem: its posts, its review as an event, and the published document for places outside.

use chrono::{DateTime, TimeDelta, Utc};
use incidents::ids::{ChannelId, EventId, GuildId, IncidentId};
use incidents::model::incident::{Incident, State};
use incidents::model::notice::Stands;
use incidents::model::publication::PublishTo;
use incidents::operations::postmortem::publication_of;
use incidents::postmortem::{Facts, facts, facts_of};
use incidents::store::channels::FORUM;
use incidents::{Result, View, store};

use crate::document::{self, Place};
use crate::parcels::{Parcel, without_channel};
use crate::reply::Message;
use crate::{limits, suggest, words};

/// A post in a forum.
#[derive(Debug, Clone, PartialEq)]
pub struct ForumPost {
    /// The forum.
    pub forum: ChannelId,
    /// The post it takes the place of, if that still stands.
    pub replaces: Option<Stands>,
    /// How the post is headed; begins with the mark.
    pub title: String,
    /// By which it is known again after a crash.
    pub mark: String,
    /// The tags it gets where the forum has them, the most important first.
    pub tags: Vec<String>,
    /// Its first message.
    pub message: Message,
}

/// A review as an event of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Of whose postmortem.
    pub incident: IncidentId,
    /// The event that stands for it already.
    pub event: Option<EventId>,
    /// When it is; nothing where it was called off.
    pub at: Option<DateTime<Utc>>,
    /// When it ends.
    pub ends: DateTime<Utc>,
    /// What it is called; begins with the mark.
    pub title: String,
    /// By which it is known again after a crash.
    pub mark: String,
    /// What it is about.
    pub about: String,
    /// Where people meet.
    pub place: String,
}

/// A published document on its way to a place outside Discord.
#[derive(Debug, Clone, PartialEq)]
pub struct Outgoing {
    /// Where.
    pub to: PublishTo,
    /// The server it comes from.
    pub guild: GuildId,
    /// Its facts, with files named by numbers alone.
    pub facts: Facts,
    /// The document.
    pub markdown: String,
    /// What it says otherwise than the edition before.
    pub changes: Vec<String>,
}

/// How long a review is taken to last.
const REVIEW: TimeDelta = TimeDelta::hours(1);

/// The post in the incident's own channel.
pub fn in_channel(view: &mut View<'_>, incident: &Incident) -> Result<Parcel> {
    let Some(channel) = incident.channel else { return without_channel(view, incident) };
    let replaces = store::places::get(view, incident.id, "postmortem")?.and_then(|stands| stands.message);
    Ok(Parcel::Post { channel, replaces, message: document::posted(view, incident, Place::Incident)? })
}

/// The post where the server collects them: a message in a channel, or a post in a forum.
pub fn collected(view: &mut View<'_>, incident: &Incident) -> Result<Parcel> {
    if incident.private {
        return Ok(Parcel::Moot);
    }
    let Some(channel) = store::guilds::settings(view, incident.guild)?.postmortems else {
        return Ok(Parcel::Moot);
    };
    let message = document::posted(view, incident, Place::Collection)?;
    let stands = store::places::get(view, incident.id, "published")?;
    let known = store::channels::get(view, incident.guild, channel)?;
    if known.is_none_or(|known| known.kind != FORUM) {
        let replaces = stands.filter(|stands| stands.channel == channel).and_then(|stands| stands.message);
        return Ok(Parcel::Post { channel, replaces, message });
    }
    let mark = format!("{} ·", incident.number);
    let state = publication_of(view, incident)?.state;
    Ok(Parcel::Forum(Box::new(ForumPost {
        forum: channel,
        replaces: stands,
        title: words::fit(&format!("{mark} {}", heading(&incident.title)), 100),
        mark,
        tags: vec![incident.severity.clone(), state.words().into(), "Postmortem".into(), "Incident".into()],
        message: limits::message_within(message),
    })))
}

/// The review as it is planned now. What has begun stays as it is.
pub fn review(view: &mut View<'_>, incident: &Incident) -> Result<Parcel> {
    let publication = publication_of(view, incident)?;
    let at = publication.review_to_come(view.now);
    if incident.private || (at.is_none() && (publication.event.is_none() || publication.review_at.is_some()))
    {
        return Ok(Parcel::Moot);
    }
    let mark = format!("Review of {}", incident.number);
    let begins = at.unwrap_or(view.now);
    Ok(Parcel::Review(Box::new(Review {
        incident: incident.id,
        event: publication.event,
        at,
        ends: begins + REVIEW,
        title: words::fit(&format!("{mark}: {}", heading(&incident.title)), 100),
        mark,
        about: about(view, incident)?,
        place: match incident.channel {
            Some(channel) => format!("https://discord.com/channels/{}/{channel}", incident.guild),
            None => "Discord".into(),
        },
    })))
}

fn about(view: &mut View<'_>, incident: &Incident) -> Result<String> {
    let mut text = say!("The postmortem of {title} is talked over.", title = suggest::title(incident));
    let stands = store::places::get(view, incident.id, "published")?.or(store::places::get(
        view,
        incident.id,
        "postmortem",
    )?);
    if let Some((channel, message)) = stands.and_then(|stands| Some((stands.channel, stands.message?))) {
        let link = words::message_link(incident.guild, channel, message);
        text.push_str(&say!(" Please read it before: {link}", link));
    }
    Ok(words::fit(&text, 1_000))
}

/// A title for a place that knows no Markdown, and takes mentions all the same.
fn heading(title: &str) -> String {
    words::bare(title).replace('@', "@\u{200b}")
}

/// The published document for a place outside. What is private, or no longer published, stays here.
pub fn outgoing(view: &mut View<'_>, incident: &Incident, to: PublishTo) -> Result<Parcel> {
    let publication = publication_of(view, incident)?;
    let is_final = publication.state == facts::State::Published && incident.state == State::Resolved;
    if incident.private || !is_final {
        return Ok(Parcel::Moot);
    }
    let mut facts = facts_of(view, incident)?;
    for file in &mut facts.files {
        let ending = file.name.rsplit_once('.').map_or("bin", |(_, ending)| ending);
        file.name = format!("postmortem-{}-{}.{ending}", incident.number, file.id);
    }
    let template = store::guilds::settings(view, incident.guild)?.template;
    let markdown = document::worded(view, incident.guild, &facts, template.as_deref())?.markdown;
    let latest = store::editions::newest(view, incident.id, 1)?;
    let changes = latest.into_iter().next().map(|(_, _, _, changes)| changes).unwrap_or_default();
    Ok(Parcel::Publish(Box::new(Outgoing { to, guild: incident.guild, facts, markdown, changes })))
}
