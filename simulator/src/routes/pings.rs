//! Whom a text pings, once `allowed_mentions` and permissions have had their say.

use serde_json::{Value, json};

use crate::{
    ids::{ChannelId, GuildId, RoleId, UserId},
    limits::message::number,
    permissions::Permissions,
    state::{Pings, State},
};

/// What a text asks for.
#[derive(Default)]
struct Wishes {
    users: Vec<UserId>,
    roles: Vec<RoleId>,
    everyone: bool,
}

/// Whom `text`, written by `author` in `channel`, pings.
pub(crate) fn of(
    state: &State,
    text: &str,
    allowed: &Value,
    (author, channel): (UserId, ChannelId),
) -> Pings {
    let wishes = wishes(text);
    let may_ping_all = state.permissions_in(channel, author).contains(Permissions::MENTION_EVERYONE);
    let guild = state.guild_of(channel).and_then(|guild| state.guilds.get(&guild));
    let is_pingable = |role: &RoleId| {
        let role = guild.and_then(|guild| guild.roles.get(role));
        role.is_some_and(|role| role.is_mentionable || may_ping_all)
    };
    Pings {
        users: wishes
            .users
            .into_iter()
            .filter(|user| state.users.contains_key(user) && is_allowed(allowed, "users", user.get()))
            .collect(),
        roles: wishes
            .roles
            .into_iter()
            .filter(|role| is_pingable(role) && is_allowed(allowed, "roles", role.get()))
            .filter(|role| guild.is_none_or(|guild: &crate::state::Guild| guild.id != everyone_guild(*role)))
            .collect(),
        everyone: wishes.everyone && guild.is_some() && may_ping_all && parses(allowed, "everyone"),
    }
}

const fn everyone_guild(role: RoleId) -> GuildId {
    GuildId::new(role.get())
}

/// Whether replying pings the author of what is replied to.
pub(crate) fn pings_replied(allowed: &Value) -> bool {
    allowed.is_null() || allowed["replied_user"] == json!(true)
}

fn parses(allowed: &Value, kind: &str) -> bool {
    allowed.is_null()
        || allowed["parse"].as_array().is_some_and(|parse| parse.iter().any(|parsed| parsed == kind))
}

fn is_allowed(allowed: &Value, kind: &str, id: u64) -> bool {
    let named = allowed[kind].as_array().is_some_and(|ids| ids.iter().any(|named| number(named) == Some(id)));
    parses(allowed, kind) || named
}

fn wishes(text: &str) -> Wishes {
    let mut wishes =
        Wishes { everyone: text.contains("@everyone") || text.contains("@here"), ..Wishes::default() };
    for mention in text.split("<@").skip(1).filter_map(|rest| rest.split_once('>')).map(|(inside, _)| inside)
    {
        let (is_role, digits) = match mention.strip_prefix('&') {
            Some(digits) => (true, digits),
            None => (false, mention.strip_prefix('!').unwrap_or(mention)),
        };
        let Ok(id) = digits.parse::<u64>() else { continue };
        let (user, role) = (UserId::new(id), RoleId::new(id));
        if is_role && !wishes.roles.contains(&role) {
            wishes.roles.push(role);
        } else if !is_role && !wishes.users.contains(&user) {
            wishes.users.push(user);
        }
    }
    wishes
}
