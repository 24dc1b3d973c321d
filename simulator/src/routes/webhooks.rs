//! What follows the first answer, by the interaction's token.

use super::{compose, messages::late_edit};
use crate::{
    errors::Refusal,
    ids::{ApplicationId, InteractionId, MessageId},
    rest::call::{Answer, Call, Reply},
    state::{
        Interaction, Message, Phase, State,
        message::{EPHEMERAL, LOADING},
    },
};

pub(crate) fn follow_up(state: &mut State, call: &Call) -> Reply {
    let interaction = owner(state, call)?.clone();
    if interaction.phase == Phase::Deferred {
        // The first message after a deferral takes the place of the thinking one.
        return rewrite(state, call, interaction.original, interaction.id);
    }
    let id = MessageId::new(state.mint());
    let is_private = call.body["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0;
    let mut message = state.thinking(&interaction, id, is_private);
    message.kind = 0;
    compose::apply(state, &mut message, &call.body, &call.files)?;
    if let Some(interaction) = state.interactions.get_mut(&interaction.id) {
        interaction.followups.push(id);
    }
    state.post(&message);
    Ok(Answer::Json(state.message_json(&message)))
}

pub(crate) fn get(state: &mut State, call: &Call) -> Reply {
    let interaction = owner(state, call)?;
    let message = target(state, interaction, call)?;
    Ok(Answer::Json(state.message_json(message)))
}

pub(crate) fn edit(state: &mut State, call: &Call) -> Reply {
    let interaction = owner(state, call)?;
    let id = target(state, interaction, call)?.id;
    let interaction = interaction.id;
    rewrite(state, call, Some(id), interaction)
}

pub(crate) fn delete(state: &mut State, call: &Call) -> Reply {
    let interaction = owner(state, call)?;
    let message = target(state, interaction, call)?;
    let (channel, id) = (message.channel, message.id);
    state.unpost(channel, id);
    Ok(Answer::Nothing)
}

fn rewrite(state: &mut State, call: &Call, id: Option<MessageId>, by: InteractionId) -> Reply {
    let found = id.and_then(|id| state.find_message(id));
    let mut message: Message = found.ok_or_else(Refusal::unknown_message)?.clone();
    let was_thinking = message.flags & LOADING != 0;
    if !was_thinking {
        late_edit(state, &mut message)?;
    }
    compose::apply(state, &mut message, &call.body, &call.files)?;
    message.edited_at = (!was_thinking).then(|| state.now());
    if let Some(interaction) = state.interactions.get_mut(&by) {
        interaction.phase = Phase::Answered;
    }
    state.replace(&message);
    Ok(Answer::Json(state.message_json(&message)))
}

/// The interaction whose token is in the path.
fn owner<'a>(state: &'a State, call: &Call) -> Result<&'a Interaction, Refusal> {
    let application: ApplicationId = call.id(0)?;
    let interaction = state.interaction_by_token(call.step(1))?;
    if application != state.application {
        return Err(Refusal::unknown_webhook());
    }
    interaction.may_follow_up(state.now())?;
    Ok(interaction)
}

/// `@original`, or a follow-up by number.
fn target<'a>(state: &'a State, interaction: &Interaction, call: &Call) -> Result<&'a Message, Refusal> {
    let id = if call.step(2) == "@original" {
        interaction.original
    } else {
        let id: MessageId = call.id(2)?;
        let is_own = interaction.followups.contains(&id) || interaction.original == Some(id);
        is_own.then_some(id)
    };
    id.and_then(|id| state.find_message(id)).ok_or_else(Refusal::unknown_message)
}
