//! Registering commands.

use chrono::Duration;
use serde_json::{Value, json};

use crate::{
    errors::{Form, Refusal},
    ids::{ApplicationId, CommandId, GuildId},
    limits::{self, message::number},
    rest::call::{Answer, Call, Reply},
    state::{Command, CommandKind, State},
};

/// Where commands are registered: everywhere, or in one server.
type Scope = Option<GuildId>;

macro_rules! both {
    ($($name:ident, $in_guild:ident, $of:ident;)+) => {$(
        pub(crate) fn $name(state: &mut State, call: &Call) -> Reply {
            $of(state, call, None, 1)
        }

        pub(crate) fn $in_guild(state: &mut State, call: &Call) -> Reply {
            let guild = state.guild(call.id(1)?)?.id;
            $of(state, call, Some(guild), 2)
        }
    )+};
}

both! {
    list, list_in_guild, list_of;
    create, create_in_guild, create_of;
    replace, replace_in_guild, replace_of;
    get, get_in_guild, get_of;
    change, change_in_guild, change_of;
    delete, delete_in_guild, delete_of;
}

fn list_of(state: &mut State, call: &Call, scope: Scope, _: usize) -> Reply {
    own(state, call)?;
    let shown = shown(state, scope);
    let in_every_language = call.query.get("with_localizations").is_some_and(|asked| asked == "true");
    Ok(Answer::Json(if in_every_language { shown } else { limits::localizations::without(shown) }))
}

fn create_of(state: &mut State, call: &Call, scope: Scope, _: usize) -> Reply {
    own(state, call)?;
    let (kind, name) = identity(&call.body)?;
    limits::command::check(&call.body, kind)?;
    let known = find(state, scope, kind, &name);
    if known.is_none() {
        let same = state.commands.values().filter(|command| command.guild == scope && command.kind == kind);
        if same.count() >= kind.most() {
            return Err(Refusal::too_many_commands());
        }
    }
    let is_new = known.is_none();
    let id = put(state, scope, known, &call.body)?;
    let shown = state.commands[&id].json(state.application);
    Ok(if is_new { Answer::Created(shown) } else { Answer::Json(shown) })
}

fn replace_of(state: &mut State, call: &Call, scope: Scope, _: usize) -> Reply {
    own(state, call)?;
    let definitions = call.body.as_array().ok_or_else(|| {
        Refusal::field("_body", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    })?;
    check_all(definitions)?;
    let mut kept = Vec::new();
    for definition in definitions {
        let (kind, name) = identity(definition)?;
        let known = find(state, scope, kind, &name);
        kept.push(put(state, scope, known, definition)?);
    }
    state.commands.retain(|id, command| command.guild != scope || kept.contains(id));
    Ok(Answer::Json(shown(state, scope)))
}

fn check_all(definitions: &[Value]) -> Result<(), Refusal> {
    let mut form = Form::default();
    let mut seen = Vec::new();
    for (place, definition) in definitions.iter().enumerate() {
        let identity = identity(definition)?;
        limits::command::check_at(&mut form, &place.to_string(), definition, identity.0);
        if seen.contains(&identity) {
            let message = "Application command names must be unique";
            form.wrong(&format!("{place}.name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", message);
        }
        seen.push(identity);
    }
    form.finish()?;
    for kind in [CommandKind::Chat, CommandKind::User, CommandKind::Message] {
        if seen.iter().filter(|(seen, _)| *seen == kind).count() > kind.most() {
            return Err(Refusal::too_many_commands());
        }
    }
    Ok(())
}

fn get_of(state: &mut State, call: &Call, scope: Scope, place: usize) -> Reply {
    own(state, call)?;
    let command = known(state, call, scope, place)?;
    Ok(Answer::Json(command.json(state.application)))
}

fn change_of(state: &mut State, call: &Call, scope: Scope, place: usize) -> Reply {
    own(state, call)?;
    let command = known(state, call, scope, place)?;
    let (id, mut definition) = (command.id, command.definition.clone());
    for (key, value) in call.body.as_object().into_iter().flatten() {
        definition[key] = value.clone();
    }
    limits::command::check(&definition, command.kind)?;
    put(state, scope, Some(id), &definition)?;
    Ok(Answer::Json(state.commands[&id].json(state.application)))
}

fn delete_of(state: &mut State, call: &Call, scope: Scope, place: usize) -> Reply {
    own(state, call)?;
    let id = known(state, call, scope, place)?.id;
    state.commands.remove(&id);
    Ok(Answer::Nothing)
}

fn own(state: &State, call: &Call) -> Result<(), Refusal> {
    let application: ApplicationId = call.id(0)?;
    if application == state.application { Ok(()) } else { Err(Refusal::unknown_application()) }
}

fn known<'a>(state: &'a State, call: &Call, scope: Scope, place: usize) -> Result<&'a Command, Refusal> {
    let command = state.commands.get(&call.id::<CommandId>(place)?);
    command.filter(|command| command.guild == scope).ok_or_else(Refusal::unknown_command)
}

fn shown(state: &State, scope: Scope) -> Value {
    let commands = state.commands.values().filter(|command| command.guild == scope);
    commands.map(|command| command.json(state.application)).collect()
}

fn identity(definition: &Value) -> Result<(CommandKind, String), Refusal> {
    let kind = CommandKind::of(definition["type"].as_u64().unwrap_or(1));
    let kind =
        kind.ok_or_else(|| Refusal::field("type", "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3)."))?;
    Ok((kind, definition["name"].as_str().unwrap_or_default().to_owned()))
}

fn find(state: &State, scope: Scope, kind: CommandKind, name: &str) -> Option<CommandId> {
    let same = |command: &&Command| command.guild == scope && command.kind == kind && command.name == name;
    state.commands.values().find(same).map(|command| command.id)
}

fn put(
    state: &mut State,
    scope: Scope,
    known: Option<CommandId>,
    definition: &Value,
) -> Result<CommandId, Refusal> {
    let (kind, name) = identity(definition)?;
    if known.is_none() {
        count_create(state, scope)?;
    }
    let id = known.unwrap_or_else(|| CommandId::new(state.mint()));
    let definition = completed(definition);
    let unchanged = state.commands.get(&id).filter(|command| command.definition == definition);
    let version = unchanged.map(|command| command.version);
    let version = version.unwrap_or_else(|| state.mint());
    state.commands.insert(id, Command { id, guild: scope, kind, name, definition, version });
    Ok(id)
}

/// Two hundred commands may be made in a server in a day.
fn count_create(state: &mut State, scope: Scope) -> Result<(), Refusal> {
    let now = state.now();
    let Some(guild) = scope.and_then(|guild| state.guilds.get_mut(&guild)) else { return Ok(()) };
    guild.command_creates.retain(|&at| now - at < Duration::hours(24));
    if guild.command_creates.len() >= 200 {
        return Err(Refusal::too_many_command_creates());
    }
    guild.command_creates.push(now);
    Ok(())
}

/// The definition with what Discord fills in.
fn completed(definition: &Value) -> Value {
    let mut whole = definition.clone();
    for (field, default) in [
        ("type", json!(1)),
        ("description", json!("")),
        ("nsfw", json!(false)),
        ("dm_permission", json!(true)),
        ("contexts", Value::Null),
        ("integration_types", json!([0])),
        ("default_member_permissions", Value::Null),
    ] {
        if whole.get(field).is_none() {
            whole[field] = default;
        }
    }
    if let Some(bits) = number(&whole["default_member_permissions"]) {
        whole["default_member_permissions"] = json!(bits.to_string());
    }
    whole
}
