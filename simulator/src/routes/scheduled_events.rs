//! Scheduled events.

use chrono::DateTime;
use serde_json::{Value, json};

use crate::{
    errors::{Form, Refusal},
    ids::{ChannelId, EventId, GuildId},
    limits::message::number,
    permissions::Permissions,
    rest::call::{Answer, Call, Reply},
    state::{State, event::ScheduledEvent},
};

pub(crate) fn list(state: &mut State, call: &Call) -> Reply {
    let guild = state.guild(call.id(0)?)?;
    Ok(Answer::Json(guild.events.values().map(|event| shown(state, event)).collect()))
}

pub(crate) fn get(state: &mut State, call: &Call) -> Reply {
    let event = find(state, call)?;
    Ok(Answer::Json(shown(state, event)))
}

pub(crate) fn create(state: &mut State, call: &Call) -> Reply {
    let id: GuildId = call.id(0)?;
    let guild = state.guild_for(id, Permissions::CREATE_EVENTS)?;
    if guild.events.values().filter(|event| event.is_coming()).count() >= 100 {
        return Err(Refusal::too_many_events());
    }
    let mut event = ScheduledEvent {
        id: EventId::new(state.mint()),
        guild: id,
        creator: state.bot,
        name: String::new(),
        description: None,
        starts: String::new(),
        ends: None,
        kind: 0,
        status: 1,
        channel: None,
        location: None,
    };
    for field in ["name", "privacy_level", "scheduled_start_time", "entity_type"] {
        if call.body[field].is_null() {
            return Err(Refusal::field(field, "BASE_TYPE_REQUIRED", "This field is required"));
        }
    }
    write(state, &mut event, &call.body)?;
    keep(state, event, "GUILD_SCHEDULED_EVENT_CREATE")
}

pub(crate) fn change(state: &mut State, call: &Call) -> Reply {
    let mut event = find(state, call)?.clone();
    if event.creator != state.bot {
        state.guild_for(event.guild, Permissions::MANAGE_EVENTS)?;
    }
    write(state, &mut event, &call.body)?;
    keep(state, event, "GUILD_SCHEDULED_EVENT_UPDATE")
}

pub(crate) fn delete(state: &mut State, call: &Call) -> Reply {
    let event = find(state, call)?.clone();
    if event.creator != state.bot {
        state.guild_for(event.guild, Permissions::MANAGE_EVENTS)?;
    }
    let data = shown(state, &event);
    state.guild_mut(event.guild)?.events.remove(&event.id);
    state.emit_guild("GUILD_SCHEDULED_EVENT_DELETE", event.guild, data);
    Ok(Answer::Nothing)
}

fn find<'a>(state: &'a State, call: &Call) -> Result<&'a ScheduledEvent, Refusal> {
    let guild = state.guild(call.id(0)?)?;
    guild.events.get(&call.id::<EventId>(1)?).ok_or_else(Refusal::unknown_event)
}

fn shown(state: &State, event: &ScheduledEvent) -> Value {
    event.json(&state.user_json(event.creator))
}

fn keep(state: &mut State, event: ScheduledEvent, name: &'static str) -> Reply {
    let data = shown(state, &event);
    let guild = event.guild;
    state.guild_mut(guild)?.events.insert(event.id, event);
    state.emit_guild(name, guild, data.clone());
    Ok(Answer::Json(data))
}

fn write(state: &State, event: &mut ScheduledEvent, body: &Value) -> Result<(), Refusal> {
    let mut form = Form::default();
    let text = |field: &str| body[field].as_str().map(str::to_owned);
    if let Some(name) = text("name") {
        form.text("name", &name, 1, 100);
        event.name = name;
    }
    if let Some(description) = text("description") {
        form.text("description", &description, 1, 1000);
        event.description = Some(description);
    }
    if let Some(location) = body["entity_metadata"]["location"].as_str() {
        form.text("entity_metadata.location", location, 1, 100);
        event.location = Some(location.to_owned());
    }
    event.starts = text("scheduled_start_time").unwrap_or_else(|| event.starts.clone());
    event.ends = text("scheduled_end_time").or_else(|| event.ends.clone());
    event.kind = body["entity_type"].as_u64().unwrap_or(event.kind);
    event.status = body["status"].as_u64().unwrap_or(event.status);
    event.channel = number(&body["channel_id"]).map(ChannelId::new).or(event.channel);
    check(state, event, body, &mut form);
    form.finish()
}

fn check(state: &State, event: &ScheduledEvent, body: &Value, form: &mut Form) {
    let starts = DateTime::parse_from_rfc3339(&event.starts).ok();
    let ends = event.ends.as_ref().map(|ends| DateTime::parse_from_rfc3339(ends).ok());
    let is_new_start = body.get("scheduled_start_time").is_some();
    match starts {
        None => form.wrong("scheduled_start_time", "DATE_TIME_TYPE_PARSE", "Could not parse the timestamp."),
        Some(starts) if is_new_start && starts <= state.now() => {
            let message = "Cannot schedule event in the past.";
            form.wrong("scheduled_start_time", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", message);
        }
        Some(starts) => {
            if ends.flatten().is_some_and(|ends| ends <= starts) {
                let message = "The end must come after the start.";
                form.wrong("scheduled_end_time", "GUILD_SCHEDULED_EVENT_END_BEFORE_START", message);
            }
        }
    }
    if body.get("privacy_level").is_some_and(|level| level != &json!(2)) {
        form.wrong("privacy_level", "BASE_TYPE_CHOICES", "Value must be one of (2,).");
    }
    let required =
        |form: &mut Form, field: &str| form.wrong(field, "BASE_TYPE_REQUIRED", "This field is required");
    match event.kind {
        3 if event.location.is_none() => required(form, "entity_metadata.location"),
        3 if event.ends.is_none() => required(form, "scheduled_end_time"),
        1 | 2 if event.channel.is_none() => required(form, "channel_id"),
        1..=3 => {}
        _ => form.wrong("entity_type", "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3)."),
    }
}
