//! Opens an incident's channel, once: after a crash it is found again by the mark in its topic.

use commands::parcels::Channel;
use incidents::ids::{ChannelId, MessageId};
use incidents::model::access::OverwriteKind;
use incidents::model::notice::{Outcome, Stands};
use incidents::model::set_up::Piece;
use incidents::noted;
use incidents::operations::hear;
use incidents::{Actor, Ledger};
use serde_json::{Value, json};
use tracing::{error, warn};

use super::delivery::{To, id_of};
use super::turns::Turns;
use crate::discord::{Failure, Reason, Refused};

/// The category that incidents go to until the server sets one.
const CATEGORY: &str = Piece::Category.usual_name();
/// How many channels Discord lets stand in a category.
const PER_CATEGORY: usize = 50;

/// What is wrong when there can be neither a channel nor a thread.
const FULL: &str =
    noted!("the server has the 500 channels that Discord allows. Delete some; it is tried again by itself");

const VIEW_CHANNEL: u64 = 1 << 10;
/// What the bot itself needs in a channel that is closed to others: to see, write, embed, attach, read back and pin.
const OURS: u64 = VIEW_CHANNEL | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 51;

/// Opens the channel, or finds the one that an earlier attempt opened.
pub(super) async fn open(to: &To<'_>, ledger: &Ledger, turns: &Turns, wanted: &Channel) -> Outcome {
    match find_or_create(to, ledger, turns, wanted).await {
        Ok(channel) => Outcome::Delivered(Some(Stands { channel, message: None })),
        Err(Failure::Refused(Refused { reason: Reason::TooManyChannels, .. })) => match wanted.or_thread_in {
            Some(place) => thread(to, place, wanted).await,
            None => Outcome::Blocked(FULL.into()),
        },
        Err(failure) => to.failed(&failure, noted!("manage channels"), None),
    }
}

/// A thread in place of a channel: a server can have as many of those as it wants. Its name holds the incident's number, by
/// which a second attempt finds it again.
async fn thread(to: &To<'_>, place: ChannelId, wanted: &Channel) -> Outcome {
    let opened = async {
        if to.held.attempts > 1 {
            let active = to.discord.active_threads(to.held.guild).await?;
            if let Some(found) = named(&active["threads"], place, &wanted.name) {
                return Ok(found);
            }
        }
        let body = json!({"name": wanted.name, "type": 11, "auto_archive_duration": 10_080});
        let created = to.discord.create_thread(place, body).await?;
        id_of(&created).map(|MessageId(id)| ChannelId(id))
    };
    match opened.await {
        Ok(channel) => Outcome::Delivered(Some(Stands { channel, message: None })),
        Err(Failure::Refused(Refused { reason: Reason::UnknownChannel, .. })) => {
            Outcome::Blocked(FULL.into())
        }
        Err(failure) => to.failed(&failure, noted!("create public threads"), Some(place)),
    }
}

fn named(threads: &Value, place: ChannelId, name: &str) -> Option<ChannelId> {
    let place = place.to_string();
    let is_it = |thread: &&Value| thread["parent_id"] == place.as_str() && thread["name"] == name;
    threads.as_array()?.iter().find(is_it)?["id"].as_str()?.parse().ok()
}

async fn find_or_create(
    to: &To<'_>,
    ledger: &Ledger,
    turns: &Turns,
    wanted: &Channel,
) -> Result<ChannelId, Failure> {
    if to.held.attempts > 1 {
        let channels = to.discord.channels(to.held.guild).await?;
        if let Some(found) = marked(&channels, &wanted.mark) {
            return Ok(found);
        }
    }
    if let Some(category) = wanted.category {
        match create(to, wanted, category).await {
            Err(Failure::Refused(refused)) if is_of_category(&refused) => {}
            created => return created,
        }
    }
    let turn = turns.of(to.held.guild).await;
    let category = category(to, ledger).await?;
    drop(turn);
    create(to, wanted, category).await
}

