//! Measures how long the program takes to start and to answer, and what it takes then: in a new folder, over the database that `grow`
//! left, and with a thousand servers. `start [ROUNDS [FILE]]` prints a table and writes it to the file. With `large` behind the file it starts over what
//! `grow` left as it is, and then over the same filled to five gigabytes.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use bench::clock;
use bench::contender::Contender;
use bench::process::{Process, Rest, fresh_folder};
use bench::sheet::Sheet;
use chrono::TimeDelta;
use rusqlite::Connection;
use simulator::{Limits, Options, Simulator};

const ROUNDS: usize = 3;
/// In so many servers at once.
const MANY: usize = 1_000;
/// After so long without work a program is at rest.
const SETTLING: TimeDelta = TimeDelta::seconds(3);
/// What it takes at rest is watched for so long.
const RESTING: TimeDelta = TimeDelta::seconds(3);
/// By then it has started, or never will.
const STUCK: std::time::Duration = std::time::Duration::from_secs(60);

/// The size of a large database's file, in bytes.
const LARGE: u64 = 5_000_000_000;

/// What it starts over.
#[derive(Debug, Clone, Copy)]
enum Over<'p> {
    Nothing,
    CopyOf(&'p Path),
    Folder(&'p Path),
}

/// One start.
struct Started {
    /// Until the gateway was ready, in milliseconds.
    ready_ms: f64,
    /// Until somebody who asked at once was answered, in milliseconds.
    answered_ms: f64,
    /// What it does at rest.
    rest: Rest,
    /// Memory that is resident at rest, in MiB.
    resident_mib: f64,
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let rounds = args.next().map_or(Ok(ROUNDS), |text| text.parse()).context("the rounds are a number")?;
    let file = args.next().map(PathBuf::from);
    let grown = std::env::current_exe()?.with_file_name("grow-data");
    let mut sheet = Sheet::here();
    if args.next().is_some_and(|word| word == "large") {
        measure(&mut sheet, rounds, ("what was grown", Over::Folder(&grown), 1)).await?;
        fill(&grown.join("sitrep.db"))?;
        measure(&mut sheet, rounds, ("5 GB", Over::Folder(&grown), 1)).await?;
    } else {
        measure(&mut sheet, rounds, ("a new folder", Over::Nothing, 1)).await?;
        measure(&mut sheet, rounds, ("10,000 incidents", Over::CopyOf(&grown), 1)).await?;
        measure(&mut sheet, rounds, ("1,000 servers", Over::Nothing, MANY)).await?;
    }
    let program = std::env::current_exe()?.with_file_name("sitrep");
    let mib = f64::from(u32::try_from(fs::metadata(program)?.len() / 1024)?) / 1024.0;
    sheet.note("the program's file, MiB", &[mib]);
    sheet.save(file.as_deref())?;
    write!(std::io::stdout(), "{}", sheet.table(None))?;
    Ok(())
}

/// Starts it several times over the same, and notes what that took.
async fn measure(
    sheet: &mut Sheet,
    rounds: usize,
    (what, over, servers): (&str, Over<'_>, usize),
) -> Result<()> {
    let mut started = Vec::new();
    for _ in 0..rounds {
        started.push(start(over, servers).await?);
    }
    let each = |figure: fn(&Started) -> f64| started.iter().map(figure).collect::<Vec<_>>();
    sheet.note(format!("start to READY, {what}, ms"), &each(|one| one.ready_ms));
    sheet.note(format!("start to the first answer, {what}, ms"), &each(|one| one.answered_ms));
    sheet.note(format!("at rest, {what}, MiB"), &each(|one| one.resident_mib));
    sheet.note(format!("at rest, {what}, % of a core"), &each(|one| one.rest.percent_of_a_core));
    sheet.note(format!("at rest, {what}, wake-ups/s"), &each(|one| one.rest.wakes_per_s));
    Ok(writeln!(std::io::stderr(), "{what} is measured")?)
}

/// Writes long entries into a database until its file is as large as a server's after many years.
fn fill(database: &Path) -> Result<()> {
    let connection = Connection::open(database)?;
    connection.pragma_update(None, "synchronous", "off")?;
    let mut seq = 1_000_000;
    while fs::metadata(database)?.len() < LARGE {
        connection.execute(
            "with recursive n (i) as (select 1 union all select i + 1 from n where i < 10000)
             insert into entries (guild_id, incident_id, seq, at, typed_at, kind, tier, text, author_name)
             select e.guild_id, e.incident_id, ?1 + i, e.at, e.typed_at, e.kind, e.tier, hex(randomblob(2000)), e.author_name
             from n join (select * from entries limit 1) e",
            [seq],
        )?;
        connection.pragma(None, "wal_checkpoint", "truncate", |_| Ok(()))?;
        seq += 10_000;
    }
    Ok(())
}

async fn start(over: Over<'_>, servers: usize) -> Result<Started> {
    let folder = match over {
        Over::Nothing => fresh_folder("start-data")?,
        Over::CopyOf(grown) => {
            let folder = fresh_folder("start-data")?;
            let (from, to) = (grown.join("sitrep.db"), folder.join("sitrep.db"));
            fs::copy(from, to).context("`grow` has left no database; run it first")?;
            folder
        }
        Over::Folder(folder) => folder.to_owned(),
    };
    let options = Options { limits: Limits::Off, ..Options::new(Arc::new(clock::now)) };
    let discord = Simulator::start(options).await?;
    let guild = discord.guild("Acme");
    let (ana, channel) =
        (guild.person("ana"), guild.channel("general").context("a server is founded with it")?);
    for number in 1..servers {
        // They stay without anybody who holds on to them.
        let _ = discord.guild(&format!("Server {number}"));
    }
    let begun = clock::now();
    let program = Process::start(Contender::Sitrep, &discord, &folder)?;
    until(&discord, || discord.online() > 0).await.context("it does not start")?;
    let ready = clock::now() - begun;
    until(&discord, || !discord.commands().is_empty()).await.context("it registers no commands")?;
    let asked = ana.runs(channel, "/incident list")?;
    until(&discord, || discord.answer_of(asked).is_some()).await.context("it does not answer")?;
    let answered = clock::now() - begun;
    clock::wait(SETTLING).await;
    let rest = program.at_rest(RESTING).await?;
    Ok(Started {
        ready_ms: clock::ms(ready),
        answered_ms: clock::ms(answered),
        rest,
        resident_mib: f64::from(u32::try_from(program.resident()?)?) / 1024.0,
    })
}

/// Waits until it is so.
async fn until(discord: &Simulator, so: impl Fn() -> bool) -> Result<()> {
    let mut changed = discord.changed();
    let waiting = async {
        while !so() {
            changed.changed().await?;
        }
        Ok(())
    };
    tokio::time::timeout(STUCK, waiting).await?
}
