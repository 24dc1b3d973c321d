//! Components as Discord gives them back: numbered, and with the defaults filled in.

use serde_json::{Value, json};

/// A component with everything Discord adds; `next` counts those without a number.
pub(crate) fn completed(component: &Value, next: &mut u64) -> Value {
    let mut whole = component.clone();
    if whole.get("id").is_none() {
        *next += 1;
        whole["id"] = json!(*next);
    }
    for (field, default) in defaults(&whole) {
        if whole.get(field).is_none() {
            whole[field] = default;
        }
    }
    for child in whole.get_mut("components").and_then(Value::as_array_mut).into_iter().flatten() {
        *child = completed(child, next);
    }
    if let Some(accessory) = whole.get_mut("accessory").filter(|accessory| accessory.is_object()) {
        *accessory = completed(accessory, next);
    }
    for item in whole.get_mut("items").and_then(Value::as_array_mut).into_iter().flatten() {
        *item = shown_item(item);
    }
    for media in ["media", "file"] {
        if let Some(link) = whole.get_mut(media) {
            *link = shown_link(link);
        }
    }
    whole
}

fn defaults(component: &Value) -> Vec<(&'static str, Value)> {
    match component["type"].as_u64() {
        Some(3 | 5..=8) => vec![("min_values", json!(1)), ("max_values", json!(1))],
        Some(11) => vec![("description", Value::Null), ("spoiler", json!(false))],
        Some(13) => {
            let link = component["file"]["url"].as_str().unwrap_or_default();
            let name = link.strip_prefix("attachment://").unwrap_or(link);
            vec![("name", json!(name)), ("size", json!(0)), ("spoiler", json!(false))]
        }
        Some(14) => vec![("spacing", json!(1)), ("divider", json!(true))],
        Some(17) => vec![("accent_color", Value::Null), ("spoiler", json!(false))],
        _ => Vec::new(),
    }
}

fn shown_item(item: &Value) -> Value {
    json!({
        "media": shown_link(&item["media"]),
        "description": item["description"],
        "spoiler": item["spoiler"] == json!(true),
    })
}

fn shown_link(link: &Value) -> Value {
    json!({ "id": "0", "url": link["url"], "proxy_url": link["url"] })
}
