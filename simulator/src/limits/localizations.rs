//! What commands are called and described as in other languages.

use std::collections::BTreeMap;

use serde_json::Value;

use super::join;
use crate::errors::Form;

/// The languages Discord has.
const LOCALES: [&str; 31] = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
    "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja",
    "zh-TW",
];

/// Notes languages that Discord does not have, and texts that are too long for their field.
pub(super) fn check(form: &mut Form, path: &str, owner: &Value, (field, most): (&str, usize)) {
    let place = join(path, &format!("{field}_localizations"));
    for (locale, text) in of(owner, field) {
        let place = join(&place, locale);
        if !LOCALES.contains(&locale.as_str()) {
            let allowed = LOCALES.join(", ");
            form.wrong(&place, "BASE_TYPE_CHOICES", &format!("Value must be one of ({allowed})."));
        }
        match text.as_str() {
            Some(text) => form.text(&place, text, 1, most),
            None => form.wrong(&place, "STRING_TYPE_CONVERT", "Could not interpret as string."),
        }
    }
}

/// Notes names that two of the same list have in one language.
pub(super) fn check_unique(form: &mut Form, path: &str, named: &[Value], code: &str) {
    let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (place, one) in named.iter().enumerate() {
        for (locale, name) in of(one, "name") {
            let name = name.as_str().unwrap_or_default();
            if seen.insert((locale, name), place).is_some() {
                let path = format!("{path}.{place}.name_localizations.{locale}");
                form.wrong(&path, code, "Localized names must be unique");
            }
        }
    }
}

/// The characters of a field in the language where it is longest, its own text among them.
pub(super) fn longest(owner: &Value, field: &str) -> usize {
    let own = owner[field].as_str().map_or(0, |text| text.chars().count());
    let others = of(owner, field).filter_map(|(_, text)| Some(text.as_str()?.chars().count()));
    others.max().unwrap_or(0).max(own)
}

/// The definition as it is shown to those who do not ask for every language.
pub(crate) fn without(mut definition: Value) -> Value {
    strip(&mut definition);
    definition
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| !name.ends_with("_localizations"));
            fields.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

fn of<'v>(owner: &'v Value, field: &str) -> impl Iterator<Item = (&'v String, &'v Value)> {
    owner[&format!("{field}_localizations")].as_object().into_iter().flatten()
}
