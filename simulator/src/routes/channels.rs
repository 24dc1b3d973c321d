//! Channels: made, changed, deleted.

use std::collections::VecDeque;

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

use super::overwrites;
use crate::{
    errors::Refusal,
    ids::{ChannelId, GuildId},
    limits::{self, message::number},
    permissions::Permissions,
    rest::call::{Answer, Call, Reply},
    state::{
        Channel, ChannelKind, State,
        channel::{REQUIRES_TAG, normalised},
    },
};

pub(crate) fn get(state: &mut State, call: &Call) -> Reply {
    let channel = state.channel_for(call.id(0)?, Permissions::NONE)?;
    Ok(Answer::Json(state.channel_json(channel)))
}

pub(crate) fn create(state: &mut State, call: &Call) -> Reply {
    let guild: GuildId = call.id(0)?;
    state.guild_for(guild, Permissions::MANAGE_CHANNELS)?;
    let body = &call.body;
    let number = body["type"].as_u64().unwrap_or(0);
    let unknown =
        || Refusal::field("type", "BASE_TYPE_CHOICES", "Value must be one of (0, 2, 4, 5, 13, 14, 15, 16).");
    let kind = ChannelKind::creatable(number).ok_or_else(unknown)?;
    let named = body["name"].as_str().filter(|name| !name.is_empty());
    let name = named.ok_or_else(|| Refusal::field("name", "BASE_TYPE_REQUIRED", "This field is required"))?;
    limits::channel::check(body, kind)?;
    if state.channels_of(guild).count() >= 500 {
        return Err(Refusal::too_many_channels());
    }
    let parent = parent_of(state, guild, body, None)?;
    let mut overwrites = overwrites::read_all(state, guild, body)?;
    if overwrites.is_empty()
        && let Some(parent) = parent.and_then(|parent| state.channels.get(&parent))
    {
        overwrites.clone_from(&parent.overwrites);
    }
    let mut channel = Channel::new(ChannelId::new(state.mint()), kind, "");
    channel.guild = Some(guild);
    channel.overwrites = overwrites;
    channel.parent = parent;
    channel.position = state.channels_of(guild).count() as u64;
    rename(&mut channel, name);
    settle(&mut channel, body);
    let shown = channel.json();
    state.add_channel(channel);
    Ok(Answer::Created(shown))
}

pub(crate) fn change(state: &mut State, call: &Call) -> Reply {
    let id: ChannelId = call.id(0)?;
    let channel = state.channel_for(id, Permissions::NONE)?;
    if channel.thread.is_some() {
        return super::threads::change(state, call);
    }
    let channel = state.channel_for(id, Permissions::MANAGE_CHANNELS)?;
    let guild = channel.guild.ok_or_else(Refusal::wrong_channel_type)?;
    limits::channel::check(&call.body, channel.kind)?;
    let parent = parent_of(state, guild, &call.body, Some(id))?;
    let overwrites = match &call.body["permission_overwrites"] {
        Value::Array(_) => {
            state.channel_for(id, Permissions::MANAGE_ROLES)?;
            Some(overwrites::read_all(state, guild, &call.body)?)
        }
        _ => None,
    };
    let now = state.now();
    let channel = state.channels.get_mut(&id).ok_or_else(Refusal::unknown_channel)?;
    count_rename(channel, &call.body, now)?;
    if let Some(name) = call.body["name"].as_str() {
        rename(channel, name);
    }
    if call.body.get("parent_id").is_some() {
        channel.parent = parent;
    }
    if let Some(overwrites) = overwrites {
        channel.overwrites = overwrites;
    }
    settle(channel, &call.body);
    let shown = channel.json();
    state.channel_changed(id);
    Ok(Answer::Json(shown))
}

