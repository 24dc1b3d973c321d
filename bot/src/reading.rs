//! Discord's interactions, read into requests.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use commands::request::{Ask, Attachment, Given, Options, Quoted, Request};
use incidents::ids::{ChannelId, GuildId, MessageId, RoleId, UserId};
use incidents::model::access::Person;
use secrecy::ExposeSecret as _;
use serde_json::Value;

use crate::gateway::{Interaction, Kind};

/// Reads an interaction in a server. `None`: it is of a kind that this version does not know.
#[must_use]
pub fn request(interaction: &Interaction, guild: GuildId) -> Option<Request> {
    let member = &interaction.member;
    Some(Request {
        id: interaction.id,
        token: interaction.token.expose_secret().to_owned(),
        guild,
        channel: interaction.channel?,
        person: Person {
            id: member.user,
            name: member.display_name.clone(),
            roles: member.roles.clone(),
            permissions: member.permissions.cast_signed(),
        },
        locale: interaction.locale.clone().unwrap_or_else(|| "en-US".into()),
        ask: ask(interaction)?,
    })
}

/// Reads what was asked, wherever that was.
#[must_use]
pub fn ask(interaction: &Interaction) -> Option<Ask> {
    let data = &interaction.data;
    match interaction.kind {
        Kind::Command if data["type"].as_u64() == Some(3) => {
            let name = data["name"].as_str()?.to_owned();
            Some(Ask::Message { name, message: Box::new(quoted(data)?) })
        }
        Kind::Command => {
            let (path, options) = spoken(data)?;
            Some(Ask::Command { path, options: given(options, &data["resolved"]) })
        }
        Kind::Autocomplete => {
            let (path, options) = spoken(data)?;
            let focused =
                options.iter().find(|option| option["focused"] == true)?["name"].as_str()?.to_owned();
            Some(Ask::Complete { path, options: given(options, &data["resolved"]), focused })
        }
        Kind::Component if data["component_type"].as_u64() == Some(PEOPLE) => {
            Some(Ask::Pick { id: data["custom_id"].as_str()?.to_owned(), people: picked(data) })
        }
        Kind::Component => {
            let values = data["values"].as_array().into_iter().flatten();
            let values = values.filter_map(|value| value.as_str().map(str::to_owned)).collect();
            Some(Ask::Press { id: data["custom_id"].as_str()?.to_owned(), values })
        }
        Kind::Form => Some(Ask::Form { id: data["custom_id"].as_str()?.to_owned(), fields: fields(data) }),
    }
}

/// Discord's number for a list of people.
const PEOPLE: u64 = 5;

/// The people who were picked from a list. Bots among them cannot be reached.
fn picked(data: &Value) -> Vec<(UserId, String)> {
    let ids = list(&data["values"]).iter().filter_map(Value::as_str);
    let person = |id: &str| {
        let (user, member) = (&data["resolved"]["users"][id], &data["resolved"]["members"][id]);
        let name = name(member, user)?;
        (user["bot"] != true).then_some((UserId(id.parse().ok()?), name))
    };
    ids.filter_map(person).collect()
}

/// The command's path and the options of its innermost part.
fn spoken(data: &Value) -> Option<(String, &[Value])> {
    let mut path = data["name"].as_str()?.to_owned();
    let mut options = list(&data["options"]);
    while let Some(sub) = options.iter().find(|option| matches!(option["type"].as_u64(), Some(1 | 2))) {
        path.push(' ');
        path.push_str(sub["name"].as_str()?);
        options = list(&sub["options"]);
    }
    Some((path, options))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn given(options: &[Value], resolved: &Value) -> Options {
    options
        .iter()
        .filter_map(|option| Some((option["name"].as_str()?.to_owned(), one(option, resolved)?)))
        .collect()
}

fn one(option: &Value, resolved: &Value) -> Option<Given> {
    let value = &option["value"];
    match option["type"].as_u64()? {
        4 => value.as_i64().map(Given::Number),
        5 => value.as_bool().map(Given::Truth),
        6 => {
            let id = value.as_str()?;
            let name =
                name(&resolved["members"][id], &resolved["users"][id]).unwrap_or_else(|| id.to_owned());
            Some(Given::User { id: UserId(id.parse().ok()?), name })
        }
        7 => Some(Given::Channel(ChannelId(value.as_str()?.parse().ok()?))),
        8 => Some(Given::Role(RoleId(value.as_str()?.parse().ok()?))),
        11 => attachment(&resolved["attachments"][value.as_str()?]).map(Given::File),
        // Discord sends what is being typed as text, whatever the option takes.
        _ => Some(Given::Text(value.as_str().map_or_else(|| value.to_string(), str::to_owned))),
    }
}

/// The name somebody goes by in a server.
pub(crate) fn name(member: &Value, user: &Value) -> Option<String> {
    let name = [&member["nick"], &user["global_name"], &user["username"]].into_iter().find_map(Value::as_str);
    name.map(str::to_owned)
}

fn attachment(file: &Value) -> Option<Attachment> {
    Some(Attachment {
        name: file["filename"].as_str()?.to_owned(),
        url: file["url"].as_str()?.to_owned(),
        size: file["size"].as_u64().unwrap_or(0),
        mime: file["content_type"].as_str().map(str::to_owned),
    })
}

/// What was written in each field of a form; serenity and Discord nest them in rows.
fn fields(data: &Value) -> BTreeMap<String, String> {
    let rows = list(&data["components"]).iter();
    let inputs = rows.flat_map(|row| list(&row["components"]).iter());
    inputs
        .filter_map(|input| {
            Some((input["custom_id"].as_str()?.to_owned(), input["value"].as_str()?.to_owned()))
        })
        .collect()
}

fn quoted(data: &Value) -> Option<Quoted> {
    message(&data["resolved"]["messages"][data["target_id"].as_str()?])
}

/// Reads a message as Discord writes it.
#[must_use]
pub fn message(message: &Value) -> Option<Quoted> {
    let author = &message["author"];
    let at: DateTime<Utc> = message["timestamp"].as_str()?.parse().ok()?;
    Some(Quoted {
        id: MessageId(message["id"].as_str()?.parse().ok()?),
        channel: ChannelId(message["channel_id"].as_str()?.parse().ok()?),
        author: UserId(author["id"].as_str()?.parse().ok()?),
        author_name: name(&Value::Null, author).unwrap_or_default(),
        at,
        text: words(message),
        files: list(&message["attachments"]).iter().filter_map(attachment).collect(),
    })
}

/// A message's words with those of its embeds: monitoring says most of what it says there.
#[must_use]
pub fn words(message: &Value) -> String {
    let mut parts = vec![message["content"].as_str().unwrap_or_default().to_owned()];
    for embed in list(&message["embeds"]) {
        parts.extend(
            ["title", "description"].iter().filter_map(|name| embed[*name].as_str().map(str::to_owned)),
        );
        for field in list(&embed["fields"]) {
            let (name, value) =
                (field["name"].as_str().unwrap_or_default(), field["value"].as_str().unwrap_or_default());
            parts.push(format!("{name}: {value}"));
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n")
}
