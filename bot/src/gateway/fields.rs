//! Reads Discord's JSON by name: leniently, for what we do not need must not cost us an event.

use std::str::FromStr;

use serde_json::Value;

/// An id, which Discord writes as text.
pub(super) fn id<T: FromStr>(of: &Value, name: &str) -> Option<T> {
    as_id(&of[name])
}

/// One value as an id.
pub(super) fn as_id<T: FromStr>(value: &Value) -> Option<T> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.to_string().parse().ok(),
        _ => None,
    }
}

/// Ids in a list; what is none is left out.
pub(super) fn ids<T: FromStr>(of: &Value, name: &str) -> Vec<T> {
    items(&of[name]).filter_map(as_id).collect()
}

/// Text, if there is any.
pub(super) fn text(of: &Value, name: &str) -> Option<String> {
    of[name].as_str().map(str::to_owned)
}

/// Permission bits, all 64 of them, also those that have no name yet.
pub(super) fn bits(of: &Value, name: &str) -> u64 {
    as_id(&of[name]).unwrap_or(0)
}

/// The values of a list, or of a map: serenity writes some of Discord's lists as maps.
pub(super) fn items(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(items) => Box::new(items.iter()),
        Value::Object(items) => Box::new(items.values()),
        _ => Box::new(std::iter::empty()),
    }
}
