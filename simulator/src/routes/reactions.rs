//! Emoji under messages.

use serde_json::Value;

use crate::{
    errors::Refusal,
    ids::{ChannelId, MessageId, UserId},
    permissions::Permissions,
    rest::call::{Answer, Call, Reply},
    state::State,
};

pub(crate) fn add(state: &mut State, call: &Call) -> Reply {
    let at = place(state, call)?;
    let emoji = call.step(2);
    let is_new = !state.message(at.0, at.1)?.reactions.iter().any(|reaction| reaction.emoji == emoji);
    if is_new {
        state.channel_for(at.0, Permissions::ADD_REACTIONS)?;
    }
    let bot = state.bot;
    state.react(at, bot, emoji)?;
    Ok(Answer::Nothing)
}

pub(crate) fn remove_mine(state: &mut State, call: &Call) -> Reply {
    let at = place(state, call)?;
    let bot = state.bot;
    state.unreact(at, bot, call.step(2))?;
    Ok(Answer::Nothing)
}

pub(crate) fn remove(state: &mut State, call: &Call) -> Reply {
    let at = place(state, call)?;
    state.channel_for(at.0, Permissions::MANAGE_MESSAGES)?;
    state.unreact(at, call.id::<UserId>(3)?, call.step(2))?;
    Ok(Answer::Nothing)
}

pub(crate) fn list(state: &mut State, call: &Call) -> Reply {
    let at = place(state, call)?;
    let message = state.message(at.0, at.1)?;
    let reaction = message.reactions.iter().find(|reaction| reaction.emoji == call.step(2));
    let by = reaction.map_or(&[][..], |reaction| &reaction.by);
    Ok(Answer::Json(by.iter().map(|&user| state.user_json(user)).collect::<Value>()))
}

fn place(state: &State, call: &Call) -> Result<(ChannelId, MessageId), Refusal> {
    let (channel, message) = (call.id(0)?, call.id(1)?);
    state.channel_for(channel, Permissions::READ_MESSAGE_HISTORY)?;
    state.message(channel, message)?;
    let emoji = call.step(2);
    let is_emoji = !emoji.is_ascii() || emoji.contains(':');
    if is_emoji { Ok((channel, message)) } else { Err(Refusal::unknown_emoji()) }
}
