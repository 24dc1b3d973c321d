//! Definitions of commands.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{join, known, list, localizations, text_field};
use crate::{
    errors::{Form, Refusal},
    state::CommandKind,
};

const OPTION: &[&str] = &[
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "required",
    "choices",
    "options",
    "channel_types",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
    "autocomplete",
];

/// Refuses a definition Discord would refuse.
pub(crate) fn check(command: &Value, kind: CommandKind) -> Result<(), Refusal> {
    let mut form = Form::default();
    check_at(&mut form, "", command, kind);
    form.finish()
}

/// Notes what is wrong with a definition at `path`.
pub(crate) fn check_at(form: &mut Form, path: &str, command: &Value, kind: CommandKind) {
    text_field(form, path, command, ("name", 1, 32));
    localizations::check(form, path, command, ("name", 32));
    if kind == CommandKind::Chat {
        check_name(form, path, command);
        text_field(form, path, command, ("description", 1, 100));
        localizations::check(form, path, command, ("description", 100));
        check_options(form, path, command, 0);
    } else {
        if command["description"].as_str().is_some_and(|text| !text.is_empty()) {
            let message = "Context menu commands cannot have description";
            form.wrong(&join(path, "description"), "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED", message);
        }
        if command["options"].as_array().is_some_and(|options| !options.is_empty()) {
            let message = "Context menu commands cannot have options";
            form.wrong(&join(path, "options"), "APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED", message);
        }
    }
    if weight(command) > 8000 {
        let message = "Command exceeds maximum size (8000)";
        form.wrong(path, "APPLICATION_COMMAND_TOO_LARGE", message);
    }
}

fn check_name(form: &mut Form, path: &str, named: &Value) {
    let name = named["name"].as_str().unwrap_or_default();
    let is_allowed = |letter: char| letter.is_alphanumeric() || "-_'".contains(letter);
    let is_lower = name.chars().all(|letter| letter.to_lowercase().eq([letter]) || !letter.is_uppercase());
    if !name.chars().all(is_allowed) || !is_lower {
        let place = join(path, "name");
        form.wrong(&place, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
    }
}

fn check_options(form: &mut Form, path: &str, owner: &Value, depth: usize) {
    let options = list(form, path, owner, "options");
    let inside = join(path, "options");
    form.length(&inside, options.len(), 0, 25);
    localizations::check_unique(form, &inside, options, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID");
    let (mut names, mut is_optional_seen) = (BTreeSet::new(), false);
    let groups = options.iter().filter(|option| matches!(option["type"].as_u64(), Some(1 | 2))).count();
    if groups > 0 && groups < options.len() {
        let message =
            "Sub-command and sub-command group option types are mutually exclusive to all other types";
        form.wrong(&inside, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
    }
    for (place, option) in options.iter().enumerate() {
        let path = format!("{inside}.{place}");
        check_option(form, &path, option, depth);
        if !names.insert(option["name"].as_str().unwrap_or_default()) {
            let message = "Option name must be unique";
            form.wrong(&join(&path, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message);
        }
        let is_required = option["required"] == json!(true);
        if is_required && is_optional_seen {
            let message = "Required options must be placed before non-required options";
            form.wrong(&path, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
        }
        is_optional_seen |= !is_required;
    }
}

fn check_option(form: &mut Form, path: &str, option: &Value, depth: usize) {
    known(form, path, option, OPTION);
    text_field(form, path, option, ("name", 1, 32));
    text_field(form, path, option, ("description", 1, 100));
    localizations::check(form, path, option, ("name", 32));
    localizations::check(form, path, option, ("description", 100));
    check_name(form, path, option);
    let kind = option["type"].as_u64().unwrap_or(0);
    match kind {
        1 if depth <= 1 => check_options(form, path, option, 2),
        2 if depth == 0 => check_options(form, path, option, 1),
        3..=11 => {}
        _ => form.wrong(
            &join(path, "type"),
            "BASE_TYPE_CHOICES",
            "Value must be one of (1, …, 11) and fit its place.",
        ),
    }
    check_choices(form, path, option, kind);
    for bound in ["min_length", "max_length"] {
        let length = &option[bound];
        if !length.is_null() && (kind != 3 || length.as_u64().is_none_or(|length| length > 6000)) {
            form.wrong(
                &join(path, bound),
                "NUMBER_TYPE_MAX",
                "Only text options have it, between 0 and 6000.",
            );
        }
    }
}

fn check_choices(form: &mut Form, path: &str, option: &Value, kind: u64) {
    let choices = list(form, path, option, "choices");
    form.length(&join(path, "choices"), choices.len(), 0, 25);
    let completes = option["autocomplete"] == json!(true);
    if completes && (!choices.is_empty() || !matches!(kind, 3 | 4 | 10)) {
        let message = "Autocomplete goes with text and numbers, and not with choices";
        form.wrong(path, "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", message);
    }
    let inside = join(path, "choices");
    localizations::check_unique(form, &inside, choices, "APPLICATION_COMMAND_OPTIONS_CHOICES_NAME_INVALID");
    let mut names = BTreeSet::new();
    for (place, choice) in choices.iter().enumerate() {
        let path = format!("{path}.choices.{place}");
        text_field(form, &path, choice, ("name", 1, 100));
        localizations::check(form, &path, choice, ("name", 100));
        if kind == 3 {
            text_field(form, &path, choice, ("value", 1, 100));
        }
        if !names.insert(choice["name"].as_str().unwrap_or_default()) {
            let message = "Choice name must be unique";
            form.wrong(&join(&path, "name"), "APPLICATION_COMMAND_OPTIONS_CHOICES_NAME_INVALID", message);
        }
    }
}

/// The characters of names, descriptions and values, with everything nested. Of a text in several languages the longest counts.
fn weight(value: &Value) -> usize {
    let own: usize = ["name", "description"].iter().map(|field| localizations::longest(value, field)).sum();
    let text_value = value["value"].as_str().map_or(0, |text| text.chars().count());
    let nested = ["options", "choices"].iter().filter_map(|field| value[*field].as_array()).flatten();
    own + text_value + nested.map(weight).sum::<usize>()
}
