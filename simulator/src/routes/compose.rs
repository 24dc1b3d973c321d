//! From a body to a message, the same for posts, edits, answers and follow-ups.

use serde_json::{Value, json};

use super::{components::completed, pings};
use crate::{
    errors::Refusal,
    ids::AttachmentId,
    limits::{self, message::number},
    permissions::Permissions,
    rest::call::Upload,
    state::{
        Message, State,
        message::{COMPONENTS_V2, EPHEMERAL, LOADING, SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS},
    },
};

/// Writes what a body says into a message, and keeps its files.
pub(crate) fn apply(
    state: &mut State,
    message: &mut Message,
    body: &Value,
    files: &[Upload],
) -> Result<(), Refusal> {
    let flags = flags_of(message, body)?;
    limits::message::check(body, files, flags)?;
    message.flags = flags;
    if let Some(content) = body.get("content") {
        message.content = content.as_str().unwrap_or_default().trim().to_owned();
    }
    if let Some(embeds) = body.get("embeds") {
        message.embeds = embeds.as_array().into_iter().flatten().map(shown_embed).collect();
    }
    if let Some(components) = body.get("components") {
        let mut next = 0;
        message.components =
            components.as_array().into_iter().flatten().map(|one| completed(one, &mut next)).collect();
    }
    attach(state, message, body, files);
    if message.is_empty() {
        return Err(Refusal::empty_message());
    }
    if body.get("content").is_some() || flags & COMPONENTS_V2 != 0 || message.edited_at.is_none() {
        let text = text_of(message);
        message.pings = pings::of(state, &text, &body["allowed_mentions"], (message.author, message.channel));
    }
    Ok(())
}

/// Refuses embeds and files where the bot may not send them.
pub(crate) fn may_send(state: &State, message: &Message) -> Result<(), Refusal> {
    let granted = state.permissions_in(message.channel, message.author);
    let lacks_embeds = !message.embeds.is_empty() && !granted.contains(Permissions::EMBED_LINKS);
    let lacks_files = !message.attachments.is_empty() && !granted.contains(Permissions::ATTACH_FILES);
    if lacks_embeds || lacks_files { Err(Refusal::missing_permissions()) } else { Ok(()) }
}

/// The flags after the body: private and loading stay as they are, and components never turn back into text.
fn flags_of(message: &Message, body: &Value) -> Result<u64, Refusal> {
    let Some(asked) = body["flags"].as_u64() else { return Ok(message.flags & !LOADING) };
    let settable = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2;
    if asked & !(settable | EPHEMERAL) != 0 {
        return Err(Refusal::field("flags", "MESSAGE_FLAGS_INVALID", "These flags cannot be set."));
    }
    let was_v2 = message.flags & COMPONENTS_V2;
    Ok((message.flags & EPHEMERAL) | was_v2 | (asked & settable))
}

fn attach(state: &mut State, message: &mut Message, body: &Value, files: &[Upload]) {
    let listed = body["attachments"].as_array();
    if let Some(listed) = listed {
        let is_kept = |id: &AttachmentId| listed.iter().any(|kept| number(&kept["id"]) == Some(id.get()));
        message.attachments.retain(is_kept);
    }
    let described: Vec<Upload> = files
        .iter()
        .map(|file| {
            let entry = listed.into_iter().flatten().find(|entry| number(&entry["id"]) == Some(file.place));
            let text = |field: &str| entry.and_then(|entry| entry[field].as_str()).map(str::to_owned);
            let name = text("filename").unwrap_or_else(|| file.name.clone());
            Upload { name, description: text("description"), ..file.clone() }
        })
        .collect();
    let is_private = message.flags & EPHEMERAL != 0;
    let kept = state.keep_files(message.channel, &described, is_private);
    message.attachments.extend(kept);
}

fn shown_embed(embed: &Value) -> Value {
    let mut embed = embed.clone();
    embed["type"] = json!("rich");
    if let Some(fields) = embed["fields"].as_array_mut() {
        for field in fields {
            let is_inline = field["inline"] == json!(true);
            field["inline"] = json!(is_inline);
        }
    }
    if embed.get("fields").is_some_and(Value::is_null) {
        embed.as_object_mut().map(|embed| embed.remove("fields"));
    }
    embed
}

/// All text of a message that can mention somebody.
fn text_of(message: &Message) -> String {
    let mut text = message.content.clone();
    for component in &message.components {
        collect_text(component, &mut text);
    }
    text
}

fn collect_text(component: &Value, into: &mut String) {
    if component["type"] == json!(10) {
        into.push('\n');
        into.push_str(component["content"].as_str().unwrap_or_default());
    }
    for child in component["components"].as_array().into_iter().flatten() {
        collect_text(child, into);
    }
}
