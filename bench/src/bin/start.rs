//! Measures how long the program takes to start and what it takes then: in a new folder, over the database that `grow` left, and with
//! a thousand servers. `start [ROUNDS [FILE]]` prints a table and writes it to the file.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use bench::clock;
use bench::contender::Contender;
use bench::process::{Process, fresh_folder};
use bench::sheet::Sheet;
use chrono::TimeDelta;
use simulator::{Limits, Options, Simulator};

const ROUNDS: usize = 3;
/// In so many servers at once.
const MANY: usize = 1_000;
/// After so long without work a program is at rest.
const SETTLING: TimeDelta = TimeDelta::seconds(3);
/// By then it has started, or never will.
const STUCK: std::time::Duration = std::time::Duration::from_secs(60);

/// One start.
struct Started {
    /// Until the gateway was ready, in milliseconds.
    ready_ms: f64,
    /// Memory that is resident at rest, in MiB.
    resident_mib: f64,
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let rounds = args.next().map_or(Ok(ROUNDS), |text| text.parse()).context("the rounds are a number")?;
    let file = args.next().map(PathBuf::from);
    let grown = std::env::current_exe()?.with_file_name("grow-data").join("sitrep.db");
    let mut sheet = Sheet::here();
    let scenes =
        [("a new folder", None, 1), ("10,000 incidents", Some(&grown), 1), ("1,000 servers", None, MANY)];
    for (what, database, servers) in scenes {
        let mut started = Vec::new();
        for _ in 0..rounds {
            started.push(start(database.map(PathBuf::as_path), servers).await?);
        }
        let each = |figure: fn(&Started) -> f64| started.iter().map(figure).collect::<Vec<_>>();
        sheet.note(format!("start to READY, {what}, ms"), &each(|one| one.ready_ms));
        sheet.note(format!("at rest, {what}, MiB"), &each(|one| one.resident_mib));
        writeln!(std::io::stderr(), "{what} is measured")?;
    }
    let program = std::env::current_exe()?.with_file_name("sitrep");
    let mib = f64::from(u32::try_from(fs::metadata(program)?.len() / 1024)?) / 1024.0;
    sheet.note("the program's file, MiB", &[mib]);
    sheet.save(file.as_deref())?;
    write!(std::io::stdout(), "{}", sheet.table(None))?;
    Ok(())
}

async fn start(database: Option<&Path>, servers: usize) -> Result<Started> {
    let folder = fresh_folder("start-data")?;
    if let Some(database) = database {
        fs::copy(database, folder.join("sitrep.db")).context("`grow` has left no database; run it first")?;
    }
    let options = Options { limits: Limits::Off, ..Options::new(Arc::new(clock::now)) };
    let discord = Simulator::start(options).await?;
    for number in 0..servers {
        // They stay without anybody who holds on to them.
        let _ = discord.guild(&format!("Server {number}"));
    }
    let begun = clock::now();
    let program = Process::start(Contender::Sitrep, &discord, &folder)?;
    let mut changed = discord.changed();
    let waiting = async {
        while discord.online() == 0 {
            changed.changed().await?;
        }
        anyhow::Ok(clock::now() - begun)
    };
    let ready = tokio::time::timeout(STUCK, waiting).await.context("it does not start")??;
    clock::wait(SETTLING).await;
    let resident = f64::from(u32::try_from(program.resident()?)?) / 1024.0;
    Ok(Started { ready_ms: ready.as_seconds_f64() * 1_000.0, resident_mib: resident })
}
