//! Our own plain JSON: one alert, or a list of them.

use serde_json::Value;

use super::fields::{body, first, first_url, instant, key, labels, text, title};
use super::{Alert, Product, State, Unreadable};

const PRODUCT: Product = Product::Plain;

/// Whether it looks like ours: anything with a title, and every list of objects.
pub fn fits(value: &Value) -> bool {
    match value {
        Value::Array(items) => !items.is_empty() && items.iter().all(Value::is_object),
        value => value.get("title").is_some(),
    }
}

/// Reads it.
pub fn read(value: &Value) -> Result<Vec<Alert>, Unreadable> {
    match value {
        Value::Array(items) => items.iter().map(one).collect(),
        Value::Object(_) => Ok(vec![one(value)?]),
        _ => Err(Unreadable::NoShape),
    }
}

fn one(value: &Value) -> Result<Alert, Unreadable> {
    for field in ["title", "text", "severity", "dedup_key", "url"] {
        if value.get(field).is_some_and(|found| !(found.is_string() || found.is_number() || found.is_null()))
        {
            return Err(Unreadable::Wrong { field, expected: "text" });
        }
    }
    let titled = text(value, &["title"]).ok_or(Unreadable::Missing { product: PRODUCT, field: "title" })?;
    Ok(Alert {
        state: state(value)?,
        title: title(&titled),
        text: body(&text(value, &["text"]).unwrap_or_default()),
        severity: first(value, &[&["severity"]]),
        key: text(value, &["dedup_key"]).map(|text| key(&text)),
        group: None,
        url: first_url(value, &[&["url"]]),
        at: instant(value, &["at"]),
        labels: labels(&value["labels"]),
    })
}

fn state(value: &Value) -> Result<State, Unreadable> {
    match value.get("status") {
        None | Some(Value::Null) => Ok(State::Firing),
        Some(Value::String(status)) if status == "firing" => Ok(State::Firing),
        Some(Value::String(status)) if status == "resolved" => Ok(State::Resolved),
        Some(_) => Err(Unreadable::Wrong { field: "status", expected: "\"firing\" or \"resolved\"" }),
    }
}
