//! Measures the programs in turns: `drive [ROUNDS [FILE]]` prints the tables and writes our figures to the file.
//!
//! The programs lie beside this one, and so do the folders of their databases: a temporary folder may lie in memory, where
//! nothing is ever waited for.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use bench::contender::Contender;
use bench::figures::Figures;
use bench::machine::{self, Machine};
use bench::process::{fresh_folder, here};
use bench::report::{Report, Round};
use bench::stage::Stage;
use bench::writer;

/// Fewer rounds have no median worth telling.
const ROUNDS: usize = 5;

#[tokio::main]
async fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let rounds = args.next().map_or(Ok(ROUNDS), |text| text.parse()).context("the rounds are a number")?;
    let file = args.next().map(PathBuf::from);
    let mut measured = Vec::new();
    for number in 0..rounds {
        measured.push(round(number).await?);
        writeln!(std::io::stderr(), "round {} of {rounds}", number + 1)?;
    }
    let report = Report::of(Machine::here(), measured);
    report.sheet().save(file.as_deref())?;
    write!(std::io::stdout(), "{}", report.table())?;
    Ok(())
}

/// All of them, each round in another order: nobody always runs after the same neighbour.
async fn round(number: usize) -> Result<Round> {
    let mut order = Contender::within(&here()?);
    let places = order.len();
    order.rotate_left(number % places);
    let load = machine::load();
    let commits_per_second = writer::alone(&fresh_folder("bench-data")?)?;
    let mut figures = Vec::new();
    for contender in order {
        let folder = &fresh_folder("bench-data")?;
        let stage = Stage::set(contender, folder).await?;
        let measured = Figures::measure(contender, &stage).await;
        let log = folder.join("log");
        let said = || fs::read_to_string(&log).unwrap_or_default();
        figures
            .push((contender, measured.with_context(|| format!("{} said: {}", contender.name(), said()))?));
    }
    Ok(Round { load, commits_per_second, figures })
}
