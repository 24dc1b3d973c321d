//! Messages in channels.

use chrono::Duration;
use serde_json::{Value, json};

use super::{compose, pings};
use crate::{
    errors::Refusal,
    gateway::intents::Intents,
    ids::{ChannelId, MessageId, UserId, made_at},
    limits::message::number,
    permissions::Permissions,
    rest::call::{Answer, Call, Reply},
    state::{Message, State},
};

/// How long a nonce is remembered.
const NONCE_WINDOW: Duration = Duration::minutes(5);

pub(crate) fn create(state: &mut State, call: &Call) -> Reply {
    let channel: ChannelId = call.id(0)?;
    may_write(state, channel)?;
    let now = state.now();
    if let Some(earlier) = same_nonce(state, channel, &call.body) {
        return Ok(Answer::Json(state.message_json(earlier)));
    }
    let mut message = Message::new(MessageId::new(state.mint()), channel, state.bot, now);
    let replied = number(&call.body["message_reference"]["message_id"]).map(MessageId::new);
    compose::apply(state, &mut message, &call.body, &call.files)?;
    compose::may_send(state, &message)?;
    if let Some(replied) = replied {
        reply_to(state, &mut message, replied, &call.body)?;
    }
    message.nonce = call.body.get("nonce").filter(|nonce| !nonce.is_null()).cloned();
    state.post(&message);
    Ok(Answer::Json(state.message_json(&message)))
}

fn may_write(state: &State, channel: ChannelId) -> Result<(), Refusal> {
    let place = state.writable(channel)?;
    let Some(thread) = &place.thread else { return Ok(()) };
    let is_manager = state.permissions_in(channel, state.bot).contains(Permissions::MANAGE_THREADS);
    let is_shut = thread.is_archived || (thread.is_locked && !is_manager);
    if is_shut { Err(Refusal::archived_thread()) } else { Ok(()) }
}

fn same_nonce<'a>(state: &'a State, channel: ChannelId, body: &Value) -> Option<&'a Message> {
    if body["enforce_nonce"] != json!(true) || body["nonce"].is_null() {
        return None;
    }
    let now = state.now();
    let recent = state.channels.get(&channel)?.messages.values().rev();
    recent
        .take_while(|message| now - message.sent_at <= NONCE_WINDOW)
        .find(|message| message.author == state.bot && message.nonce.as_ref() == Some(&body["nonce"]))
}

fn reply_to(state: &State, message: &mut Message, replied: MessageId, body: &Value) -> Result<(), Refusal> {
    let granted = state.permissions_in(message.channel, state.bot);
    if !granted.contains(Permissions::READ_MESSAGE_HISTORY) {
        return Err(Refusal::no_message_history());
    }
    let Ok(original) = state.message(message.channel, replied) else {
        if body["message_reference"]["fail_if_not_exists"] == json!(false) {
            return Ok(());
        }
        return Err(Refusal::field("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message"));
    };
    message.kind = 19;
    message.replies_to = Some(replied);
    if pings::pings_replied(&body["allowed_mentions"]) && !message.pings.users.contains(&original.author) {
        message.pings.users.push(original.author);
    }
    Ok(())
}

pub(crate) fn list(state: &mut State, call: &Call) -> Reply {
    let id: ChannelId = call.id(0)?;
    let limit = call.limit(50, 1, 100)?;
    let granted = state.permissions_in(id, state.bot);
    let channel = state.channel_for(id, Permissions::NONE)?;
    if !channel.kind.holds_messages() {
        return Err(Refusal::not_a_text_channel());
    }
    if !granted.contains(Permissions::READ_MESSAGE_HISTORY) {
        return Ok(Answer::Json(json!([])));
    }
    let (before, after, around): (Option<MessageId>, Option<MessageId>, Option<MessageId>) =
        (call.query_id("before")?, call.query_id("after")?, call.query_id("around")?);
    let all: Vec<&Message> =
        channel.messages.values().filter(|message| message.ephemeral_to.is_none()).collect();
    let chosen: Vec<&Message> = if let Some(after) = after {
        let mut later: Vec<&Message> =
            all.into_iter().filter(|message| message.id > after).take(limit).collect();
        later.reverse();
        later
    } else if let Some(middle) = around {
        let start = all.partition_point(|message| message.id < middle).saturating_sub(limit / 2);
        all.into_iter().skip(start).take(limit).rev().collect()
    } else {
        let earlier = all.into_iter().rev().filter(|message| before.is_none_or(|before| message.id < before));
        earlier.take(limit).collect()
    };
    Ok(Answer::Json(chosen.into_iter().map(|message| readable(state, message)).collect()))
}

