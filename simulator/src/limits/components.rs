//! Buttons, menus and rows under a message, and the newer components that are messages of their own.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{join, list, text_field};
use crate::errors::Form;

const ROW: u64 = 1;
const BUTTON: u64 = 2;
const TEXT_MENU: u64 = 3;

/// Notes what is wrong with rows of buttons and menus.
pub(crate) fn check_rows(form: &mut Form, body: &Value) {
    let rows = list(form, "", body, "components");
    form.length("components", rows.len(), 0, 5);
    let mut seen = BTreeSet::new();
    for (place, row) in rows.iter().enumerate() {
        let path = format!("components.{place}");
        if row["type"] == json!(ROW) {
            check_row(form, &path, row, &mut seen);
        } else {
            let message = "Value of field \"type\" must be one of (1,).";
            form.wrong(&join(&path, "type"), "BASE_TYPE_CHOICES", message);
        }
    }
}

/// Notes what is wrong with the components of a message made of nothing else.
pub(crate) fn check_v2(form: &mut Form, body: &Value) {
    let top = list(form, "", body, "components");
    let total: usize = top.iter().map(count).sum();
    if total > 40 {
        let message = "The total number of components in the message exceeds 40";
        form.wrong("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message);
    }
    let mut seen = BTreeSet::new();
    for (place, component) in top.iter().enumerate() {
        check_nested(form, &format!("components.{place}"), component, &mut seen);
    }
}

fn count(component: &Value) -> usize {
    let children = component["components"].as_array().into_iter().flatten();
    let accessory = component.get("accessory").filter(|accessory| !accessory.is_null());
    1 + children.chain(accessory).map(count).sum::<usize>()
}

fn check_nested(form: &mut Form, path: &str, component: &Value, seen: &mut BTreeSet<String>) {
    match component["type"].as_u64() {
        Some(ROW) => check_row(form, path, component, seen),
        Some(9) => {
            let texts = list(form, path, component, "components");
            form.length(&join(path, "components"), texts.len(), 1, 3);
            for (place, text) in texts.iter().enumerate() {
                check_nested(form, &format!("{path}.components.{place}"), text, seen);
            }
            match component["accessory"]["type"].as_u64() {
                Some(BUTTON) => check_button(form, &join(path, "accessory"), &component["accessory"], seen),
                Some(11) => {}
                _ => form.wrong(&join(path, "accessory"), "BASE_TYPE_REQUIRED", "This field is required"),
            }
        }
        Some(10) => text_field(form, path, component, ("content", 1, 4000)),
        Some(12) => {
            let items = list(form, path, component, "items").len();
            form.length(&join(path, "items"), items, 1, 10);
        }
        Some(13 | 14) => {}
        Some(17) => {
            for (place, child) in list(form, path, component, "components").iter().enumerate() {
                check_nested(form, &format!("{path}.components.{place}"), child, seen);
            }
        }
        _ => form.wrong(&join(path, "type"), "UNION_TYPE_CHOICES", "No such component goes here."),
    }
}

fn check_row(form: &mut Form, path: &str, row: &Value, seen: &mut BTreeSet<String>) {
    let children = list(form, path, row, "components");
    let inside = join(path, "components");
    form.length(&inside, children.len(), 1, 5);
    let menus = children.iter().filter(|child| child["type"] != json!(BUTTON)).count();
    if menus > 0 && children.len() > 1 {
        form.wrong(
            &inside,
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "The specified component exceeds the maximum width",
        );
    }
    for (place, child) in children.iter().enumerate() {
        let path = format!("{inside}.{place}");
        match child["type"].as_u64() {
            Some(BUTTON) => check_button(form, &path, child, seen),
            Some(3 | 5..=8) => check_menu(form, &path, child, seen),
            _ => form.wrong(&join(&path, "type"), "UNION_TYPE_CHOICES", "Must be a button or a menu."),
        }
    }
}

fn check_button(form: &mut Form, path: &str, button: &Value, seen: &mut BTreeSet<String>) {
    text_field(form, path, button, ("label", 0, 80));
    let style = button["style"].as_u64();
    match style {
        Some(5) => {
            text_field(form, path, button, ("url", 1, 512));
            if !button["custom_id"].is_null() {
                let message = "A custom id and url cannot both be specified";
                form.wrong(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message);
            }
        }
        Some(1..=4) => check_custom_id(form, path, button, seen),
        _ => {
            form.wrong(&join(path, "style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6).");
        }
    }
    let has_face =
        button["label"].as_str().is_some_and(|label| !label.is_empty()) || button["emoji"].is_object();
    if !has_face {
        form.wrong(path, "BUTTON_COMPONENT_INVALID_LABEL", "A button must have a label or emoji");
    }
}

/// Notes what is wrong with a menu; also used for menus in forms.
pub(crate) fn check_menu(form: &mut Form, path: &str, menu: &Value, seen: &mut BTreeSet<String>) {
    check_custom_id(form, path, menu, seen);
    text_field(form, path, menu, ("placeholder", 0, 150));
    let (min, max) = (menu["min_values"].as_u64().unwrap_or(1), menu["max_values"].as_u64().unwrap_or(1));
    if min > 25 || !(1..=25).contains(&max) || min > max {
        let message =
            "min_values and max_values must be between 0 and 25, the first no greater than the second.";
        form.wrong(&join(path, "max_values"), "BASE_TYPE_BAD_LENGTH", message);
    }
    if menu["type"] != json!(TEXT_MENU) {
        return;
    }
    let options = list(form, path, menu, "options");
    form.length(&join(path, "options"), options.len(), 1, 25);
    if max > options.len() as u64 {
        let message = "max_values must not exceed the number of options.";
        form.wrong(&join(path, "max_values"), "BASE_TYPE_BAD_LENGTH", message);
    }
    let mut values = BTreeSet::new();
    for (place, option) in options.iter().enumerate() {
        let path = format!("{path}.options.{place}");
        text_field(form, &path, option, ("label", 1, 100));
        text_field(form, &path, option, ("value", 1, 100));
        text_field(form, &path, option, ("description", 0, 100));
        if !values.insert(option["value"].as_str().unwrap_or_default()) {
            let message = "The specified option value is already used";
            form.wrong(&join(&path, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
        }
    }
}

/// Notes a `custom_id` that is missing, too long, or used twice.
pub(crate) fn check_custom_id(form: &mut Form, path: &str, component: &Value, seen: &mut BTreeSet<String>) {
    text_field(form, path, component, ("custom_id", 1, 100));
    let id = component["custom_id"].as_str().unwrap_or_default();
    if !id.is_empty() && !seen.insert(id.to_owned()) {
        let message = "Component custom id cannot be duplicated";
        form.wrong(&join(path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message);
    }
}
