//! Users, and direct conversations with them.

use serde_json::{Value, json};

use crate::{
    errors::Refusal,
    ids::UserId,
    rest::call::{Answer, Call, Reply},
    state::State,
};

pub(crate) fn me(state: &mut State, call: &Call) -> Reply {
    let mut me = state.user_json(state.asker(call, "identify")?);
    for (key, value) in [
        ("mfa_enabled", json!(true)),
        ("locale", json!("en-US")),
        ("premium_type", json!(0)),
        ("email", Value::Null),
        ("verified", json!(true)),
        ("bio", json!("")),
    ] {
        me[key] = value;
    }
    Ok(Answer::Json(me))
}

pub(crate) fn get(state: &mut State, call: &Call) -> Reply {
    let id: UserId = call.id(0)?;
    let user = state.users.get(&id).ok_or_else(Refusal::unknown_user)?;
    Ok(Answer::Json(user.json()))
}

pub(crate) fn my_guilds(state: &mut State, call: &Call) -> Reply {
    let me = state.asker(call, "guilds")?;
    let mine = state.guilds.values().filter(|guild| guild.members.contains_key(&me));
    let shown = mine.map(|guild| {
        json!({
            "id": guild.id, "name": guild.name, "icon": null, "banner": null, "owner": guild.owner == me,
            "permissions": guild.permissions_of(me), "features": [],
        })
    });
    Ok(Answer::Json(shown.collect()))
}

pub(crate) fn open_direct_channel(state: &mut State, call: &Call) -> Reply {
    let asked = crate::limits::message::number(&call.body["recipient_id"]).map(UserId::new);
    let user = asked.and_then(|id| state.users.get(&id)).ok_or_else(Refusal::unknown_user)?;
    if user.is_bot {
        return Err(Refusal::cannot_message_user());
    }
    let id = state.direct_channel(user.id);
    let channel = state.channels.get(&id).ok_or_else(Refusal::unknown_channel)?;
    Ok(Answer::Json(state.channel_json(channel)))
}
