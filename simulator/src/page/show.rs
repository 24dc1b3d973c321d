//! How messages, channels and people look to the one who sits at the page.

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use serde_json::{Map, Value, json};

use crate::{
    ids::{GuildId, MessageId, UserId},
    permissions::Permissions,
    person::Person,
    state::{Channel, ChannelKind, Message, State, message::LOADING},
};

/// A message as payloads have it, with what only its reader knows under `page`.
pub(super) fn message(state: &State, message: &Message, reader: &Person) -> Value {
    let mut shown = state.message_json(message);
    let links_made_at = hour(state.now());
    let files = message.attachments.iter().filter_map(|id| state.attachments.get(id));
    shown["attachments"] = files.map(|file| file.json(&state.base, links_made_at)).collect();
    let used = message.answers.and_then(|id| state.interactions.get(&id));
    let reactions = message.reactions.iter().map(|reaction| {
        let is_mine = reaction.by.contains(&reader.id);
        json!({ "emoji": reaction.emoji, "count": reaction.by.len(), "is_mine": is_mine })
    });
    shown["page"] = json!({
        "is_private": message.ephemeral_to.is_some(),
        "is_thinking": message.flags & LOADING != 0,
        "pings_me": pings(state, message, reader.guild, reader.id),
        "used": used.map(|one| json!({ "by": one.user, "command": one.command })),
        "reactions": reactions.collect::<Vec<_>>(),
        "sent_at": message.sent_at.timestamp_millis(),
        "edited_at": message.edited_at.map(|at| at.timestamp_millis()),
    });
    shown
}

/// The start of the hour: links that are made anew for each look would make every message look changed.
fn hour(now: DateTime<Utc>) -> DateTime<Utc> {
    now.duration_trunc(TimeDelta::hours(1)).unwrap_or(now)
}

/// A channel with its newest message, and the newest one that is meant for the reader.
pub(super) fn channel(state: &State, channel: &Channel, reader: &Person) -> Value {
    let others = newest(state, channel, reader, |message| message.author != reader.id);
    let granted = state.permissions_in(channel.id, reader.id);
    json!({
        "id": channel.id,
        "kind": channel.kind as u8,
        "name": channel.name,
        "topic": channel.topic,
        "parent": channel.parent,
        "position": channel.position,
        "newest": others,
        "newest_ping": newest_ping(state, channel, reader),
        "may_write": channel.kind.holds_messages() && granted.contains(Permissions::SEND_MESSAGES),
    })
}

/// The people of a server, the owner last, each with the newest message in every channel that is meant for them.
pub(super) fn people(state: &State, watcher: &Person) -> Vec<Value> {
    let Some(guild) = state.guilds.get(&watcher.guild) else { return Vec::new() };
    let users = guild.members.keys().filter_map(|id| state.users.get(id)).filter(|user| !user.is_bot);
    let mut people: Vec<_> = users.collect();
    people.sort_by_key(|user| (user.id == guild.owner, user.id));
    let shown = people.into_iter().map(|user| {
        let person = Person { id: user.id, ..watcher.clone() };
        let pings = state.channels.values().filter(|channel| is_open_to(state, channel, &person));
        let pings: Map<String, Value> = pings
            .filter_map(|channel| Some((channel.id.to_string(), json!(newest_ping(state, channel, &person)?))))
            .collect();
        json!({ "id": user.id, "name": user.name, "badge": badge(state, watcher.guild, user.id), "pings": pings })
    });
    shown.collect()
}

/// Whether somebody has the channel in their list.
pub(super) fn is_open_to(state: &State, channel: &Channel, person: &Person) -> bool {
    let is_theirs = match channel.kind {
        ChannelKind::Direct => channel.recipients.contains(&person.id),
        _ => channel.guild == Some(person.guild),
    };
    is_theirs && state.permissions_in(channel.id, person.id).contains(Permissions::VIEW_CHANNEL)
}

fn badge(state: &State, guild: GuildId, user: UserId) -> String {
    let Some(guild) = state.guilds.get(&guild) else { return String::new() };
    if guild.owner == user {
        return "Owner".to_owned();
    }
    let roles = guild.members.get(&user).into_iter().flat_map(|member| &member.roles);
    let names = roles.filter_map(|id| guild.roles.get(id)).map(|role| role.name.as_str());
    names.filter(|name| *name != "@everyone").collect::<Vec<_>>().join(", ")
}

fn newest_ping(state: &State, channel: &Channel, reader: &Person) -> Option<MessageId> {
    newest(state, channel, reader, |message| pings(state, message, reader.guild, reader.id))
}

fn newest(
    state: &State,
    channel: &Channel,
    reader: &Person,
    is_meant: impl Fn(&Message) -> bool,
) -> Option<MessageId> {
    let mut meant = channel.messages.values().rev().filter(|message| reader.may_see(state, message));
    meant.find(|message| is_meant(message)).map(|message| message.id)
}

/// Whether a message calls somebody: by name, by role, or because it was written to them alone.
fn pings(state: &State, message: &Message, guild: GuildId, user: UserId) -> bool {
    if message.author == user {
        return false;
    }
    let is_direct = state.guild_of(message.channel).is_none();
    let member = state.guilds.get(&guild).and_then(|guild| guild.members.get(&user));
    let by_role =
        member.is_some_and(|member| message.pings.roles.iter().any(|role| member.roles.contains(role)));
    is_direct || message.pings.everyone || message.pings.users.contains(&user) || by_role
}