/// A message as the bot may read it by REST: the message content intent counts here too.
pub(crate) fn readable(state: &State, message: &Message) -> Value {
    let mut shown = state.message_json(message);
    if state.guild_of(message.channel).is_some() {
        Intents::granted(state.options.privileged_intents).redact_message(&mut shown, state.bot);
    }
    shown
}

pub(crate) fn get(state: &mut State, call: &Call) -> Reply {
    let channel: ChannelId = call.id(0)?;
    state.channel_for(channel, Permissions::READ_MESSAGE_HISTORY)?;
    let message = state.message(channel, call.id(1)?)?;
    Ok(Answer::Json(readable(state, message)))
}

pub(crate) fn edit(state: &mut State, call: &Call) -> Reply {
    let channel: ChannelId = call.id(0)?;
    let place = state.channel_for(channel, Permissions::NONE)?;
    if place.thread.as_ref().is_some_and(|thread| thread.is_archived) {
        return Err(Refusal::archived_thread());
    }
    let mut message = state.message(channel, call.id(1)?)?.clone();
    if message.author != state.bot {
        return Err(Refusal::wrong_account());
    }
    late_edit(state, &mut message)?;
    compose::apply(state, &mut message, &call.body, &call.files)?;
    compose::may_send(state, &message)?;
    message.edited_at = Some(state.now());
    state.replace(&message);
    Ok(Answer::Json(state.message_json(&message)))
}

/// Counts an edit of a message over an hour old, of which only so many are allowed.
pub(crate) fn late_edit(state: &State, message: &mut Message) -> Result<(), Refusal> {
    if state.now() - message.sent_at <= Duration::hours(1) {
        return Ok(());
    }
    if message.late_edits >= state.options.late_edits {
        return Err(Refusal::too_many_old_edits());
    }
    message.late_edits += 1;
    Ok(())
}

pub(crate) fn delete(state: &mut State, call: &Call) -> Reply {
    let channel: ChannelId = call.id(0)?;
    state.channel_for(channel, Permissions::NONE)?;
    let message = state.message(channel, call.id(1)?)?;
    if message.author != state.bot {
        state.channel_for(channel, Permissions::MANAGE_MESSAGES)?;
    }
    let id = message.id;
    state.unpost(channel, id);
    Ok(Answer::Nothing)
}

pub(crate) fn delete_many(state: &mut State, call: &Call) -> Reply {
    let channel: ChannelId = call.id(0)?;
    state.channel_for(channel, Permissions::MANAGE_MESSAGES)?;
    let listed = call.body["messages"].as_array().into_iter().flatten();
    let ids: Vec<MessageId> = listed.filter_map(number).map(MessageId::new).collect();
    if !(2..=100).contains(&ids.len()) {
        return Err(Refusal::bulk_delete_count());
    }
    let now = state.now();
    if ids.iter().any(|id| now - made_at(id.get()) > Duration::weeks(2)) {
        return Err(Refusal::too_old_to_bulk_delete());
    }
    for id in ids {
        state.unpost(channel, id);
    }
    Ok(Answer::Nothing)
}

pub(crate) fn typing(state: &mut State, call: &Call) -> Reply {
    let channel: ChannelId = call.id(0)?;
    state.writable(channel)?;
    let (bot, now): (UserId, i64) = (state.bot, state.now().timestamp());
    let data = json!({ "channel_id": channel, "user_id": bot, "timestamp": now });
    state.emit_in("TYPING_START", channel, data);
    Ok(Answer::Nothing)
}
