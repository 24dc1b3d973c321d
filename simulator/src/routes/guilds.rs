//! Servers: what they are, their channels and roles.

use serde_json::json;

use crate::{
    errors::{Form, Refusal},
    ids::{GuildId, RoleId},
    limits::message::number,
    permissions::Permissions,
    rest::call::{Answer, Call, Reply},
    state::{Channel, Role, State},
};

pub(crate) fn get(state: &mut State, call: &Call) -> Reply {
    let guild = state.guild(call.id(0)?)?;
    let mut shown = guild.json();
    if call.query.get("with_counts").is_some_and(|asked| asked == "true") {
        shown["approximate_member_count"] = json!(guild.members.len());
        shown["approximate_presence_count"] = json!(guild.members.len());
    }
    Ok(Answer::Json(shown))
}

pub(crate) fn channels(state: &mut State, call: &Call) -> Reply {
    let guild = state.guild(call.id(0)?)?.id;
    Ok(Answer::Json(state.channels_of(guild).map(Channel::json).collect()))
}

pub(crate) fn roles(state: &mut State, call: &Call) -> Reply {
    let guild = state.guild(call.id(0)?)?;
    Ok(Answer::Json(State::roles_json(guild)))
}

pub(crate) fn create_role(state: &mut State, call: &Call) -> Reply {
    let guild: GuildId = call.id(0)?;
    let mine = state.guild_for(guild, Permissions::MANAGE_ROLES)?.permissions_of(state.bot);
    let name = call.body["name"].as_str().unwrap_or("new role");
    let mut form = Form::default();
    form.text("name", name, 1, 100);
    form.finish()?;
    let permissions = number(&call.body["permissions"]).map_or(Permissions::NONE, Permissions::from_bits);
    if !mine.contains(permissions) {
        return Err(Refusal::missing_permissions());
    }
    let role = Role {
        id: RoleId::new(state.mint()),
        name: name.to_owned(),
        permissions,
        position: 1,
        is_mentionable: call.body["mentionable"] == json!(true),
        belongs_to: None,
    };
    let shown = role.json();
    state.guild_mut(guild)?.roles.insert(role.id, role);
    state.emit_guild("GUILD_ROLE_CREATE", guild, json!({ "guild_id": guild, "role": shown }));
    Ok(Answer::Json(shown))
}

/// How many members have each role; everybody's own is left out.
pub(crate) fn role_counts(state: &mut State, call: &Call) -> Reply {
    let guild = state.guild(call.id(0)?)?;
    let count = |role: &RoleId| guild.members.values().filter(|member| member.roles.contains(role)).count();
    let roles = guild.roles.keys().filter(|role| **role != guild.id.everyone());
    Ok(Answer::Json(roles.map(|role| (role.to_string(), json!(count(role)))).collect()))
}

/// Deletes a role that stands below the bot's own. Whoever had it has it no more.
pub(crate) fn delete_role(state: &mut State, call: &Call) -> Reply {
    let (id, role): (GuildId, RoleId) = (call.id(0)?, call.id(1)?);
    let bot = state.bot;
    let guild = state.guild_for(id, Permissions::MANAGE_ROLES)?;
    let found = guild.roles.get(&role).ok_or_else(Refusal::unknown_role)?;
    let is_bots = |role: &&Role| role.belongs_to == Some(bot);
    let mine = guild.roles.values().find(is_bots).map_or(0, |mine| mine.position);
    if role == id.everyone() || found.belongs_to.is_some() || found.position >= mine {
        return Err(Refusal::missing_permissions());
    }
    let guild = state.guild_mut(id)?;
    guild.roles.remove(&role);
    for member in guild.members.values_mut() {
        member.roles.remove(&role);
    }
    state.emit_guild("GUILD_ROLE_DELETE", id, json!({ "guild_id": id, "role_id": role }));
    Ok(Answer::Nothing)
}