pub(crate) fn delete(state: &mut State, call: &Call) -> Reply {
    let id: ChannelId = call.id(0)?;
    let channel = state.channel_for(id, Permissions::NONE)?;
    let needed =
        if channel.thread.is_some() { Permissions::MANAGE_THREADS } else { Permissions::MANAGE_CHANNELS };
    let shown = state.channel_json(state.channel_for(id, needed)?);
    state.drop_channel(id);
    Ok(Answer::Json(shown))
}

/// The category named in a body, with room for one more.
fn parent_of(
    state: &State,
    guild: GuildId,
    body: &Value,
    child: Option<ChannelId>,
) -> Result<Option<ChannelId>, Refusal> {
    let Some(parent) = number(&body["parent_id"]).map(ChannelId::new) else { return Ok(None) };
    let category = state.channels.get(&parent).filter(|channel| channel.guild == Some(guild));
    match category {
        None => return Err(Refusal::field("parent_id", "CHANNEL_PARENT_INVALID", "Category does not exist")),
        Some(category) if category.kind != ChannelKind::Category => {
            return Err(Refusal::field("parent_id", "CHANNEL_PARENT_INVALID_TYPE", "Not a category"));
        }
        Some(_) => {}
    }
    let inside = state
        .channels_of(guild)
        .filter(|channel| channel.parent == Some(parent) && Some(channel.id) != child);
    if inside.count() >= 50 {
        let message = "Maximum number of channels in category reached (50)";
        return Err(Refusal::field("parent_id", "CHANNEL_PARENT_MAX_CHANNELS", message));
    }
    Ok(Some(parent))
}

/// Refuses a third change of name or topic in ten minutes.
fn count_rename(channel: &mut Channel, body: &Value, now: DateTime<Utc>) -> Result<(), Refusal> {
    let is_new = |field: &str, old: Option<&str>| body.get(field).is_some_and(|new| new.as_str() != old);
    if !is_new("name", Some(&channel.name)) && !is_new("topic", channel.topic.as_deref()) {
        return Ok(());
    }
    let renames: &mut VecDeque<DateTime<Utc>> = &mut channel.renames;
    renames.retain(|&at| now - at < Duration::minutes(10));
    if let (2.., Some(first)) = (renames.len(), renames.front()) {
        let wait = Duration::minutes(10) - (now - *first);
        return Err(Refusal::limited(wait));
    }
    renames.push_back(now);
    Ok(())
}

fn rename(channel: &mut Channel, name: &str) {
    let is_text = matches!(channel.kind, ChannelKind::Text | ChannelKind::Announcement | ChannelKind::Forum);
    channel.name = if is_text { normalised(name) } else { name.trim().to_owned() };
}

fn settle(channel: &mut Channel, body: &Value) {
    if let Some(topic) = body.get("topic") {
        channel.topic = topic.as_str().filter(|topic| !topic.is_empty()).map(str::to_owned);
    }
    if let Some(position) = body["position"].as_u64() {
        channel.position = position;
    }
    if let Some(seconds) = body["rate_limit_per_user"].as_u64() {
        channel.slowmode_seconds = seconds;
    }
    if let Some(is_nsfw) = body["nsfw"].as_bool() {
        channel.is_nsfw = is_nsfw;
    }
    if let (ChannelKind::Forum, Some(flags)) = (channel.kind, body["flags"].as_u64()) {
        channel.asks_for_tag = flags & REQUIRES_TAG != 0;
    }
    if let Some(tags) = body["available_tags"].as_array() {
        channel.tags = tags.iter().enumerate().map(|(place, tag)| with_id(tag, place, channel.id)).collect();
    }
}

fn with_id(tag: &Value, place: usize, channel: ChannelId) -> Value {
    let mut tag = json!({
        "id": (channel.get() + place as u64 + 1).to_string(),
        "name": tag["name"],
        "moderated": tag["moderated"].as_bool().unwrap_or(false),
        "emoji_id": tag["emoji_id"],
        "emoji_name": tag["emoji_name"],
    });
    if let Some(id) = tag.get("id").filter(|id| id.is_string()).cloned() {
        tag["id"] = id;
    }
    tag
}
