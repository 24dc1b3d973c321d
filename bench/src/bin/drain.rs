//! Drains reminders that are all due at one instant: `drain [MOST]` prints a table for a tenth of them and for all, 100,000
//! unless it is told otherwise. Fails when somebody is missed or told twice.

use std::fs;
use std::io::Write as _;

use anyhow::{Context as _, Result};
use bench::drain::drain;
use bench::machine;

/// How many there are, unless told otherwise.
const REMINDERS: i64 = 100_000;

#[tokio::main]
async fn main() -> Result<()> {
    let most = std::env::args().nth(1).map_or(Ok(REMINDERS), |text| text.parse()).context("a number")?;
    let folder = std::env::current_exe()?.with_file_name("drain-data");
    let mut out = std::io::stdout();
    writeln!(out, "load average {:.1}", machine::load())?;
    writeln!(out, "| reminders | actions/s | people/s | messages/s | all, s |\n|---:|---:|---:|---:|---:|")?;
    let mut times = Vec::new();
    for reminders in [most / 10, most] {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let drained = drain(&folder, reminders).await?;
        times.push(drained.all_s);
        writeln!(
            out,
            "| {} | {:.0} | {:.0} | {:.0} | {:.2} |",
            drained.reminders, drained.turns_per_s, drained.tells_per_s, drained.sends_per_s, drained.all_s
        )?;
    }
    if let [tenth, all] = times[..] {
        writeln!(
            out,
            "ten times as many took {:.1} times as long; nobody was missed or told twice",
            all / tenth
        )?;
    }
    Ok(())
}
