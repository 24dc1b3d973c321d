//! Buttons, menus under messages, and the menu of a message.

use serde_json::{Value, json};

use super::{ClientRefusal, Person, interact::Deed, options::Resolved};
use crate::{
    ids::{ChannelId, InteractionId, MessageId, RoleId, UserId},
    limits::message::number,
    state::{CommandKind, InteractionKind, Message, State},
};

impl Person {
    /// Presses the button with this label or `custom_id`.
    ///
    /// # Errors
    /// When there is no such button, or it cannot be pressed.
    pub fn clicks(&self, message: MessageId, button: &str) -> Result<InteractionId, ClientRefusal> {
        self.shared.with(|state| {
            let found = self.seen(state, message)?;
            let component = component(found, |one| {
                one["type"] == json!(2)
                    && (one["label"] == json!(button) || one["custom_id"] == json!(button))
            });
            let component = component.ok_or_else(|| ClientRefusal::NothingThere(button.to_owned()))?;
            if component["disabled"] == json!(true) || component["custom_id"].is_null() {
                return Err(ClientRefusal::Disabled(button.to_owned()));
            }
            let data =
                json!({ "custom_id": component["custom_id"], "component_type": 2, "id": component["id"] });
            let channel = found.channel;
            Ok(state.interact(self.component(channel, message, data)))
        })
    }

    /// Chooses from the menu with this placeholder or `custom_id`; values by label, by value, or as mentions.
    ///
    /// # Errors
    /// When there is no such menu, or it has no such values.
    pub fn selects(
        &self,
        message: MessageId,
        menu: &str,
        values: &[&str],
    ) -> Result<InteractionId, ClientRefusal> {
        self.shared.with(|state| {
            let found = self.seen(state, message)?;
            let is_menu = |one: &Value| matches!(one["type"].as_u64(), Some(3 | 5..=8));
            let component = component(found, |one| {
                is_menu(one) && (one["placeholder"] == json!(menu) || one["custom_id"] == json!(menu))
            });
            let component = component.ok_or_else(|| ClientRefusal::NothingThere(menu.to_owned()))?;
            if component["disabled"] == json!(true) {
                return Err(ClientRefusal::Disabled(menu.to_owned()));
            }
            let channel = found.channel;
            let mut resolved = Resolved::new(self.guild, channel, &[]);
            let chosen = choose(state, component, values, &mut resolved)?;
            let mut data = json!({
                "custom_id": component["custom_id"], "component_type": component["type"],
                "values": chosen, "id": component["id"],
            });
            if let Some(resolved) = resolved.json() {
                data["resolved"] = resolved;
            }
            Ok(state.interact(self.component(channel, message, data)))
        })
    }

    fn component(&self, channel: ChannelId, message: MessageId, data: Value) -> Deed {
        let kind = InteractionKind::Component;
        Deed { kind, by: self.id, channel, data, source: Some(message), command: None }
    }

    /// Uses an entry of a message's menu.
    ///
    /// # Errors
    /// When there is no such entry, or the person does not see the message.
    pub fn uses_message_menu(&self, entry: &str, message: MessageId) -> Result<InteractionId, ClientRefusal> {
        self.shared.with(|state| {
            let found = self.seen(state, message)?;
            let channel = found.channel;
            let shown = state.message_json(found);
            let command = state.command_for(self, channel, (CommandKind::Message, entry))?;
            let mut data = json!({
                "id": command.id, "name": command.name, "type": 3, "target_id": message,
                "resolved": { "messages": {} },
            });
            data["resolved"]["messages"][message.to_string()] = shown;
            if let Some(guild) = command.guild {
                data["guild_id"] = json!(guild);
            }
            let command = Some(command.name.clone());
            let kind = InteractionKind::Command;
            Ok(state.interact(Deed { kind, by: self.id, channel, data, source: None, command }))
        })
    }

    /// A message the person sees.
    pub(crate) fn seen<'a>(
        &self,
        state: &'a State,
        message: MessageId,
    ) -> Result<&'a Message, ClientRefusal> {
        let found = state.find_message(message).filter(|message| self.may_see(state, message));
        found.ok_or_else(|| ClientRefusal::NothingThere(format!("message {message}")))
    }
}

/// The first component that fits, at any depth.
fn component(message: &Message, fits: impl Fn(&Value) -> bool + Copy) -> Option<&Value> {
    message.components.iter().find_map(|top| within(top, fits))
}

fn within(component: &Value, fits: impl Fn(&Value) -> bool + Copy) -> Option<&Value> {
    if fits(component) {
        return Some(component);
    }
    let children = component["components"].as_array().into_iter().flatten();
    let accessory = component.get("accessory").into_iter();
    children.chain(accessory).find_map(|child| within(child, fits))
}

fn choose(
    state: &State,
    menu: &Value,
    values: &[&str],
    resolved: &mut Resolved<'_>,
) -> Result<Vec<Value>, ClientRefusal> {
    let unfit = |value: &str, why: &str| ClientRefusal::Unfit {
        field: menu["custom_id"].as_str().unwrap_or_default().to_owned(),
        value: value.to_owned(),
        why: why.to_owned(),
    };
    let (min, max) = (menu["min_values"].as_u64().unwrap_or(1), menu["max_values"].as_u64().unwrap_or(1));
    if !(min..=max).contains(&(values.len() as u64)) {
        return Err(unfit(&values.join(", "), &format!("{min} to {max} must be chosen")));
    }
    let mut chosen = Vec::new();
    for value in values {
        let missing = || unfit(value, "it is not among the options");
        let id = number(&json!(value.trim_start_matches(['<', '@', '#', '!', '&']).trim_end_matches('>')));
        chosen.push(match menu["type"].as_u64() {
            Some(5) => resolved.user(state, UserId::new(id.ok_or_else(missing)?)),
            Some(6) => resolved.role(state, RoleId::new(id.ok_or_else(missing)?)),
            Some(8) => {
                let id = ChannelId::new(id.ok_or_else(missing)?);
                let kind = state.channels.get(&id).map(|channel| json!(channel.kind as u8));
                let fits = menu["channel_types"]
                    .as_array()
                    .is_none_or(|all| kind.is_some_and(|kind| all.contains(&kind)));
                if !fits {
                    return Err(missing());
                }
                resolved.place(state, id, state.bot)
            }
            Some(7) => {
                let id = id.ok_or_else(missing)?;
                let is_user = state.users.contains_key(&UserId::new(id));
                if is_user {
                    resolved.user(state, UserId::new(id))
                } else {
                    resolved.role(state, RoleId::new(id))
                }
            }
            _ => {
                let options = menu["options"].as_array().into_iter().flatten();
                let mut same =
                    options.filter(|one| one["label"] == json!(value) || one["value"] == json!(value));
                same.next().ok_or_else(missing)?["value"].clone()
            }
        });
    }
    Ok(chosen)
}
