//! Threads and forum posts.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::compose;
use crate::{
    errors::Refusal,
    ids::{ChannelId, MessageId, UserId},
    limits,
    permissions::Permissions,
    rest::call::{Answer, Call, Reply},
    state::{Channel, ChannelKind, Message, State, Thread},
    time::iso,
};

pub(crate) fn active(state: &mut State, call: &Call) -> Reply {
    let guild = state.guild(call.id(0)?)?.id;
    let seen =
        |channel: &&Channel| state.permissions_in(channel.id, state.bot).contains(Permissions::VIEW_CHANNEL);
    let threads: Vec<Value> = state.open_threads_of(guild).filter(seen).map(Channel::json).collect();
    Ok(Answer::Json(json!({ "threads": threads, "members": [], "has_more": false })))
}

pub(crate) fn start_from_message(state: &mut State, call: &Call) -> Reply {
    let parent: ChannelId = call.id(0)?;
    state.channel_for(parent, Permissions::CREATE_PUBLIC_THREADS)?;
    let mut message = state.message(parent, call.id(1)?)?.clone();
    if message.thread.is_some() {
        return Err(Refusal::thread_exists());
    }
    let id = ChannelId::new(message.id.get());
    let shown = open(state, call, (id, parent, ChannelKind::PublicThread))?;
    message.thread = Some(id);
    message.flags |= 1 << 5;
    state.replace(&message);
    Ok(Answer::Created(shown))
}

pub(crate) fn start(state: &mut State, call: &Call) -> Reply {
    let parent: ChannelId = call.id(0)?;
    let place = state.channel_for(parent, Permissions::NONE)?.kind;
    let id = ChannelId::new(state.mint());
    match place {
        ChannelKind::Forum => return post(state, call, (id, parent)),
        ChannelKind::Text | ChannelKind::Announcement => {}
        _ => return Err(Refusal::wrong_channel_type()),
    }
    let kind =
        if call.body["type"] == json!(11) { ChannelKind::PublicThread } else { ChannelKind::PrivateThread };
    let needed = if kind == ChannelKind::PublicThread {
        Permissions::CREATE_PUBLIC_THREADS
    } else {
        Permissions::CREATE_PRIVATE_THREADS
    };
    state.channel_for(parent, needed)?;
    Ok(Answer::Created(open(state, call, (id, parent, kind))?))
}

fn post(state: &mut State, call: &Call, (id, parent): (ChannelId, ChannelId)) -> Reply {
    state.channel_for(parent, Permissions::SEND_MESSAGES)?;
    check_tags(state, parent, &call.body["applied_tags"])?;
    if !call.body["message"].is_object() {
        return Err(Refusal::field("message", "BASE_TYPE_REQUIRED", "This field is required"));
    }
    let now = state.now();
    // What may be sent with it is for the forum to say: the post is not there yet.
    let mut message = Message::new(MessageId::new(id.get()), parent, state.bot, now);
    compose::apply(state, &mut message, &call.body["message"], &call.files)?;
    compose::may_send(state, &message)?;
    message.channel = id;
    let mut shown = open(state, call, (id, parent, ChannelKind::PublicThread))?;
    state.post(&message);
    shown["message"] = state.message_json(&message);
    Ok(Answer::Created(shown))
}

/// Refuses tags that the forum does not have, and none where it wants one.
fn check_tags(state: &State, forum: ChannelId, applied: &Value) -> Result<(), Refusal> {
    let forum = state.channels.get(&forum).ok_or_else(Refusal::unknown_channel)?;
    let applied = applied.as_array().map(Vec::as_slice).unwrap_or_default();
    if applied.iter().any(|tag| !forum.tags.iter().any(|known| known["id"] == *tag)) {
        return Err(Refusal::unknown_tag());
    }
    if forum.asks_for_tag && applied.is_empty() { Err(Refusal::tag_required()) } else { Ok(()) }
}

