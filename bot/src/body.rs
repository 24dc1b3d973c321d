//! Our replies in Discord's spelling.

use commands::reply::{
    Card, Choice, Field, File as ReplyFile, Form, Input, Look, Message, Of, Ping, Reply, Widget,
};
use serde_json::{Value, json};

use crate::discord::File;

/// Discord's flag for a message that only the person who asked sees.
const EPHEMERAL: u64 = 1 << 6;

/// The first answer to an interaction: a reply that carries files is deferred and filled in afterwards.
#[must_use]
pub fn callback(reply: &Reply) -> Value {
    match reply {
        Reply::Say(message) if message.files.is_empty() => json!({"type": 4, "data": said(message)}),
        Reply::Say(message) => deferred(message.private),
        Reply::Change(message) => json!({"type": 7, "data": standing(message)}),
        Reply::Form(form) => json!({"type": 9, "data": form_body(form)}),
        Reply::Choices(choices) => json!({"type": 8, "data": {"choices": suggestions(choices)}}),
    }
}

/// The promise of an answer, where it takes longer than a person should wait for a sign of life.
#[must_use]
pub fn deferred(private: bool) -> Value {
    if private { json!({"type": 5, "data": {"flags": EPHEMERAL}}) } else { json!({"type": 5}) }
}

/// A new message.
#[must_use]
pub fn said(message: &Message) -> Value {
    let mut body = standing(message);
    if message.private {
        body["flags"] = EPHEMERAL.into();
    }
    body
}

/// A message that takes the place of another: everything is named, so that nothing of the old one stays.
#[must_use]
pub fn standing(message: &Message) -> Value {
    json!({
        "content": message.text,
        "embeds": message.card.iter().map(card).collect::<Vec<_>>(),
        "components": message.rows.iter().map(|row| row_body(row)).collect::<Vec<_>>(),
        "allowed_mentions": mentions(&message.pings),
    })
}

/// The files of a message.
#[must_use]
pub fn files(message: &Message) -> Vec<File> {
    message.files.iter().map(file).collect()
}

fn file(file: &ReplyFile) -> File {
    let media_type = match file.name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("md") => "text/markdown; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("json") => "application/json",
        Some("csv") => "text/csv; charset=utf-8",
        Some("pdf") => "application/pdf",
        Some("png") => "image/png",
        Some("jpg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        _ => "application/octet-stream",
    };
    File { name: file.name.clone(), media_type: media_type.to_owned(), bytes: file.bytes.clone() }
}

/// Only those the bot means to ping are pinged, whatever the words say.
fn mentions(pings: &[Ping]) -> Value {
    let ids = |wanted: fn(&Ping) -> Option<String>| pings.iter().filter_map(wanted).collect::<Vec<_>>();
    let users = ids(|ping| match ping {
        Ping::User(id) => Some(id.to_string()),
        Ping::Role(_) => None,
    });
    let roles = ids(|ping| match ping {
        Ping::Role(id) => Some(id.to_string()),
        Ping::User(_) => None,
    });
    json!({"parse": [], "users": users, "roles": roles})
}

fn card(card: &Card) -> Value {
    let mut body = json!({
        "title": card.title,
        "description": card.text,
        "color": card.colour,
        "fields": card.fields.iter().map(field).collect::<Vec<_>>(),
    });
    if !card.footer.is_empty() {
        body["footer"] = json!({"text": card.footer});
    }
    body
}

fn field(field: &Field) -> Value {
    json!({"name": field.name, "value": field.value, "inline": field.short})
}

fn row_body(row: &[Widget]) -> Value {
    json!({"type": 1, "components": row.iter().map(widget).collect::<Vec<_>>()})
}

fn widget(widget: &Widget) -> Value {
    match widget {
        Widget::Button { label, id, look } => {
            json!({"type": 2, "style": style(*look), "label": label, "custom_id": id})
        }
        Widget::Link { label, url } => json!({"type": 2, "style": 5, "label": label, "url": url}),
        Widget::List { id, hint, choices } => json!({
            "type": 3,
            "custom_id": id,
            "placeholder": hint,
            "options": choices.iter().map(|one| json!({"label": one.label, "value": one.value})).collect::<Vec<_>>(),
        }),
        Widget::Pick { id, hint, of } => match of {
            Of::People { most } => {
                json!({"type": 5, "custom_id": id, "placeholder": hint, "min_values": 1, "max_values": most})
            }
            Of::Roles => json!({"type": 6, "custom_id": id, "placeholder": hint}),
            Of::Channels(kinds) => {
                json!({"type": 8, "custom_id": id, "placeholder": hint, "channel_types": kinds})
            }
        },
    }
}

fn style(look: Look) -> u8 {
    match look {
        Look::Main => 1,
        Look::Plain => 2,
        Look::Good => 3,
        Look::Danger => 4,
    }
}

fn form_body(form: &Form) -> Value {
    let rows: Vec<Value> =
        form.inputs.iter().map(|input| json!({"type": 1, "components": [input_body(input)]})).collect();
    json!({"custom_id": form.id, "title": form.title, "components": rows})
}

fn input_body(input: &Input) -> Value {
    let mut body = json!({
        "type": 4,
        "custom_id": input.id,
        "label": input.label,
        "style": if input.long { 2 } else { 1 },
        "max_length": input.most,
        "required": !input.optional,
    });
    if !input.hint.is_empty() {
        body["placeholder"] = input.hint.clone().into();
    }
    if !input.value.is_empty() {
        body["value"] = input.value.chars().take(input.most.into()).collect::<String>().into();
    }
    body
}

fn suggestions(choices: &[Choice]) -> Vec<Value> {
    choices.iter().map(|choice| json!({"name": choice.label, "value": choice.value})).collect()
}
