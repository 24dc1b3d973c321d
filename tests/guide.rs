//! What the guide tells to type in a shell is what the program takes: every line is run, every mention of a command looked up in
//! its help.

use std::path::{Path, PathBuf};

use tests::world::database::{Database, Kind};
use tests::world::process::{Ended, Process};

/// A machine on which the examples of the guide make sense: seven incidents, a policy, past postmortems, a template, a backup.
struct Machine {
    database: Database,
}

impl Machine {
    fn prepared() -> Self {
        let machine = Self { database: Database::new(Kind::Sqlite) };
        let past = machine.folder().join("postmortems");
        std::fs::create_dir(&past).expect("a folder can be made");
        let leak = include_str!("../incidents/src/postmortem/testdata/memory-leak.txt");
        std::fs::write(past.join("leak.txt"), leak).expect("a file can be written");
        std::fs::write(machine.folder().join("ours.md.j2"), "# {{ title }}\n")
            .expect("a file can be written");
        machine.runs(&format!("import {} --guild 100", past.join("leak.txt").display()));
        for nth in 2..=7 {
            machine.runs(&format!("incident open Incident {nth}"));
        }
        machine.runs("contact add kim --email kim@example.com");
        machine.runs("policy create payments");
        machine.runs("policy step payments --who kim");
        machine
    }

    fn folder(&self) -> PathBuf {
        self.database.folder().to_owned()
    }

    fn asks(&self, words: &[&str]) -> Ended {
        let folder = self.folder();
        let (url, data) =
            (format!("sqlite://{}", folder.join("sitrep.db").display()), folder.display().to_string());
        let variables = [
            ("SITREP_DATABASE_URL", url.as_str()),
            ("SITREP_DATA", &data),
            ("USER", "ana"),
            ("SITREP_LOG", "error"),
        ];
        Process::ended_in(&folder, words, &variables)
    }

    fn runs(&self, line: &str) {
        let words: Vec<_> = line.split(' ').collect();
        let ended = self.asks(&words);
        assert_eq!(ended.code, Some(0), "{line}: {ended:?}");
    }
}

/// A line as a shell splits it, without where its output goes: quotes hold words together.
fn words(line: &str) -> Vec<String> {
    let line = line.split(" > ").next().unwrap_or(line);
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            letter => word.push(letter),
        }
    }
    words.push(word);
    words.into_iter().filter(|word| !word.is_empty()).collect()
}

fn pages() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let guide = std::fs::read_dir(root.join("docs/guide")).expect("the guide is there");
    let mut paths: Vec<_> = guide.map(|file| file.expect("it can be read").path()).collect();
    paths.push(root.join("README.md"));
    paths.sort();
    let read = |path: &PathBuf| std::fs::read_to_string(path).expect("a page can be read");
    paths.iter().map(|path| (path.display().to_string(), read(path))).collect()
}

#[test]
fn every_line_of_the_guide_can_be_typed() {
    let machine = Machine::prepared();
    let mut count = 0;
    for (page, text) in pages() {
        for line in text.lines().filter_map(|line| line.strip_prefix("    sitrep ")) {
            let words = words(line);
            let ended = machine.asks(&words.iter().map(String::as_str).collect::<Vec<_>>());
            assert_eq!(ended.code, Some(0), "{page}: sitrep {line}: {ended:?}");
            count += 1;
        }
    }
    assert!(count > 10, "only {count} lines were found");
}

#[test]
fn every_command_that_the_guide_mentions_is_in_the_help() {
    let machine = Machine { database: Database::new(Kind::Sqlite) };
    let mut count = 0;
    for (page, text) in pages() {
        for mention in text.split("`sitrep ").skip(1) {
            let Some((mention, _)) = mention.split_once('`') else { continue };
            // `incident …` and `incident|timeline` stand for several; a word in capitals, a path or a flag ends the command.
            let is_verb = |word: &&str| word.chars().all(|letter| letter.is_ascii_lowercase());
            let verbs: Vec<_> = mention.split_whitespace().take_while(is_verb).collect();
            let help = machine.asks(&[verbs.as_slice(), &["--help"]].concat());
            assert_eq!(help.code, Some(0), "{page}: sitrep {mention}: {help:?}");
            for flag in mention.split_whitespace().filter(|word| word.starts_with("--")) {
                assert!(
                    help.printed.contains(flag),
                    "{page}: sitrep {mention}: no {flag} in {}",
                    help.printed
                );
            }
            count += 1;
        }
    }
    assert!(count > 10, "only {count} mentions were found");
}

#[test]
fn a_line_is_split_as_a_shell_does() {
    let line = "timeline add \"Rolled back\" --at=-5m > /tmp/x";
    assert_eq!(words(line), ["timeline", "add", "Rolled back", "--at=-5m"]);
}
