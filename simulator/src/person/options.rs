//! From the text of an option to its value, as a Discord client turns it.

use serde_json::{Map, Value, json};

use super::{ClientRefusal, File};
use crate::{
    ids::{ChannelId, GuildId, RoleId, UserId},
    rest::call::Upload,
    state::State,
};

/// What the values of options refer to.
pub(crate) struct Resolved<'a> {
    guild: GuildId,
    channel: ChannelId,
    files: &'a [File],
    found: Map<String, Value>,
}

impl<'a> Resolved<'a> {
    pub(crate) fn new(guild: GuildId, channel: ChannelId, files: &'a [File]) -> Self {
        Self { guild, channel, files, found: Map::new() }
    }

    /// All that was referred to, if anything was.
    pub(crate) fn json(self) -> Option<Value> {
        (!self.found.is_empty()).then_some(Value::Object(self.found))
    }

    fn add(&mut self, kind: &str, id: &Value, shown: Value) {
        let list = self.found.entry(kind).or_insert_with(|| json!({}));
        list[id.as_str().unwrap_or_default()] = shown;
    }

    /// Adds a user, with the membership if there is one.
    pub(crate) fn user(&mut self, state: &State, id: UserId) -> Value {
        let value = json!(id);
        self.add("users", &value, state.user_json(id));
        let member = state.guilds.get(&self.guild).and_then(|guild| guild.members.get(&id));
        if let Some(member) = member {
            let mut shown = member.json(None);
            shown["permissions"] = json!(state.permissions_in(self.channel, id));
            self.add("members", &value, shown);
        }
        value
    }

    /// Adds a role.
    pub(crate) fn role(&mut self, state: &State, id: RoleId) -> Value {
        let value = json!(id);
        let role = state.guilds.get(&self.guild).and_then(|guild| guild.roles.get(&id));
        self.add("roles", &value, role.map_or(Value::Null, crate::state::Role::json));
        value
    }

    /// Adds a channel.
    pub(crate) fn place(&mut self, state: &State, id: ChannelId, by: UserId) -> Value {
        let value = json!(id);
        let mut shown = state.channels.get(&id).map_or(Value::Null, |channel| state.channel_json(channel));
        shown["permissions"] = json!(state.permissions_in(id, by));
        self.add("channels", &value, shown);
        value
    }
}

/// One option as the payload has it.
pub(crate) fn convert(
    state: &mut State,
    option: &Value,
    text: &str,
    resolved: &mut Resolved<'_>,
) -> Result<Value, ClientRefusal> {
    let name = option["name"].as_str().unwrap_or_default();
    let unfit = |why: &str| ClientRefusal::Unfit {
        field: name.to_owned(),
        value: text.to_owned(),
        why: why.to_owned(),
    };
    let kind = option["type"].as_u64().unwrap_or(3);
    let choices = option["choices"].as_array().filter(|choices| !choices.is_empty());
    let value = if let Some(choices) = choices {
        let same = |choice: &&Value| choice["name"] == json!(text) || choice["value"] == json!(text);
        choices.iter().find(same).ok_or_else(|| unfit("it is not among the choices"))?["value"].clone()
    } else {
        match kind {
            3 => check_text(option, text).map_err(|why| unfit(&why))?,
            4 => json!(text.parse::<i64>().map_err(|_| unfit("it is no whole number"))?),
            5 => match text.to_lowercase().as_str() {
                "true" => json!(true),
                "false" => json!(false),
                _ => return Err(unfit("it is neither true nor false")),
            },
            10 => json!(text.parse::<f64>().map_err(|_| unfit("it is no number"))?),
            11 => attach(state, text, resolved).ok_or_else(|| unfit("no such file was given"))?,
            _ => refer(state, kind, text, resolved).ok_or_else(|| unfit("nothing here is called that"))?,
        }
    };
    check_range(option, &value).map_err(|why| unfit(&why))?;
    Ok(json!({ "name": name, "type": kind, "value": value }))
}

fn check_text(option: &Value, text: &str) -> Result<Value, String> {
    let length = text.chars().count() as u64;
    let (min, max) =
        (option["min_length"].as_u64().unwrap_or(0), option["max_length"].as_u64().unwrap_or(6000));
    if (min..=max).contains(&length) {
        Ok(json!(text))
    } else {
        Err(format!("it must have {min} to {max} characters"))
    }
}

fn check_range(option: &Value, value: &Value) -> Result<(), String> {
    let Some(number) = value.as_f64() else { return Ok(()) };
    let is_low = option["min_value"].as_f64().is_some_and(|least| number < least);
    let is_high = option["max_value"].as_f64().is_some_and(|most| number > most);
    if is_low || is_high { Err("it is out of range".to_owned()) } else { Ok(()) }
}

fn attach(state: &mut State, name: &str, resolved: &mut Resolved<'_>) -> Option<Value> {
    let file = resolved.files.iter().find(|file| file.name == name)?;
    let upload = Upload { place: 0, name: file.name.clone(), description: None, bytes: file.bytes.clone() };
    let id = *state.keep_files(resolved.channel, &[upload], true).first()?;
    let shown = state.attachments.get(&id)?.json(&state.base, state.now());
    let value = json!(id);
    resolved.add("attachments", &value, shown);
    Some(value)
}

/// A user (6), channel (7), role (8) or either (9), by mention, by number, or by name.
fn refer(state: &State, kind: u64, text: &str, resolved: &mut Resolved<'_>) -> Option<Value> {
    let bare = text.trim_start_matches(['<', '@', '#', '!', '&']).trim_end_matches('>');
    let number: Option<u64> = bare.parse().ok();
    let guild = state.guilds.get(&resolved.guild)?;
    if matches!(kind, 6 | 9) {
        let is_meant = |id: &&UserId| {
            number == Some(id.get()) || state.users.get(id).is_some_and(|user| user.name == bare)
        };
        let named_elsewhere = number.map(UserId::new).filter(|id| state.users.contains_key(id));
        if let Some(id) = guild.members.keys().find(is_meant).copied().or(named_elsewhere) {
            return Some(resolved.user(state, id));
        }
    }
    if matches!(kind, 8 | 9) {
        let role = guild.roles.values().find(|role| number == Some(role.id.get()) || role.name == bare)?;
        return Some(resolved.role(state, role.id));
    }
    if kind == 7 {
        let is_meant = |channel: &&crate::state::Channel| {
            channel.guild == Some(guild.id) && (number == Some(channel.id.get()) || channel.name == bare)
        };
        let id = state.channels.values().find(is_meant)?.id;
        let by = guild.owner;
        return Some(resolved.place(state, id, by));
    }
    None
}
