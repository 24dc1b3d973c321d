//! Messages: content, embeds, components, mentions, files and flags together.

use serde_json::Value;

use super::{components, embeds, known, list};
use crate::{
    errors::{Form, Refusal},
    rest::call::Upload,
    state::message::COMPONENTS_V2,
};

/// The most bytes of one file, without boosts.
const MOST_FILE_BYTES: usize = 10 * 1024 * 1024;

/// Refuses a body whose message Discord would refuse; `flags` are those the message will have.
pub(crate) fn check(body: &Value, files: &[Upload], flags: u64) -> Result<(), Refusal> {
    let mut form = Form::default();
    let is_v2 = flags & COMPONENTS_V2 != 0;
    super::text_field(&mut form, "", body, ("content", 0, 2000));
    if is_v2 {
        refuse_mixture(&mut form, body);
        components::check_v2(&mut form, body);
    } else {
        embeds::check(&mut form, body);
        components::check_rows(&mut form, body);
    }
    check_nonce(&mut form, &body["nonce"]);
    check_mentions(&mut form, &body["allowed_mentions"]);
    form.length("sticker_ids", list(&mut Form::default(), "", body, "sticker_ids").len(), 0, 3);
    check_attachments(&mut form, body, files);
    form.finish()?;
    let listed = body["attachments"].as_array().map_or(files.len(), Vec::len);
    if listed.max(files.len()) > 10 {
        return Err(Refusal::too_many_attachments());
    }
    let is_huge = files.iter().any(|file| file.bytes.len() > MOST_FILE_BYTES);
    if is_huge { Err(Refusal::too_large()) } else { Ok(()) }
}

fn refuse_mixture(form: &mut Form, body: &Value) {
    for field in ["content", "embeds", "sticker_ids", "poll"] {
        let is_used = match &body[field] {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            Value::Array(items) => !items.is_empty(),
            _ => true,
        };
        if is_used {
            let message =
                format!("The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
            form.wrong(field, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", &message);
        }
    }
}

fn check_nonce(form: &mut Form, nonce: &Value) {
    match nonce {
        Value::Null => {}
        Value::String(text) => form.text("nonce", text, 0, 25),
        Value::Number(number) if number.is_i64() => {}
        _ => form.wrong("nonce", "NONCE_TYPE_INVALID", "Could not be interpreted as a nonce."),
    }
}

fn check_mentions(form: &mut Form, mentions: &Value) {
    if mentions.is_null() {
        return;
    }
    known(form, "allowed_mentions", mentions, &["parse", "users", "roles", "replied_user"]);
    let parse = list(form, "allowed_mentions", mentions, "parse");
    for (place, kind) in parse.iter().enumerate() {
        if !["users", "roles", "everyone"].iter().any(|known| kind == known) {
            let message = "Value must be one of ('users', 'roles', 'everyone').";
            form.wrong(&format!("allowed_mentions.parse.{place}"), "BASE_TYPE_CHOICES", message);
        }
    }
    for kind in ["users", "roles"] {
        let named = list(form, "allowed_mentions", mentions, kind);
        form.length(&format!("allowed_mentions.{kind}"), named.len(), 0, 100);
        if !named.is_empty() && parse.iter().any(|parsed| parsed == kind) {
            let message = format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive.");
            form.wrong("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", &message);
        }
    }
}

fn check_attachments(form: &mut Form, body: &Value, files: &[Upload]) {
    for (place, listed) in list(form, "", body, "attachments").iter().enumerate() {
        let path = format!("attachments.{place}");
        super::text_field(form, &path, listed, ("description", 0, 1024));
        super::text_field(form, &path, listed, ("filename", 0, 1024));
        let id = number(&listed["id"]);
        let Some(id) = id else {
            form.wrong(&format!("{path}.id"), "BASE_TYPE_REQUIRED", "This field is required");
            continue;
        };
        // Ids of existing attachments are snowflakes; small ones are places in this request.
        let is_placeholder = id < 1000;
        if is_placeholder && !files.iter().any(|file| file.place == id) {
            let message = "Attachment data was not found";
            form.wrong(&format!("{path}.id"), "ATTACHMENT_NOT_FOUND", message);
        }
    }
}

/// A snowflake or a small number, however it was written.
pub(crate) fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str().and_then(|text| text.parse().ok()))
}
