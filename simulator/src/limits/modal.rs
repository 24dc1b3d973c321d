//! Forms.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{components, join, list, text_field};
use crate::errors::{Form, Refusal};

/// Refuses a form that Discord would refuse.
pub(crate) fn check(modal: &Value) -> Result<(), Refusal> {
    let mut form = Form::default();
    super::known(&mut form, "data", modal, &["custom_id", "title", "components"]);
    text_field(&mut form, "data", modal, ("custom_id", 1, 100));
    text_field(&mut form, "data", modal, ("title", 1, 45));
    let top = list(&mut form, "data", modal, "components");
    form.length("data.components", top.len(), 1, 5);
    let mut seen = BTreeSet::new();
    for (place, component) in top.iter().enumerate() {
        check_top(&mut form, &format!("data.components.{place}"), component, &mut seen);
    }
    form.finish()
}

fn check_top(form: &mut Form, path: &str, component: &Value, seen: &mut BTreeSet<String>) {
    match component["type"].as_u64() {
        Some(1) => {
            let children = list(form, path, component, "components");
            form.length(&join(path, "components"), children.len(), 1, 1);
            for child in children {
                text_field(form, &join(path, "components.0"), child, ("label", 1, 45));
                check_input(form, &join(path, "components.0"), child, seen);
            }
        }
        Some(10) => text_field(form, path, component, ("content", 1, 4000)),
        Some(18) => {
            text_field(form, path, component, ("label", 1, 45));
            text_field(form, path, component, ("description", 0, 100));
            check_labelled(form, &join(path, "component"), &component["component"], seen);
        }
        _ => form.wrong(&join(path, "type"), "UNION_TYPE_CHOICES", "No such component goes in a form."),
    }
}

fn check_labelled(form: &mut Form, path: &str, child: &Value, seen: &mut BTreeSet<String>) {
    match child["type"].as_u64() {
        Some(4) => check_input(form, path, child, seen),
        Some(3 | 5..=8) => components::check_menu(form, path, child, seen),
        Some(kind @ (21 | 22)) => {
            components::check_custom_id(form, path, child, seen);
            let least = if kind == 21 { 2 } else { 1 };
            let options = list(form, path, child, "options").len();
            form.length(&join(path, "options"), options, least, 10);
        }
        Some(19 | 23) => components::check_custom_id(form, path, child, seen),
        _ => form.wrong(&join(path, "type"), "UNION_TYPE_CHOICES", "No such component goes in a label."),
    }
}

fn check_input(form: &mut Form, path: &str, input: &Value, seen: &mut BTreeSet<String>) {
    if input["type"] != json!(4) {
        form.wrong(&join(path, "type"), "BASE_TYPE_CHOICES", "Value of field \"type\" must be one of (4,).");
        return;
    }
    components::check_custom_id(form, path, input, seen);
    text_field(form, path, input, ("placeholder", 0, 100));
    if !matches!(input["style"].as_u64(), Some(1 | 2)) {
        form.wrong(&join(path, "style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2).");
    }
    let (min, max) =
        (input["min_length"].as_u64().unwrap_or(0), input["max_length"].as_u64().unwrap_or(4000));
    if min > 4000 || !(1..=4000).contains(&max) || min > max {
        form.wrong(&join(path, "max_length"), "NUMBER_TYPE_MAX", "int value should be between 1 and 4000.");
    }
    text_field(form, path, input, ("value", 0, usize::try_from(max).unwrap_or(4000)));
}
