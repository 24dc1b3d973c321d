//! Measures commands over a growing database: `grow [ROUNDS [FILE [INCIDENTS…]]]` prints a table and writes it to the file. The
//! database that it leaves is what `start` starts over.

use std::io::Write as _;

use anyhow::{Context as _, Result};
use bench::growth::{ENTRIES, Growth, SIZES};
use bench::process::fresh_folder;
use bench::sheet::Sheet;

const ROUNDS: usize = 5;

#[tokio::main]
async fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let rounds = args.next().map_or(Ok(ROUNDS), |text| text.parse()).context("the rounds are a number")?;
    let file = args.next().map(std::path::PathBuf::from);
    let mut out = std::io::stdout();
    let mut sheet = Sheet::here();
    let mut growth = Growth::begin(&fresh_folder("grow-data")?).await?;
    let asked =
        args.map(|size| size.parse()).collect::<Result<Vec<i64>, _>>().context("sizes are numbers")?;
    for size in if asked.is_empty() { SIZES.to_vec() } else { asked } {
        growth.to(size).await?;
        growth.measure(rounds, &mut sheet).await?;
        writeln!(std::io::stderr(), "{size} incidents with {ENTRIES} entries each are measured")?;
    }
    sheet.save(file.as_deref())?;
    write!(out, "{}", sheet.table(None))?;
    Ok(())
}
