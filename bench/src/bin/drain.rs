//! Drains reminders that are all due at one instant: `drain [MOST [FILE]]` prints a table for a tenth of them and for all, 100,000
//! unless it is told otherwise, and writes it to the file. Fails when somebody is missed or told twice.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use bench::drain::drain;
use bench::process::fresh_folder;
use bench::sheet::Sheet;

/// How many there are, unless told otherwise.
const REMINDERS: i64 = 100_000;

#[tokio::main]
async fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let most = args.next().map_or(Ok(REMINDERS), |text| text.parse()).context("a number")?;
    let file = args.next().map(PathBuf::from);
    let mut sheet = Sheet::here();
    let mut times = Vec::new();
    for reminders in [most / 10, most] {
        let drained = drain(&fresh_folder("drain-data")?, reminders).await?;
        times.push(drained.all_s);
        let figures = [
            ("actions/s", drained.turns_per_s),
            ("people/s", drained.tells_per_s),
            ("messages/s", drained.sends_per_s),
            ("all, s", drained.all_s),
        ];
        for (what, figure) in figures {
            sheet.note(format!("{reminders} reminders, {what}"), &[figure]);
        }
    }
    if let [tenth, all] = times[..] {
        sheet.note("ten times as many reminders take times as long", &[all / tenth]);
    }
    sheet.save(file.as_deref())?;
    writeln!(std::io::stdout(), "{}\nNobody was missed or told twice.", sheet.table(None))?;
    Ok(())
}
