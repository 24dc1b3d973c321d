//! What the page asks to see.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Query, State as Extract},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    seat::{Refused, Seat},
    show,
};
use crate::{
    ids::{ChannelId, GuildId, UserId},
    person::Person,
    shared::Shared,
    state::{Guild, State},
};

/// Who looks, and at which channel.
#[derive(Debug, Deserialize)]
pub(super) struct Look {
    guild: GuildId,
    person: UserId,
    channel: Option<ChannelId>,
}

impl Look {
    fn seat(&self) -> Seat {
        Seat { guild: self.guild, person: self.person }
    }
}

/// What stays as it is while the program runs.
pub(super) async fn setup(Extract(shared): Extract<Arc<Shared>>) -> Json<Value> {
    shared.look(|state| {
        Json(json!({
            "bot": state.bot,
            "guilds": state.guilds.values().map(|guild| entrance(state, guild)).collect::<Vec<_>>(),
            "guide": state.options.guide,
            "may_advance": state.options.advance.is_some(),
        }))
    })
}

/// A server, and who may sit down in it first: anybody rather than its owner.
fn entrance(state: &State, guild: &Guild) -> Value {
    let is_guest = |id: &&UserId| **id != guild.owner && **id != state.bot;
    let mut people = guild.members.keys().filter(is_guest);
    json!({ "id": guild.id, "name": guild.name, "first": people.next().unwrap_or(&guild.owner) })
}

/// Everything one person sees, with the messages of one channel.
pub(super) async fn sight(
    Extract(shared): Extract<Arc<Shared>>,
    Query(look): Query<Look>,
) -> Result<Json<Value>, Refused> {
    let person = look.seat().taken(&shared)?;
    Ok(Json(shared.look(|state| seen(state, &person, look.channel))))
}

fn seen(state: &State, person: &Person, channel: Option<ChannelId>) -> Value {
    let open = state.channels.values().filter(|channel| show::is_open_to(state, channel, person));
    let users = state.users.values().map(|user| (user.id.to_string(), json!(user.name)));
    let roles = state.guilds.get(&person.guild).into_iter().flat_map(|guild| guild.roles.values());
    let roles = roles.map(|role| (role.id.to_string(), json!(role.name)));
    let messages = channel.and_then(|id| state.channels.get(&id)).into_iter();
    let messages = messages.flat_map(|channel| channel.messages.values());
    let messages = messages.filter(|message| person.may_see(state, message));
    json!({
        "now": state.now().timestamp_millis(),
        "users": users.collect::<Map<_, _>>(),
        "roles": roles.collect::<Map<_, _>>(),
        "people": show::people(state, person),
        "channels": open.map(|channel| show::channel(state, channel, person)).collect::<Vec<_>>(),
        "messages": messages.map(|message| show::message(state, message, person)).collect::<Vec<_>>(),
    })
}

/// The commands and menu entries that somebody may use in a channel.
pub(super) async fn commands(
    Extract(shared): Extract<Arc<Shared>>,
    Query(look): Query<Look>,
) -> Result<Json<Value>, Refused> {
    let person = look.seat().taken(&shared)?;
    let channel = look.channel.ok_or_else(|| Refused("in which channel?".to_owned()))?;
    Ok(Json(shared.look(|state| {
        let usable = state.commands.values().filter(|command| {
            let meant = state.command_for(&person, channel, (command.kind, &command.name));
            meant.is_ok_and(|meant| meant.id == command.id)
        });
        usable.map(|command| command.json(state.application)).collect()
    })))
}
