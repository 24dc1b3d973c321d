//! The round trip, and that the schema describes what is written.

use serde_json::Value;

use super::*;
use crate::postmortem::samples;

#[test]
fn what_is_written_is_read_back_without_loss() {
    for facts in [samples::full(), samples::connection_spike(), samples::hostile(), samples::bare()] {
        assert_eq!(read_json(&json(&facts)).unwrap(), facts);
    }
}

#[test]
fn metrics_name_their_ends_or_what_is_missing() {
    let written: Value = serde_json::from_str(&json(&samples::memory_leak())).unwrap();
    let detect = &written["metrics"][0];
    assert_eq!((detect["seconds"].as_i64(), detect["raw_seconds"].as_i64()), (Some(0), Some(-120)));
    assert_eq!(detect["to"]["at"], "2024-06-02T19:13:00Z");
    let bare: Value = serde_json::from_str(&json(&samples::bare())).unwrap();
    assert_eq!(bare["metrics"][0]["unmeasured"], "it is not recorded when it was: impact started");
}

#[test]
fn other_documents_and_later_versions_are_refused() {
    let text = json(&samples::bare());
    let foreign = text.replace(FORMAT, "something-else");
    assert!(matches!(read_json(&foreign), Err(Unreadable::Foreign(name)) if name == "something-else"));
    let newer = text.replace("\"format_version\": 1", "\"format_version\": 2");
    assert!(matches!(read_json(&newer), Err(Unreadable::TooNew(2))));
    assert!(matches!(read_json("[]"), Err(Unreadable::Malformed(_))));
}

#[test]
fn every_name_that_is_written_stands_in_the_schema() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let written: Value = serde_json::from_str(&json(&samples::full())).unwrap();
    described(&written, &schema, &schema);
}

/// Follows a value along its schema, as far as objects and lists go.
fn described(value: &Value, schema: &Value, root: &Value) {
    let schema = resolve(schema, root);
    match value {
        // How an action stands is one of three shapes, which the schema lists side by side.
        Value::Object(_) if schema["anyOf"].is_array() => {}
        Value::Object(fields) => {
            for (name, value) in fields {
                let known = schema["properties"].get(name).or(schema.get("additionalProperties"));
                let known = known.filter(|known| known.is_object());
                described(
                    value,
                    known.unwrap_or_else(|| panic!("{name} is not in the schema {schema}")),
                    root,
                );
            }
        }
        Value::Array(values) => values.iter().for_each(|value| described(value, &schema["items"], root)),
        _ => {}
    }
}

fn resolve<'a>(schema: &'a Value, root: &'a Value) -> &'a Value {
    if let Some(name) = schema["$ref"].as_str() {
        return root.pointer(&name[1..]).unwrap_or_else(|| panic!("{name} is missing"));
    }
    let ways = schema["anyOf"].as_array().into_iter().flatten();
    let way = ways.into_iter().find(|way| way["$ref"].is_string());
    way.map_or(schema, |way| resolve(way, root))
}

#[test]
fn the_same_facts_give_the_same_bytes() {
    assert_eq!(json(&samples::full()), json(&samples::full()));
}
