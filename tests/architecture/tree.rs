//! The files of this repository, and how a broken rule is written down.

use std::fmt;
use std::path::{Path, PathBuf};

use super::rust::{self, Text};

/// The crates, by their folders.
pub const CRATES: [&str; 7] = ["wording", "incidents", "commands", "bot", "simulator", "tests", "bench"];

/// A place that breaks a rule, and what is wrong there.
pub struct Broken {
    path: String,
    line: usize,
    what: String,
}

impl Broken {
    pub fn new(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// A Rust file, read.
pub struct Source {
    /// Its path from the repository's root.
    pub path: String,
    /// Its text as it stands.
    pub text: String,
    /// The same, apart: code, and literals.
    pub rust: Text,
}

impl Source {
    /// Whether the whole file is only there for tests or measurements.
    pub fn is_test(&self) -> bool {
        let is_of_no_program = ["tests/", "bench/"].iter().any(|of| self.path.starts_with(of));
        is_of_no_program || self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }

    /// The numbered lines of code that are shipped: without comments, literals and the tests at the end.
    pub fn shipped(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = if self.is_test() { 0 } else { self.rust.first_test_line() };
        self.rust.lines().take_while(move |(number, _)| *number < end)
    }
}

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A file of the repository, which must be there.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

/// Every Rust file of one crate.
pub fn sources(of: &str) -> Vec<Source> {
    let files = files_under(of).into_iter().filter(|path| path.ends_with(".rs"));
    files
        .map(|path| {
            let text = read(&path);
            Source { rust: rust::apart(&text), path, text }
        })
        .collect()
}

/// Every Rust file of every crate.
pub fn all_sources() -> Vec<Source> {
    CRATES.into_iter().flat_map(sources).collect()
}

/// The paths of all files below a folder, from the root, in order; what is built or hidden is left out.
pub fn files_under(folder: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(root().join(folder)) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries.map(|entry| entry.expect("a folder can be listed")) {
        let name = entry.file_name().into_string().expect("names are UTF-8");
        if ["target", "node_modules", ".git"].contains(&name.as_str()) {
            continue;
        }
        let path = if folder == "." { name } else { format!("{folder}/{name}") };
        match entry.file_type().expect("an entry has a type").is_dir() {
            true => found.extend(files_under(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}
