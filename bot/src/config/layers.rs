//! The places a setting may come from, and which of them wins.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::file;
use super::key::Key;
use super::mistake::Mistake;

/// All that was given, before it is understood. Not printable: it holds secrets in the clear.
#[derive(Default)]
pub struct Layers {
    flags: BTreeMap<Key, String>,
    env: BTreeMap<Key, String>,
    file: BTreeMap<Key, String>,
    file_name: String,
    pub(super) mistakes: Vec<Mistake>,
}

/// One value and the name under which the operator gave it.
pub(super) struct Given<'a> {
    pub text: &'a str,
    pub name: String,
}

impl Layers {
    /// Nothing given at all.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what stood on the command line.
    #[must_use]
    pub fn with_flags(mut self, flags: impl IntoIterator<Item = (Key, String)>) -> Self {
        self.flags.extend(flags);
        self
    }

    /// Adds the environment; a variable set to nothing counts as not set.
    #[must_use]
    pub fn with_env(mut self, read: impl Fn(&str) -> Option<String>) -> Self {
        let set = Key::ALL.into_iter().filter_map(|key| Some((key, read(key.env())?)));
        self.env.extend(set.filter(|(_, text)| !text.is_empty()));
        self
    }

    /// Adds the file at `path`, which must be there when it was `named` by the operator.
    #[must_use]
    pub fn with_file(self, path: Option<PathBuf>) -> Self {
        let named = path.is_some();
        let path = path.unwrap_or_else(|| PathBuf::from("sitrep.toml"));
        match std::fs::read_to_string(&path) {
            Ok(text) => self.with_file_text(&path, &text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !named => self,
            Err(error) => {
                let expected = format!("a file that can be read ({error})");
                self.with_mistake(path.display().to_string(), expected)
            }
        }
    }

    /// Adds the text of a file.
    #[must_use]
    pub fn with_file_text(mut self, path: &Path, text: &str) -> Self {
        self.file_name = path.display().to_string();
        let read = file::read(text);
        self.file.extend(read.values);
        for (place, expected) in read.mistakes {
            let name = if place.is_empty() { self.file_name.clone() } else { self.place(&place) };
            self.mistakes.push(Mistake { name, expected });
        }
        self
    }

    fn with_mistake(mut self, name: String, expected: String) -> Self {
        self.mistakes.push(Mistake { name, expected });
        self
    }

    fn place(&self, place: &str) -> String {
        format!("{place} in {}", self.file_name)
    }

    /// The weightiest value given for `key`.
    pub(super) fn get(&self, key: Key) -> Option<Given<'_>> {
        let flag = self.flags.get(&key).map(|text| (text, format!("--{}", flag_name(key))));
        flag.or_else(|| self.env.get(&key).map(|text| (text, key.env().to_owned())))
            .or_else(|| self.file.get(&key).map(|text| (text, self.place(key.in_file()))))
            .map(|(text, name)| Given { text, name })
    }
}

/// The flag of a setting that has one: its variable without the prefix.
fn flag_name(key: Key) -> String {
    key.env().trim_start_matches("SITREP_").to_ascii_lowercase().replace('_', "-")
}
