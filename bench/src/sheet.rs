//! What one program measured, as figures that a later run can be held against.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use crate::figures::median;
use crate::machine::{self, Machine};

/// One figure: the middle of its rounds, and how far they lay apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What it is of, with its unit.
    pub what: String,
    /// The median of the rounds.
    pub median: f64,
    /// The lowest.
    pub low: f64,
    /// The highest.
    pub high: f64,
}

impl Figure {
    /// The figure that several rounds make.
    #[must_use]
    pub fn of(what: impl Into<String>, rounds: &[f64]) -> Self {
        let fold = |pick: fn(f64, f64) -> f64| rounds.iter().copied().fold(f64::NAN, pick);
        Self { what: what.into(), median: median(rounds.to_vec()), low: fold(f64::min), high: fold(f64::max) }
    }
}

/// The figures of one run of one program.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sheet {
    /// Where they were taken.
    pub machine: Machine,
    /// The load average when the run began.
    pub load: f64,
    /// The figures, in the order in which they are told.
    pub figures: Vec<Figure>,
}

impl Sheet {
    /// An empty sheet, of this machine as it is now.
    #[must_use]
    pub fn here() -> Self {
        Self { machine: Machine::here(), load: machine::load(), figures: Vec::new() }
    }

    /// Adds a figure.
    pub fn note(&mut self, what: impl Into<String>, rounds: &[f64]) {
        self.figures.push(Figure::of(what, rounds));
    }

    /// Writes the sheet to the file that a program was told, if it was told one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&self, file: Option<&Path>) -> Result<()> {
        let Some(file) = file else { return Ok(()) };
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(file, serde_json::to_string_pretty(self)?)?)
    }

    /// The figures as a table, beside those of another run where it has the same.
    #[must_use]
    pub fn table(&self, last: Option<&Self>) -> String {
        let mut text = format!(
            "{} cores, {:.0} GiB, load average {:.1}\n\n| what | median | low – high | last run | times as much |\n\
             |---|---:|---:|---:|---:|\n",
            self.machine.cores,
            f64::from(u32::try_from(self.machine.memory_mib).unwrap_or(u32::MAX)) / 1024.0,
            self.load,
        );
        for Figure { what, median, low, high } in &self.figures {
            let before = last.and_then(|last| last.figures.iter().find(|figure| figure.what == *what));
            let (before, times) = before.map_or_else(
                || ("-".to_owned(), "-".to_owned()),
                |before| (format!("{:.2}", before.median), format!("{:.2}", median / before.median)),
            );
            let _ = writeln!(text, "| {what} | {median:.2} | {low:.2} – {high:.2} | {before} | {times} |");
        }
        text
    }
}

/// The sheets of several programs, by what they are called.
pub type Sheets = BTreeMap<String, Sheet>;

/// Every sheet in a folder, by the name of its file.
///
/// # Errors
/// When one cannot be read.
pub fn gathered(folder: &Path) -> Result<Sheets> {
    let mut sheets = Sheets::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("nothing was measured into {}", folder.display()))?
    {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if path.extension().is_some_and(|ending| ending == "json") {
            let sheet = serde_json::from_str(&fs::read_to_string(&path)?);
            sheets.insert(name, sheet.with_context(|| path.display().to_string())?);
        }
    }
    Ok(sheets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_held_against_the_same_of_the_last_run() {
        let sheet = |rounds: &[f64]| Sheet {
            machine: Machine { cores: 2, memory_mib: 2_048 },
            load: 0.5,
            figures: vec![Figure::of("drain, s", rounds)],
        };
        let table = sheet(&[3.0, 1.0, 2.0]).table(Some(&sheet(&[4.0])));
        assert!(table.ends_with("| drain, s | 2.00 | 1.00 – 3.00 | 4.00 | 0.50 |\n"), "{table}");
        let table = sheet(&[3.0]).table(None);
        assert!(table.ends_with("| drain, s | 3.00 | 3.00 – 3.00 | - | - |\n"), "{table}");
    }
}
