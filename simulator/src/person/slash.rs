//! Slash commands as they are typed: `/incident open title:Checkout is down severity:SEV1`.

use serde_json::{Value, json};

use super::{
    ClientRefusal, File, Person,
    interact::Deed,
    options::{Resolved, convert},
};
use crate::{
    ids::{ChannelId, InteractionId},
    limits::message::number,
    permissions::Permissions,
    state::{Command, CommandKind, InteractionKind, State},
};

/// What a typed line names: a command, its subcommands, and the text of the options.
struct Typed<'a> {
    command: &'a Command,
    /// Subcommand group and subcommand, with their definitions.
    path: Vec<&'a Value>,
    options: &'a [Value],
    rest: &'a str,
}

impl Person {
    /// Runs a slash command. Each option's value reaches to the next option's name.
    ///
    /// # Errors
    /// When a Discord client would not send it.
    pub fn runs(&self, channel: ChannelId, line: &str) -> Result<InteractionId, ClientRefusal> {
        self.runs_with_files(channel, line, &[])
    }

    /// Runs a slash command whose attachment options name files given here.
    ///
    /// # Errors
    /// When a Discord client would not send it.
    pub fn runs_with_files(
        &self,
        channel: ChannelId,
        line: &str,
        files: &[File],
    ) -> Result<InteractionId, ClientRefusal> {
        self.shared.with(|state| {
            let typed = typed(state, self, channel, line)?;
            let given = given(typed.options, typed.rest)?;
            check_required(typed.options, &given)?;
            let given: Vec<(Value, String)> =
                given.into_iter().map(|(option, text)| (option.clone(), text)).collect();
            let (id, name, guild) = (typed.command.id, typed.command.name.clone(), typed.command.guild);
            let path: Vec<Value> = typed.path.iter().map(|step| (*step).clone()).collect();
            let mut resolved = Resolved::new(self.guild, channel, files);
            let mut values = Vec::new();
            for (option, text) in &given {
                values.push(convert(state, option, text, &mut resolved)?);
            }
            let mut data = json!({ "id": id, "name": name, "type": 1, "options": nested(&path, &values) });
            if let Some(guild) = guild {
                data["guild_id"] = json!(guild);
            }
            if let Some(resolved) = resolved.json() {
                data["resolved"] = resolved;
            }
            let command = Some(full_name(&name, &path));
            let deed =
                Deed { kind: InteractionKind::Command, by: self.id, channel, data, source: None, command };
            Ok(state.interact(deed))
        })
    }

    /// Types into an option that completes: the last one of the line, up to `|` if there is one.
    ///
    /// # Errors
    /// When a Discord client would not ask.
    pub fn completes(&self, channel: ChannelId, line: &str) -> Result<InteractionId, ClientRefusal> {
        let line = line.split('|').next().unwrap_or(line);
        self.shared.with(|state| {
            let typed = typed(state, self, channel, line)?;
            let given = given(typed.options, typed.rest)?;
            let (focused, _) =
                given.last().ok_or_else(|| ClientRefusal::NothingThere("option".to_owned()))?;
            if focused["autocomplete"] != json!(true) {
                return Err(ClientRefusal::Disabled(name_of(focused).to_owned()));
            }
            let last = given.len() - 1;
            let values = given.iter().enumerate().map(|(place, (option, text))| {
                let mut value = json!({ "name": option["name"], "type": option["type"], "value": text });
                if place == last {
                    value["focused"] = json!(true);
                }
                value
            });
            let path: Vec<Value> = typed.path.iter().map(|step| (*step).clone()).collect();
            let name = typed.command.name.clone();
            let options = nested(&path, &values.collect::<Vec<_>>());
            let data = json!({ "id": typed.command.id, "name": name, "type": 1, "options": options });
            let command = Some(full_name(&name, &path));
            let deed = Deed {
                kind: InteractionKind::Autocomplete,
                by: self.id,
                channel,
                data,
                source: None,
                command,
            };
            Ok(state.interact(deed))
        })
    }
}

fn full_name(command: &str, path: &[Value]) -> String {
    let steps = path.iter().map(name_of);
    std::iter::once(command).chain(steps).collect::<Vec<_>>().join(" ")
}

fn name_of(named: &Value) -> &str {
    named["name"].as_str().unwrap_or_default()
}

