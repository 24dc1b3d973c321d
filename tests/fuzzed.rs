//! What fuzzing has seen is seen again: every file of its corpora goes through the entry that it was fed to, as it is and
//! changed at random, the same way each time. `SITREP_FUZZ_RUNS` says how often.

use std::path::{Path, PathBuf};

#[path = "../fuzz/src/entries.rs"]
mod entries;

fn corpus(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(name);
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> = files.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect();
    files.sort();
    files
}

fn breaks(entry: fn(&[u8]), bytes: &[u8]) -> bool {
    std::panic::catch_unwind(|| entry(bytes)).is_err()
}

#[test]
fn nothing_that_fuzzing_has_seen_breaks_a_promise() {
    for (name, entry) in entries::ALL {
        let files = corpus(name);
        assert!(files.len() >= 4, "the corpus of {name} is too small to say anything");
        for (path, bytes) in files {
            assert!(!breaks(entry, &bytes), "{} breaks {name}", path.display());
        }
    }
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

/// Pieces that mean something to one reader or another.
const PIECES: [&str; 28] = [
    "\n",
    "\t",
    "- ",
    "# ",
    "## Timeline\n",
    "| a | b |\n",
    "**",
    "```\n",
    "14:13 - ",
    "99:99",
    "June 31",
    " EST",
    "%",
    "{{",
    "}}",
    "{% for a in timeline %}",
    "\u{202e}",
    "@everyone",
    "<@1>",
    "\\",
    "-",
    "every ",
    "0",
    "\u{1F642}",
    "\r\nRRULE:FREQ=YEARLY;",
    ";BYDAY=-1MO",
    "\r\n ",
    "EXDATE:20240603\r\n",
];

fn changed(seed: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        let piece = PIECES[dice.below(PIECES.len())].as_bytes();
        match dice.below(5) {
            0 => drop(bytes.splice(at..at, piece.iter().copied())),
            1 => bytes.truncate(at),
            2 if at < bytes.len() => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            3 => drop(bytes.drain(at..(at + dice.below(20)).min(bytes.len()))),
            _ => {
                let from = dice.below(other.len() + 1);
                let until = (from + dice.below(80)).min(other.len());
                drop(bytes.splice(at..at, other[from..until].iter().copied()));
            }
        }
    }
    bytes
}

#[test]
fn what_is_like_it_breaks_none_either() {
    let runs = std::env::var("SITREP_FUZZ_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(400);
    for (name, entry) in entries::ALL {
        let files = corpus(name);
        let mut dice = Dice(7);
        for _ in 0..runs {
            let (seed, other) = (dice.below(files.len()), dice.below(files.len()));
            let bytes = changed(&files[seed].1, &files[other].1, &mut dice);
            assert!(!breaks(entry, &bytes), "{name} breaks at {:?}", String::from_utf8_lossy(&bytes));
        }
    }
}
