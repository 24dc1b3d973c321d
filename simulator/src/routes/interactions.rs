//! The first answer to an interaction.

use serde_json::{Value, json};

use super::compose;
use crate::{
    errors::{Form, Refusal},
    ids::{InteractionId, MessageId},
    limits,
    rest::call::{Answer, Call, Reply},
    state::{
        Interaction, Message, Phase, State,
        message::{COMPONENTS_V2, EPHEMERAL, SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS},
    },
};

pub(crate) fn answer(state: &mut State, call: &Call) -> Reply {
    let id: InteractionId = call.id(0)?;
    let now = state.now();
    let kind = call.body["type"].as_u64();
    let kind = kind.ok_or_else(|| Refusal::field("type", "BASE_TYPE_REQUIRED", "This field is required"))?;
    let interaction = state.interaction(id, call.step(1))?.clone();
    interaction.may_answer(kind, now)?;
    let data = &call.body["data"];
    let made = match kind {
        4 => Some(post(state, &interaction, call)?),
        5 => Some(think(state, &interaction, data)?),
        6 => settle(state, &interaction, Phase::DeferredUpdate, interaction.source),
        7 => Some(change(state, &interaction, call)?),
        8 => {
            let choices = check_choices(data)?;
            settle(state, &interaction, Phase::Choices(choices), None)
        }
        _ => {
            limits::modal::check(data)?;
            settle(state, &interaction, Phase::Form(data.clone()), None)
        }
    };
    if call.query.get("with_response").is_some_and(|asked| asked == "true") {
        return Ok(Answer::Json(resource(state, &interaction, kind, made)));
    }
    Ok(Answer::Nothing)
}

fn settle(
    state: &mut State,
    interaction: &Interaction,
    phase: Phase,
    original: Option<MessageId>,
) -> Option<MessageId> {
    if let Some(interaction) = state.interactions.get_mut(&interaction.id) {
        interaction.phase = phase;
        interaction.original = original;
    }
    original
}

fn post(state: &mut State, interaction: &Interaction, call: &Call) -> Result<MessageId, Refusal> {
    let data = &call.body["data"];
    known(data)?;
    let id = MessageId::new(state.mint());
    let is_private = data["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0;
    let mut message = state.thinking(interaction, id, is_private);
    compose::apply(state, &mut message, data, &call.files).map_err(within_data)?;
    settle(state, interaction, Phase::Answered, Some(id));
    state.post(&message);
    Ok(id)
}

fn think(state: &mut State, interaction: &Interaction, data: &Value) -> Result<MessageId, Refusal> {
    let flags = data["flags"].as_u64().unwrap_or(0);
    if flags & !EPHEMERAL != 0 {
        return Err(Refusal::field(
            "data.flags",
            "MESSAGE_FLAGS_INVALID",
            "Only EPHEMERAL goes with a deferral.",
        ));
    }
    let id = MessageId::new(state.mint());
    let message = state.thinking(interaction, id, flags & EPHEMERAL != 0);
    settle(state, interaction, Phase::Deferred, Some(id));
    state.post(&message);
    Ok(id)
}

fn change(state: &mut State, interaction: &Interaction, call: &Call) -> Result<MessageId, Refusal> {
    let data = &call.body["data"];
    known(data)?;
    let source =
        interaction.source.and_then(|id| state.find_message(id)).ok_or_else(Refusal::unknown_message)?;
    let mut message: Message = source.clone();
    compose::apply(state, &mut message, data, &call.files).map_err(within_data)?;
    message.edited_at = Some(state.now());
    let id = message.id;
    settle(state, interaction, Phase::Answered, Some(id));
    state.replace(&message);
    Ok(id)
}

/// Refuses fields an answer's message does not have, and flags it cannot have.
fn known(data: &Value) -> Result<(), Refusal> {
    let mut form = Form::default();
    // The last two mean nothing here, and discord.js sends them all the same.
    let fields = [
        "content",
        "tts",
        "embeds",
        "allowed_mentions",
        "components",
        "attachments",
        "flags",
        "poll",
        "nonce",
        "enforce_nonce",
    ];
    let keys = data.as_object().into_iter().flat_map(|data| data.keys());
    for key in keys.filter(|key| !fields.contains(&key.as_str())) {
        form.wrong(&format!("data.{key}"), "UNKNOWN_FIELD", "Unknown field.");
    }
    let allowed = SUPPRESS_EMBEDS | EPHEMERAL | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2;
    if data["flags"].as_u64().unwrap_or(0) & !allowed != 0 {
        form.wrong("data.flags", "MESSAGE_FLAGS_INVALID", "These flags cannot be set.");
    }
    form.finish()
}

/// The same refusal, with its paths below `data`, where the message stands in this body.
fn within_data(refusal: Refusal) -> Refusal {
    let errors = refusal.errors.map(|errors| json!({ "data": errors }));
    Refusal { errors, ..refusal }
}

fn check_choices(data: &Value) -> Result<Vec<Value>, Refusal> {
    let mut form = Form::default();
    let choices = data["choices"].as_array().cloned().unwrap_or_default();
    form.length("data.choices", choices.len(), 0, 25);
    for (place, choice) in choices.iter().enumerate() {
        let path = format!("data.choices.{place}");
        form.text(&format!("{path}.name"), choice["name"].as_str().unwrap_or_default(), 1, 100);
        match &choice["value"] {
            Value::String(text) => form.text(&format!("{path}.value"), text, 1, 100),
            Value::Number(_) => {}
            _ => form.wrong(&format!("{path}.value"), "BASE_TYPE_REQUIRED", "This field is required"),
        }
    }
    form.finish().map(|()| choices)
}

fn resource(state: &State, interaction: &Interaction, kind: u64, made: Option<MessageId>) -> Value {
    let mut answered = json!({ "interaction": { "id": interaction.id, "type": interaction.kind as u8 } });
    let Some(message) = made.and_then(|id| state.find_message(id)) else { return answered };
    answered["interaction"]["response_message_id"] = json!(message.id);
    answered["interaction"]["response_message_loading"] = json!(kind == 5);
    answered["interaction"]["response_message_ephemeral"] = json!(message.ephemeral_to.is_some());
    if matches!(kind, 4 | 7) {
        answered["resource"] = json!({ "type": kind, "message": state.message_json(message) });
    }
    answered
}