fn open(state: &mut State, call: &Call, at: (ChannelId, ChannelId, ChannelKind)) -> Result<Value, Refusal> {
    let (id, parent, kind) = at;
    let name = call.body["name"].as_str().unwrap_or_default();
    if name.is_empty() {
        return Err(Refusal::field("name", "BASE_TYPE_REQUIRED", "This field is required"));
    }
    limits::channel::check(&call.body, kind)?;
    let mut thread = Channel::new(id, kind, name);
    thread.guild = state.guild_of(parent);
    thread.parent = Some(parent);
    thread.thread = Some(Thread {
        owner: state.bot,
        is_archived: false,
        is_locked: false,
        archive_after_minutes: call.body["auto_archive_duration"].as_u64().unwrap_or(1440),
        archive_changed_at: state.now(),
        members: BTreeSet::from([state.bot]),
        tags: call.body["applied_tags"].as_array().cloned().unwrap_or_default(),
    });
    let shown = thread.json();
    state.add_channel(thread);
    Ok(shown)
}

pub(crate) fn change(state: &mut State, call: &Call) -> Reply {
    let id: ChannelId = call.id(0)?;
    let place = state.channel_for(id, Permissions::NONE)?;
    limits::channel::check(&call.body, place.kind)?;
    if let (Some(parent), Some(_)) = (place.parent, call.body.get("applied_tags")) {
        check_tags(state, parent, &call.body["applied_tags"])?;
    }
    let is_mine = place.thread.as_ref().is_some_and(|thread| thread.owner == state.bot);
    let touches_lock = call.body.get("locked").is_some();
    if touches_lock || !is_mine {
        state.channel_for(id, Permissions::MANAGE_THREADS)?;
    }
    let now = state.now();
    let channel = state.channels.get_mut(&id).ok_or_else(Refusal::unknown_channel)?;
    if let Some(name) = call.body["name"].as_str() {
        name.clone_into(&mut channel.name);
    }
    let thread = channel.thread.as_mut().ok_or_else(Refusal::wrong_channel_type)?;
    if let Some(is_archived) = call.body["archived"].as_bool() {
        thread.is_archived = is_archived;
        thread.archive_changed_at = now;
    }
    if let Some(is_locked) = call.body["locked"].as_bool() {
        thread.is_locked = is_locked;
    }
    if let Some(minutes) = call.body["auto_archive_duration"].as_u64() {
        thread.archive_after_minutes = minutes;
    }
    if let Some(tags) = call.body["applied_tags"].as_array() {
        thread.tags.clone_from(tags);
    }
    let shown = channel.json();
    state.channel_changed(id);
    Ok(Answer::Json(shown))
}

pub(crate) fn members(state: &mut State, call: &Call) -> Reply {
    let id: ChannelId = call.id(0)?;
    let channel = state.channel_for(id, Permissions::NONE)?;
    let thread = channel.thread.as_ref().ok_or_else(Refusal::wrong_channel_type)?;
    let joined = iso(state.now());
    let shown = thread
        .members
        .iter()
        .map(|user| json!({ "id": id, "user_id": user, "join_timestamp": joined, "flags": 0 }));
    Ok(Answer::Json(shown.collect()))
}

pub(crate) fn add_member(state: &mut State, call: &Call) -> Reply {
    change_member(state, call, true)
}

pub(crate) fn remove_member(state: &mut State, call: &Call) -> Reply {
    change_member(state, call, false)
}

fn change_member(state: &mut State, call: &Call, is_added: bool) -> Reply {
    let id: ChannelId = call.id(0)?;
    state.channel_for(id, Permissions::SEND_MESSAGES_IN_THREADS)?;
    let user: UserId = if call.step(1) == "@me" { state.bot } else { call.id(1)? };
    if !state.users.contains_key(&user) {
        return Err(Refusal::unknown_user());
    }
    let channel = state.channels.get_mut(&id).ok_or_else(Refusal::unknown_channel)?;
    let thread = channel.thread.as_mut().ok_or_else(Refusal::wrong_channel_type)?;
    if thread.is_archived {
        return Err(Refusal::archived_thread());
    }
    if is_added {
        thread.members.insert(user);
    } else {
        thread.members.remove(&user);
    }
    state.channel_changed(id);
    Ok(Answer::Nothing)
}
