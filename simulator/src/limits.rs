//! Discord's limits on what is sent, said in Discord's own errors.

pub(crate) mod channel;
pub(crate) mod command;
pub(crate) mod components;
pub(crate) mod embeds;
pub(crate) mod localizations;
pub(crate) mod message;
pub(crate) mod modal;

use serde_json::Value;

use crate::errors::Form;

/// Notes keys of an object that Discord does not know.
fn known(form: &mut Form, path: &str, value: &Value, fields: &[&str]) {
    let Some(object) = value.as_object() else {
        form.wrong(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
        return;
    };
    for key in object.keys().filter(|key| !fields.contains(&key.as_str())) {
        form.wrong(&join(path, key), "UNKNOWN_FIELD", "Unknown field.");
    }
}

/// Notes a text field that is too long, or missing where it must not be.
fn text_field(form: &mut Form, path: &str, owner: &Value, (field, min, max): (&str, usize, usize)) {
    let place = join(path, field);
    match &owner[field] {
        Value::String(text) => form.text(&place, text, min, max),
        Value::Null if min == 0 => {}
        Value::Null => form.wrong(&place, "BASE_TYPE_REQUIRED", "This field is required"),
        _ => form.wrong(&place, "STRING_TYPE_CONVERT", "Could not interpret as string."),
    }
}

/// A list field; something else than a list is noted and read as empty.
fn list<'a>(form: &mut Form, path: &str, owner: &'a Value, field: &str) -> &'a [Value] {
    match &owner[field] {
        Value::Array(items) => items,
        Value::Null => &[],
        _ => {
            form.wrong(&join(path, field), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            &[]
        }
    }
}

fn join(path: &str, step: &str) -> String {
    if path.is_empty() { step.to_owned() } else { format!("{path}.{step}") }
}
