//! What a channel grants or denies a role or a member.

use serde_json::Value;

use crate::{
    errors::Refusal,
    ids::{ChannelId, GuildId, RoleId, UserId},
    limits::message::number,
    permissions::Permissions,
    rest::call::{Answer, Call, Reply},
    state::{Overwrite, OverwriteOf, State},
};

pub(crate) fn put(state: &mut State, call: &Call) -> Reply {
    let channel: ChannelId = call.id(0)?;
    let place = state.channel_for(channel, Permissions::MANAGE_ROLES)?;
    let guild = place.guild.ok_or_else(Refusal::wrong_channel_type)?;
    let is_full = place.overwrites.len() >= 1000;
    let overwrite = read(call.id::<u64>(1)?, &call.body)?;
    may_write(state, guild, &overwrite)?;
    if is_full {
        return Err(Refusal::too_many_overwrites());
    }
    state.channels.get_mut(&channel).ok_or_else(Refusal::unknown_channel)?.overwrite(overwrite);
    state.channel_changed(channel);
    Ok(Answer::Nothing)
}

pub(crate) fn delete(state: &mut State, call: &Call) -> Reply {
    let channel: ChannelId = call.id(0)?;
    state.channel_for(channel, Permissions::MANAGE_ROLES)?;
    let id: u64 = call.id(1)?;
    let place = state.channels.get_mut(&channel).ok_or_else(Refusal::unknown_channel)?;
    let before = place.overwrites.len();
    let (role, user) = (OverwriteOf::Role(RoleId::new(id)), OverwriteOf::Member(UserId::new(id)));
    place.overwrites.retain(|overwrite| overwrite.of != role && overwrite.of != user);
    if place.overwrites.len() == before {
        return Err(Refusal::unknown_overwrite());
    }
    state.channel_changed(channel);
    Ok(Answer::Nothing)
}

/// All overwrites of a body, each within the bot's own permissions.
pub(crate) fn read_all(state: &State, guild: GuildId, body: &Value) -> Result<Vec<Overwrite>, Refusal> {
    let mut all = Vec::new();
    for (place, overwrite) in body["permission_overwrites"].as_array().into_iter().flatten().enumerate() {
        let path = format!("permission_overwrites.{place}.id");
        let missing = || Refusal::field(&path, "BASE_TYPE_REQUIRED", "This field is required");
        let overwrite = read(number(&overwrite["id"]).ok_or_else(missing)?, overwrite)?;
        may_write(state, guild, &overwrite)?;
        all.push(overwrite);
    }
    Ok(all)
}

fn read(id: u64, body: &Value) -> Result<Overwrite, Refusal> {
    let of = match number(&body["type"]) {
        Some(0) => OverwriteOf::Role(RoleId::new(id)),
        Some(1) => OverwriteOf::Member(UserId::new(id)),
        _ => return Err(Refusal::field("type", "BASE_TYPE_CHOICES", "Value must be one of (0, 1).")),
    };
    let bits = |field: &str| number(&body[field]).map_or(Permissions::NONE, Permissions::from_bits);
    Ok(Overwrite { of, allow: bits("allow"), deny: bits("deny") })
}

/// Nobody hands out or takes away what they do not hold, and only administrators the management of roles.
fn may_write(state: &State, guild: GuildId, overwrite: &Overwrite) -> Result<(), Refusal> {
    let place = state.guild(guild)?;
    let is_known = match overwrite.of {
        OverwriteOf::Role(role) => place.roles.contains_key(&role),
        OverwriteOf::Member(_) => true,
    };
    if !is_known {
        return Err(Refusal::unknown_role());
    }
    let mine = place.permissions_of(state.bot);
    let touched = overwrite.allow | overwrite.deny;
    let is_too_much =
        touched.contains(Permissions::MANAGE_ROLES) && !mine.contains(Permissions::ADMINISTRATOR);
    if is_too_much || !mine.contains(touched) { Err(Refusal::missing_permissions()) } else { Ok(()) }
}
