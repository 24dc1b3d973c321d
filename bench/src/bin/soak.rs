//! `soak [MINUTES]`: the program for 20 minutes unless it is told otherwise. Prints what it took over time, and fails when something
//! grew, was lost or was never answered.

use std::fs;
use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use bench::machine;
use bench::soak::soak;
use chrono::TimeDelta;

/// How long, unless told otherwise.
const MINUTES: i64 = 20;

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let minutes =
        std::env::args().nth(1).map_or(Ok(MINUTES), |text| text.parse()).context("minutes are a number")?;
    let folder = std::env::current_exe()?.with_file_name("soak-data");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let before = machine::load();
    let soaked = soak(&folder, TimeDelta::minutes(minutes)).await?;
    let (report, wrong) = soaked.report();
    let mut out = std::io::stdout();
    write!(out, "load average {before:.1} before, {:.1} after\n\n{report}", machine::load())?;
    for one in &wrong {
        writeln!(out, "WRONG: {one}")?;
    }
    Ok(if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
