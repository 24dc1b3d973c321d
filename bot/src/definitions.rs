//! The table of commands as Discord's registry takes it, and whether what is registered is the same.

use commands::table::{Needs, Opt, Takes};
use commands::{COMMANDS, MENUS, tongues, topics};
use incidents::model::tongue::Tongue;
use serde_json::{Map, Value, json};

const SUB_COMMAND: u8 = 1;

/// Everything that is to be registered.
#[must_use]
pub fn all() -> Value {
    let mut tops: Vec<(&str, Value)> = Vec::new();
    for command in COMMANDS {
        match command.path.split_once(' ') {
            None => tops.push((
                command.path,
                top(command.path, command.about, command.needs, &options(command.options)),
            )),
            Some((name, sub)) => {
                let child = described(
                    json!({"type": SUB_COMMAND, "name": sub, "options": options(command.options)}),
                    command.about,
                );
                match tops.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, parent)) => push(parent, child),
                    None => tops.push((name, top(name, topics::about(name), Needs::Nothing, &[child]))),
                }
            }
        }
    }
    let menus = MENUS.iter().map(|menu| named(json!({"type": 3, "contexts": [0]}), menu.name));
    tops.into_iter().map(|(_, body)| body).chain(menus).collect()
}

fn top(name: &str, about: &str, needs: Needs, options: &[Value]) -> Value {
    // Help is also given in direct messages.
    let contexts: &[u8] = if name == "help" { &[0, 1] } else { &[0] };
    let body = json!({"type": 1, "name": name, "options": options, "contexts": contexts});
    let mut body = described(body, about);
    if needs == Needs::Admin {
        // Shown to those who manage the server; whoever else an admin role of ours allows is decided at use.
        body["default_member_permissions"] = "32".into();
    }
    body
}

/// The same with a description, in every language.
fn described(mut body: Value, about: &str) -> Value {
    body["description"] = about.into();
    body["description_localizations"] = localized(about);
    body
}

/// The same with a name that people read, in every language. What people type is called the same in all of them: docs and
/// refusals quote it.
fn named(mut body: Value, name: &str) -> Value {
    body["name"] = name.into();
    body["name_localizations"] = localized(name);
    body
}

/// What a text of ours is in Discord's other languages.
fn localized(text: &str) -> Value {
    let spoken = |tongue: Tongue| Some((tongue, tongues::translation(tongue, text)?));
    let all = Tongue::ALL.into_iter().filter_map(spoken);
    let by_locale = all.flat_map(|(tongue, text)| {
        tongue.locales().iter().map(move |locale| ((*locale).to_owned(), Value::from(text)))
    });
    Value::Object(by_locale.collect())
}

fn push(parent: &mut Value, child: Value) {
    if let Some(options) = parent["options"].as_array_mut() {
        options.push(child);
    }
}

fn options(options: &[Opt]) -> Vec<Value> {
    options.iter().map(option).collect()
}

fn option(option: &Opt) -> Value {
    let mut body = Map::new();
    body.insert("name".into(), option.name.into());
    if option.required {
        body.insert("required".into(), true.into());
    }
    let kind = match &option.takes {
        Takes::Text { least, most } => {
            if *least > 0 {
                body.insert("min_length".into(), (*least).into());
            }
            body.insert("max_length".into(), (*most).into());
            3
        }
        Takes::OneOf(words) => {
            let choices = words.iter().map(|word| named(json!({"value": word}), word)).collect();
            body.insert("choices".into(), choices);
            3
        }
        Takes::Suggested(_) => {
            body.insert("autocomplete".into(), true.into());
            3
        }
        Takes::Number { least, most } => {
            body.insert("min_value".into(), (*least).into());
            body.insert("max_value".into(), (*most).into());
            4
        }
        Takes::Truth => 5,
        Takes::User => 6,
        Takes::Channel => 7,
        Takes::Role => 8,
        Takes::File => 11,
    };
    body.insert("type".into(), kind.into());
    described(Value::Object(body), option.about)
}

/// Whether what is registered says all that we say, and nothing besides. Fields that only Discord fills are passed over.
#[must_use]
pub fn is_registered(wanted: &Value, registered: &Value) -> bool {
    let (Some(wanted), Some(registered)) = (wanted.as_array(), registered.as_array()) else { return false };
    let same = |one: &Value, other: &Value| one["name"] == other["name"] && one["type"] == other["type"];
    wanted.len() == registered.len()
        && wanted.iter().all(|one| registered.iter().any(|other| same(one, other) && says(one, other)))
}

/// Whether `found` says all that `wanted` says.
fn says(wanted: &Value, found: &Value) -> bool {
    match (wanted, found) {
        (Value::Object(wanted), Value::Object(found)) => {
            wanted.iter().all(|(name, value)| match found.get(name) {
                Some(found) => says(value, found),
                // Discord leaves out what is empty.
                None => value.as_array().is_some_and(Vec::is_empty),
            })
        }
        (Value::Array(wanted), Value::Array(found)) => {
            wanted.len() == found.len() && wanted.iter().zip(found).all(|(one, other)| says(one, other))
        }
        (wanted, found) => wanted == found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_we_register_is_recognised_when_discord_gives_it_back_with_more() {
        let wanted = all();
        let mut given = wanted.clone();
        for command in given.as_array_mut().unwrap() {
            command["id"] = "7".into();
            command["version"] = "1".into();
        }
        assert!(is_registered(&wanted, &given));
        given[0]["description"] = "other words".into();
        assert!(!is_registered(&wanted, &given));
        given.as_array_mut().unwrap().remove(0);
        assert!(!is_registered(&wanted, &given));
    }

    #[test]
    fn descriptions_and_names_are_within_discords_limits() {
        for command in COMMANDS {
            assert!((1..=100).contains(&command.about.chars().count()), "/{}", command.path);
            assert!(command.options.len() <= 25, "/{}", command.path);
            let first_optional = command.options.iter().position(|option| !option.required);
            let last_required = command.options.iter().rposition(|option| option.required);
            assert!(
                first_optional.is_none() || last_required < first_optional,
                "/{}: required options first",
                command.path
            );
            for option in command.options {
                assert!(
                    (1..=100).contains(&option.about.chars().count()),
                    "/{} {}",
                    command.path,
                    option.name
                );
            }
        }
    }
}