/// Whether it is the category that is full or gone.
fn is_of_category(refused: &Refused) -> bool {
    refused.reason == Reason::CategoryFull
        || refused.reason == Reason::InvalidBody && refused.message.contains("parent_id")
}

fn marked(channels: &Value, mark: &str) -> Option<ChannelId> {
    let has_mark = |channel: &&Value| channel["topic"].as_str().is_some_and(|topic| topic.ends_with(mark));
    channels.as_array()?.iter().find(has_mark)?["id"].as_str()?.parse().ok()
}

async fn create(to: &To<'_>, wanted: &Channel, category: ChannelId) -> Result<ChannelId, Failure> {
    let mut body = json!({
        "name": wanted.name, "type": 0, "topic": wanted.topic, "parent_id": category.to_string(),
    });
    if let Some(people) = &wanted.only_for {
        let mut overwrites = vec![
            json!({"id": to.held.guild.to_string(), "type": 0, "allow": "0", "deny": VIEW_CHANNEL.to_string()}),
            json!({"id": to.me.user.to_string(), "type": 1, "allow": OURS.to_string(), "deny": "0"}),
        ];
        overwrites.extend(people.iter().map(|guest| {
            let kind = if guest.kind == OverwriteKind::Role { 0 } else { 1 };
            json!({"id": guest.target.to_string(), "type": kind, "allow": VIEW_CHANNEL.to_string(), "deny": "0"})
        }));
        body["permission_overwrites"] = overwrites.into();
    }
    let created = to.discord.create_channel(to.held.guild, body, "An incident was declared").await?;
    id_of(&created).map(|MessageId(id)| ChannelId(id))
}

/// A category with room: one of ours, the first by name, or a new one. The server's settings remember it.
async fn category(to: &To<'_>, ledger: &Ledger) -> Result<ChannelId, Failure> {
    let channels = to.discord.channels(to.held.guild).await?;
    let all = channels.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut number = 1;
    let category = loop {
        let name = if number == 1 { CATEGORY.to_owned() } else { format!("{CATEGORY} {number}") };
        match oldest_category(all, &name) {
            Some(found) if children(all, found) >= PER_CATEGORY => number += 1,
            Some(found) => break found,
            None => break new_category(to, &name).await?,
        }
    };
    let noted = ledger
        .change(Actor::sitrep(to.held.guild), move |change| hear::category_found(change, category))
        .await;
    if let Err(why) = noted {
        error!("the category could not be noted, and will be looked for again: {why}");
    }
    Ok(category)
}

/// Makes a category, unless another process does so at the same instant: the older one stands, and ours goes again.
async fn new_category(to: &To<'_>, name: &str) -> Result<ChannelId, Failure> {
    let (guild, body) = (to.held.guild, json!({"name": name, "type": 4}));
    let created = to.discord.create_channel(guild, body, "A place for incident channels").await?;
    let ours = id_of(&created).map(|MessageId(id)| ChannelId(id))?;
    let channels = to.discord.channels(guild).await?;
    let oldest = oldest_category(channels.as_array().map(Vec::as_slice).unwrap_or_default(), name);
    let Some(older) = oldest.filter(|oldest| oldest.0 < ours.0) else { return Ok(ours) };
    if let Err(why) = to.discord.delete_channel(ours, "Another process made this category too").await {
        warn!(guild.id = %guild, "a category that was made twice could not be deleted again: {why}");
    }
    Ok(older)
}

/// Ids grow with time, so that all who look choose the same.
fn oldest_category(all: &[Value], name: &str) -> Option<ChannelId> {
    let named = all.iter().filter(|one| one["type"] == 4 && one["name"].as_str() == Some(name));
    named.filter_map(|one| one["id"].as_str()?.parse().ok().map(ChannelId)).min_by_key(|channel| channel.0)
}

fn children(all: &[Value], category: ChannelId) -> usize {
    let category = category.to_string();
    all.iter().filter(|channel| channel["parent_id"] == category.as_str()).count()
}
