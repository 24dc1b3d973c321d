//! What a crate may know of the others and of the world.

use super::tree::{self, Broken};

/// What one crate must never know.
struct Border {
    of: &'static str,
    crates: &'static [&'static str],
    paths: &'static [&'static str],
    why: &'static str,
}

const BORDERS: [Border; 4] = [
    Border {
        of: "incidents",
        crates: &[
            "commands",
            "sitrep",
            "simulator",
            "serenity",
            "poise",
            "twilight-model",
            "reqwest",
            "hyper",
            "axum",
            "tower-http",
            "lettre",
        ],
        paths: &["std::net::Tcp", "std::net::Udp", "tokio::net", "std::process"],
        why: "incidents knows no Discord, no HTTP and nothing above it",
    },
    Border {
        of: "commands",
        crates: &[
            "sitrep",
            "simulator",
            "serenity",
            "poise",
            "reqwest",
            "hyper",
            "axum",
            "tokio",
            "rusqlite",
            "postgres",
            "sqlx",
            "lettre",
        ],
        paths: &["std::fs", "std::net", "std::process", "std::env", "std::thread", "std::io"],
        why: "commands turns data into data and does no I/O",
    },
    Border {
        of: "bot",
        crates: &["rusqlite", "postgres", "tokio-postgres", "sqlx", "tests", "bench"],
        paths: &[],
        why: "bot holds no SQL",
    },
    Border {
        of: "simulator",
        crates: &["incidents", "commands", "sitrep", "tests", "bench", "rusqlite", "postgres"],
        paths: &[],
        why: "simulator is a Discord and knows nothing of incidents",
    },
];

/// What the manifests ask for.
pub fn dependencies() -> Vec<Broken> {
    let mut broken = Vec::new();
    for border in &BORDERS {
        let path = format!("{}/Cargo.toml", border.of);
        for (line, name) in named_dependencies(&tree::read(&path)) {
            if border.crates.contains(&name.as_str()) {
                broken.push(Broken::new(&path, line, format!("depends on {name}, but {}", border.why)));
            }
        }
    }
    broken
}

/// What the code reaches for.
pub fn uses() -> Vec<Broken> {
    let mut broken = Vec::new();
    for border in &BORDERS {
        for source in tree::sources(border.of) {
            for (line, code) in source.shipped() {
                if let Some(what) = border.crossed_by(code) {
                    broken.push(Broken::new(&source.path, line, format!("uses {what}, but {}", border.why)));
                }
            }
        }
    }
    broken
}

impl Border {
    fn crossed_by(&self, code: &str) -> Option<&'static str> {
        let imports = |name: &str| {
            let path = name.replace('-', "_");
            let used = code.trim_start().trim_start_matches("pub ").strip_prefix("use ");
            used.and_then(|used| used.strip_prefix(path.as_str()))
                .is_some_and(|rest| rest.starts_with([':', ';']))
        };
        let crates = self.crates.iter().copied().filter(|name| imports(name));
        let paths = self.paths.iter().copied().filter(|path| code.contains(path));
        crates.chain(paths).next()
    }
}

/// The names in every table of dependencies that ship, with their lines.
fn named_dependencies(manifest: &str) -> Vec<(usize, String)> {
    let mut in_table = false;
    let mut names = Vec::new();
    for (index, line) in manifest.lines().enumerate() {
        if let Some(table) = line.strip_prefix('[') {
            let table = table.trim_end_matches(']');
            in_table = table.ends_with("dependencies") && !table.ends_with("dev-dependencies");
        } else if in_table && let Some((name, _)) = line.split_once(['.', '=', ' ']) {
            names.push((index + 1, name.trim().to_owned()));
        }
    }
    names
}

#[test]
fn a_border_sees_what_crosses_it() {
    let commands = &BORDERS[1];
    assert_eq!(commands.crossed_by("use tokio::net::TcpStream;"), Some("tokio"));
    assert_eq!(commands.crossed_by("    let text = std::fs::read(path);"), Some("std::fs"));
    assert_eq!(commands.crossed_by("use tokio_free::x;"), None);
    let names = named_dependencies(
        "[package]\nname = \"x\"\n[dependencies]\nserde.workspace = true\ntokio = \"1\"\n[lints]\na = 1\n\
         [dev-dependencies]\nserenity = \"1\"",
    );
    assert_eq!(names, [(4, "serde".to_owned()), (5, "tokio".to_owned())]);
}
