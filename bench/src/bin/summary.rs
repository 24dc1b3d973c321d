//! Gathers what the other programs measured, holds it against the last run that was kept, and draws how cost grows:
//! `summary RESULTS KEPT` prints the tables; `summary RESULTS KEPT keep` also writes them into the folder KEPT, to be committed. What was
//! not measured this time stays there as it was.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use bench::picture::{Line, picture};
use bench::sheet::{Figure, Sheet, Sheets, gathered};

fn main() -> Result<()> {
    let args: Vec<_> = std::env::args().skip(1).collect();
    let [results, kept, rest @ ..] = args.as_slice() else { anyhow::bail!("summary RESULTS KEPT [keep]") };
    let (results, kept) = (PathBuf::from(results), PathBuf::from(kept));
    let sheets = gathered(&results)?;
    let file = kept.join("figures.json");
    let last: Sheets = match fs::read_to_string(&file) {
        Ok(text) => serde_json::from_str(&text).with_context(|| file.display().to_string())?,
        Err(_) => Sheets::new(),
    };
    let mut out = std::io::stdout();
    for (name, sheet) in &sheets {
        writeln!(out, "## {name}\n\n{}", sheet.table(last.get(name)))?;
    }
    if rest.iter().any(|word| word == "keep") {
        let mut all = last;
        all.extend(sheets);
        fs::write(&file, serde_json::to_string_pretty(&all)? + "\n")?;
        fs::write(kept.join("growth.svg"), picture(&lines(&all)))?;
        writeln!(out, "kept in {}", kept.display())?;
    }
    Ok(())
}

/// The figures that were taken at several sizes, as lines: those that end in `, SIZE things, ms`.
fn lines(sheets: &Sheets) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for figure in sheets.values().flat_map(|sheet: &Sheet| &sheet.figures) {
        let Some((what, size)) = sized(figure) else { continue };
        let point = (size, figure.median);
        match lines.iter_mut().find(|line| line.what == what) {
            Some(line) => line.points.push(point),
            None => lines.push(Line { what: what.to_owned(), points: vec![point] }),
        }
    }
    lines.retain(|line| line.points.len() > 1);
    lines
}

/// What a figure is of, and of how many.
fn sized(figure: &Figure) -> Option<(&str, f64)> {
    let (what, rest) = figure.what.strip_suffix(", ms")?.split_once(", ")?;
    let size = rest.split(' ').next()?.parse().ok()?;
    Some((what, size))
}
