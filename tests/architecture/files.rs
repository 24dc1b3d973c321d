//! How files are shaped, named and begun.

use super::tree::{self, Broken};

/// Above this a file holds more than one thought.
const LONGEST: usize = 400;

/// No Rust file is longer than anybody wants to read.
pub fn sizes() -> Vec<Broken> {
    let lengths = tree::all_sources().into_iter().map(|source| (source.text.lines().count(), source.path));
    let long = lengths.filter(|(lines, _)| *lines > LONGEST);
    long.map(|(lines, path)| Broken::new(&path, lines, format!("is longer than {LONGEST} lines"))).collect()
}

/// Every file says at its top why it is there.
pub fn headers() -> Vec<Broken> {
    let rust = tree::all_sources().into_iter().map(|source| (source.path, source.text, "//! "));
    let steps = tree::files_under("migrations").into_iter().map(|path| {
        let text = tree::read(&path);
        (path, text, "-- ")
    });
    let silent = rust.chain(steps).filter(|(_, text, opening)| !text.starts_with(opening));
    silent
        .map(|(path, _, opening)| Broken::new(&path, 1, format!("does not begin with `{opening}`")))
        .collect()
}

/// No text names a home folder.
pub fn machine_paths() -> Vec<Broken> {
    let homes = ["root", "home", "Users"].map(|folder| format!("/{folder}/"));
    let texts = ["rs", "md", "toml", "sh", "sql", "yml", "yaml", "js", "mjs", "html", "css", "json"];
    let is_text = |path: &String| path.rsplit('.').next().is_some_and(|ending| texts.contains(&ending));
    let mut broken = Vec::new();
    for path in tree::files_under(".").into_iter().filter(is_text) {
        for (index, line) in tree::read(&path).lines().enumerate() {
            if homes.iter().any(|home| names(line, home)) {
                broken.push(Broken::new(&path, index + 1, line.trim()));
            }
        }
    }
    broken
}

/// Whether the line names a path that begins with the folder; an address on the web may hold the same letters.
fn names(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && !"._-~}".contains(c))
    })
}

/// Both folders count alike.
pub fn migrations() -> Vec<Broken> {
    let names = |folder: &str| -> Vec<String> {
        let paths = tree::files_under(&format!("migrations/{folder}"));
        paths.into_iter().filter_map(|path| path.rsplit('/').next().map(str::to_owned)).collect()
    };
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    let mut broken = counted("migrations/sqlite", &sqlite, '_', "sql");
    let lonely = sqlite.iter().filter(|name| !postgres.contains(name)).map(|name| ("postgres", name));
    let lonely =
        lonely.chain(postgres.iter().filter(|name| !sqlite.contains(name)).map(|name| ("sqlite", name)));
    broken.extend(
        lonely.map(|(folder, name)| Broken::new(&format!("migrations/{folder}"), 0, format!("lacks {name}"))),
    );
    broken
}

/// Decisions are counted.
pub fn decisions() -> Vec<Broken> {
    let names: Vec<_> = tree::files_under("docs/decisions")
        .into_iter()
        .filter_map(|path| path.rsplit('/').next().map(str::to_owned))
        .collect();
    counted("docs/decisions", &names, '-', "md")
}

/// Names that do not read `NNNN` and a noun, or leave a number out.
fn counted(folder: &str, names: &[String], after: char, ending: &str) -> Vec<Broken> {
    let numbered = names.iter().enumerate();
    let wrong = numbered.filter(|(index, name)| {
        !(name.starts_with(&format!("{:04}{after}", index + 1)) && name.ends_with(&format!(".{ending}")))
    });
    wrong
        .map(|(index, name)| {
            let wanted = format!("{:04}{after}….{ending}", index + 1);
            Broken::new(&format!("{folder}/{name}"), 0, format!("{wanted} should stand here"))
        })
        .collect()
}

/// The first page names both commands.
pub fn readme() -> Vec<Broken> {
    let text = tree::read("README.md");
    let commands = ["cargo run --release -- demo", "cargo test --workspace"];
    let missing = commands.into_iter().filter(|command| !text.contains(command));
    missing.map(|command| Broken::new("README.md", 0, format!("does not name `{command}`"))).collect()
}

#[test]
fn a_home_is_told_from_an_address() {
    let home = format!("/{}/", "home");
    assert!(names(&format!("let path = \"{home}ana\";"), &home));
    assert!(!names(&format!("see example.org{home}page"), &home));
}

#[test]
fn a_gap_in_the_count_is_seen() {
    let names = ["0001_a.sql", "0003_b.sql"].map(str::to_owned);
    assert_eq!(counted("x", &names, '_', "sql").len(), 1);
}
