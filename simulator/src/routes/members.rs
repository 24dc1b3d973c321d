//! Members and the roles they are given.

use serde_json::Value;

use crate::{
    errors::Refusal,
    ids::{GuildId, RoleId, UserId},
    permissions::Permissions,
    rest::call::{Answer, Call, Reply},
    state::State,
};

pub(crate) fn get(state: &mut State, call: &Call) -> Reply {
    let guild = state.guild(call.id(0)?)?;
    let member = guild.members.get(&call.id::<UserId>(1)?).ok_or_else(Refusal::unknown_member)?;
    Ok(Answer::Json(state.member_json(member)))
}

pub(crate) fn list(state: &mut State, call: &Call) -> Reply {
    if state.options.privileged_intents & (1 << 1) == 0 {
        return Err(Refusal::missing_access());
    }
    let guild = state.guild(call.id(0)?)?;
    let limit = call.limit(1, 1, 1000)?;
    let after = call.query_id::<UserId>("after")?.unwrap_or(UserId::new(0));
    let members = guild.members.values().filter(|member| member.user > after).take(limit);
    Ok(Answer::Json(members.map(|member| state.member_json(member)).collect()))
}

pub(crate) fn search(state: &mut State, call: &Call) -> Reply {
    let guild = state.guild(call.id(0)?)?;
    let limit = call.limit(1, 1, 1000)?;
    let wanted = call.query.get("query").map(|query| query.to_lowercase()).unwrap_or_default();
    let name = |user: &UserId| state.users.get(user).map(|user| user.name.to_lowercase()).unwrap_or_default();
    let found = guild.members.values().filter(|member| name(&member.user).starts_with(&wanted)).take(limit);
    Ok(Answer::Json(found.map(|member| state.member_json(member)).collect::<Value>()))
}

pub(crate) fn give_role(state: &mut State, call: &Call) -> Reply {
    change_role(state, call, true)
}

pub(crate) fn take_role(state: &mut State, call: &Call) -> Reply {
    change_role(state, call, false)
}

fn change_role(state: &mut State, call: &Call, is_given: bool) -> Reply {
    let (guild, user, role): (GuildId, UserId, RoleId) = (call.id(0)?, call.id(1)?, call.id(2)?);
    let place = state.guild_for(guild, Permissions::MANAGE_ROLES)?;
    let wanted = place.roles.get(&role).ok_or_else(Refusal::unknown_role)?;
    if !place.members.contains_key(&user) {
        return Err(Refusal::unknown_member());
    }
    let is_above_mine = wanted.position >= place.rank_of(state.bot);
    if is_above_mine || wanted.belongs_to.is_some() || role == guild.everyone() {
        return Err(Refusal::missing_permissions());
    }
    state.set_role(guild, user, role, is_given);
    Ok(Answer::Nothing)
}