/// Options under the subcommands they belong to.
fn nested(path: &[Value], values: &[Value]) -> Value {
    path.iter().rev().fold(
        json!(values),
        |inner, step| json!([{ "name": step["name"], "type": step["type"], "options": inner }]),
    )
}

impl State {
    /// The command of a kind and name that somebody sees in a channel: the server's own before a global one.
    pub(crate) fn command_for(
        &self,
        person: &Person,
        channel: ChannelId,
        (kind, name): (CommandKind, &str),
    ) -> Result<&Command, ClientRefusal> {
        let guild = self.guild_of(channel);
        let named = self.commands.values().filter(|command| command.kind == kind && command.name == name);
        let here = named.filter(|command| command.guild.is_none() || command.guild == guild);
        let command = here.max_by_key(|command| command.guild.is_some());
        // A command is offered where it was registered for: 0 is a server, 1 a conversation with the bot.
        let context = json!(u8::from(guild.is_none()));
        let is_offered = |command: &&Command| {
            command.definition["contexts"].as_array().is_none_or(|contexts| contexts.contains(&context))
        };
        let command = command.filter(is_offered);
        let command = command.ok_or_else(|| ClientRefusal::UnknownCommand(name.to_owned()))?;
        let needed = number(&command.definition["default_member_permissions"]);
        let needed = needed.map_or(Permissions::NONE, Permissions::from_bits);
        let is_allowed = self.may_use_commands(channel, person.id)
            && (guild.is_none() || self.permissions_in(channel, person.id).contains(needed));
        if is_allowed { Ok(command) } else { Err(ClientRefusal::NotAllowed) }
    }
}

fn typed<'a>(
    state: &'a State,
    person: &Person,
    channel: ChannelId,
    line: &'a str,
) -> Result<Typed<'a>, ClientRefusal> {
    let line = line.trim();
    let unknown = || ClientRefusal::UnknownCommand(line.to_owned());
    let (name, mut rest) = first_word(line.strip_prefix('/').ok_or_else(unknown)?);
    let command = state.command_for(person, channel, (CommandKind::Chat, name))?;
    let (mut options, mut path) = (command.options(), Vec::new());
    while options.first().is_some_and(|option| matches!(option["type"].as_u64(), Some(1 | 2))) {
        let (word, after) = first_word(rest);
        let step = options.iter().find(|option| name_of(option) == word).ok_or_else(unknown)?;
        path.push(step);
        options = step["options"].as_array().map_or(&[], Vec::as_slice);
        rest = after;
    }
    Ok(Typed { command, path, options, rest })
}

fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_once(char::is_whitespace).unwrap_or((text, ""))
}

/// The options a line gives, in the order typed.
fn given<'a>(options: &'a [Value], rest: &str) -> Result<Vec<(&'a Value, String)>, ClientRefusal> {
    let mut marks: Vec<(usize, &Value)> = Vec::new();
    for option in options {
        let mark = format!("{}:", name_of(option));
        let places = rest.match_indices(&mark).map(|(place, _)| place);
        let mut at_word = places.filter(|&place| place == 0 || rest[..place].ends_with(char::is_whitespace));
        if let Some(place) = at_word.next() {
            marks.push((place, option));
        }
    }
    marks.sort_by_key(|(place, _)| *place);
    let before = marks.first().map_or(rest, |(place, _)| &rest[..*place]);
    if !before.trim().is_empty() {
        return Err(ClientRefusal::UnknownOption(before.trim().to_owned()));
    }
    let ends = marks.iter().skip(1).map(|(place, _)| *place).chain([rest.len()]);
    let values = marks.iter().zip(ends).map(|((start, option), end)| {
        let text = &rest[start + name_of(option).len() + 1..end];
        (*option, text.trim().to_owned())
    });
    Ok(values.collect())
}

fn check_required(options: &[Value], given: &[(&Value, String)]) -> Result<(), ClientRefusal> {
    let is_given = |option: &Value| {
        given.iter().any(|(named, text)| named["name"] == option["name"] && !text.is_empty())
    };
    let missing = options.iter().find(|option| option["required"] == json!(true) && !is_given(option));
    missing.map_or(Ok(()), |option| Err(ClientRefusal::Missing(name_of(option).to_owned())))
}
