//! Pinned messages, by the old routes and the new.

use serde_json::{Value, json};

use super::messages::readable;
use crate::{
    errors::Refusal,
    ids::{ChannelId, MessageId},
    permissions::Permissions,
    rest::call::{Answer, Call, Reply},
    state::{Message, State},
    time::iso,
};

pub(crate) fn add(state: &mut State, call: &Call) -> Reply {
    let (channel, id): (ChannelId, MessageId) = (call.id(0)?, call.id(1)?);
    state.channel_for(channel, Permissions::PIN_MESSAGES)?;
    let message = state.message(channel, id)?.clone();
    if message.pinned_at.is_some() {
        return Ok(Answer::Nothing);
    }
    if pinned(state, channel).len() >= 250 {
        return Err(Refusal::too_many_pins());
    }
    let now = state.now();
    state.replace(&Message { pinned_at: Some(now), ..message });
    tell(state, channel);
    let mut notice = Message::new(MessageId::new(state.mint()), channel, state.bot, now);
    notice.kind = 6;
    notice.replies_to = Some(id);
    state.post(&notice);
    Ok(Answer::Nothing)
}

pub(crate) fn remove(state: &mut State, call: &Call) -> Reply {
    let channel: ChannelId = call.id(0)?;
    state.channel_for(channel, Permissions::PIN_MESSAGES)?;
    let message = state.message(channel, call.id(1)?)?.clone();
    if message.pinned_at.is_some() {
        state.replace(&Message { pinned_at: None, ..message });
        tell(state, channel);
    }
    Ok(Answer::Nothing)
}

pub(crate) fn list(state: &mut State, call: &Call) -> Reply {
    let channel: ChannelId = call.id(0)?;
    state.channel_for(channel, Permissions::NONE)?;
    let shown = pinned(state, channel).into_iter().take(50).map(|message| readable(state, message));
    Ok(Answer::Json(shown.collect()))
}

pub(crate) fn page(state: &mut State, call: &Call) -> Reply {
    let channel: ChannelId = call.id(0)?;
    state.channel_for(channel, Permissions::READ_MESSAGE_HISTORY)?;
    let limit = call.limit(50, 1, 50)?;
    let before = call.query.get("before").and_then(|text| chrono::DateTime::parse_from_rfc3339(text).ok());
    let mut pins = pinned(state, channel);
    pins.retain(|message| before.is_none_or(|before| message.pinned_at.is_some_and(|at| at < before)));
    let has_more = pins.len() > limit;
    let items = pins.into_iter().take(limit).map(
        |message| json!({ "pinned_at": message.pinned_at.map(iso), "message": readable(state, message) }),
    );
    Ok(Answer::Json(json!({ "items": items.collect::<Value>(), "has_more": has_more })))
}

/// The pinned messages, the last pinned first.
fn pinned(state: &State, channel: ChannelId) -> Vec<&Message> {
    let all = state.channels.get(&channel).into_iter().flat_map(|channel| channel.messages.values());
    let mut pinned: Vec<&Message> = all.filter(|message| message.pinned_at.is_some()).collect();
    pinned.sort_by_key(|message| std::cmp::Reverse(message.pinned_at));
    pinned
}

fn tell(state: &mut State, channel: ChannelId) {
    let last = pinned(state, channel).first().and_then(|message| message.pinned_at).map(iso);
    let data = json!({ "channel_id": channel, "last_pin_timestamp": last });
    state.emit_in("CHANNEL_PINS_UPDATE", channel, data);
}
