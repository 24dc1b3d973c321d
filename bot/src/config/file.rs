//! `sitrep.toml`, walked by hand: a derived reader stops at the first unknown key, and we tell them all.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::key::Key;

/// What one file says, and the places where it says it wrongly (with what belongs there).
pub(super) struct FileRead {
    pub values: BTreeMap<Key, String>,
    pub mistakes: Vec<(String, String)>,
}

/// Reads the text of a file.
pub(super) fn read(text: &str) -> FileRead {
    let mut read = FileRead { values: BTreeMap::new(), mistakes: Vec::new() };
    match text.parse::<Table>() {
        Ok(table) => read.walk("", &table),
        Err(error) => {
            let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            read.mistakes.push((String::new(), format!("TOML, but line {line} says: {}", error.message())));
        }
    }
    read
}

impl FileRead {
    fn walk(&mut self, under: &str, table: &Table) {
        for (name, value) in table {
            let place = if under.is_empty() { name.clone() } else { format!("{under}.{name}") };
            match (Key::from_file(&place), value) {
                (None, Value::Table(section)) if is_section(&place) => self.walk(&place, section),
                (None, _) => self.mistakes.push((place.clone(), unknown(&place))),
                (Some(key), value) => match as_text(key, value) {
                    Some(text) => drop(self.values.insert(key, text)),
                    None => self.mistakes.push((place, key.expected().to_owned())),
                },
            }
        }
    }
}

fn is_section(place: &str) -> bool {
    Key::ALL.iter().any(|key| key.in_file().split_once('.').is_some_and(|(section, _)| section == place))
}

fn as_text(key: Key, value: &Value) -> Option<String> {
    match value {
        Value::Integer(number) if key == Key::BackupKeep => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Boolean(is_on) => Some(is_on.to_string()),
        Value::Array(items) => {
            let items: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            items.map(|items| items.join(","))
        }
        Value::Integer(_) | Value::Float(_) | Value::Datetime(_) | Value::Table(_) => None,
    }
}

/// What may stand beside a key we do not know.
fn unknown(place: &str) -> String {
    let section = place.rsplit_once('.').map_or("", |(section, _)| section);
    let known: Vec<&str> = Key::ALL
        .iter()
        .map(|key| key.in_file())
        .filter(|known| known.rsplit_once('.').map_or("", |(section, _)| section) == section)
        .collect();
    format!("no such key; the keys here are {}", known.join(", "))
}
