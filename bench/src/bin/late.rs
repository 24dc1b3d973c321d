//! Measures how late a level is called after its time: `late [DRILLS]`, once on an idle program and once with ten thousand
//! other timers due at the same instant.
//!
//! A drill calls its second level one second after its first. What the second message comes later than that is lateness,
//! the way to the pretend Discord included.

use std::fs;
use std::io::Write as _;

use anyhow::{Context as _, Result};
use bench::clock::now;
use bench::contender::Contender;
use bench::machine;
use bench::stage::Stage;
use chrono::{DateTime, TimeDelta, Utc};
use simulator::{Permissions, Person};

/// Fewer have no percentile worth telling.
const DRILLS: usize = 50;
/// How many other timers come due together with a level.
const OTHERS: i64 = 10_000;
/// How often that is tried: each takes seconds.
const CROWDED: usize = 5;

#[tokio::main]
async fn main() -> Result<()> {
    let drills =
        std::env::args().nth(1).map_or(Ok(DRILLS), |text| text.parse()).context("a number of drills")?;
    let folder = std::env::current_exe()?.with_file_name("late-data");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let stage = Stage::set(Contender::Sitrep, &folder).await?;
    stage.ana.give(stage.ana.guild().role("Owner", Permissions::MANAGE_GUILD));
    let mut idle = Vec::new();
    for number in 0..drills {
        idle.push(drill(&stage, number, || Ok(())).await?);
    }
    let database = rusqlite::Connection::open(folder.join("sitrep.db"))?;
    database.busy_timeout(std::time::Duration::from_secs(10))?;
    let mut crowded = Vec::new();
    for number in drills..drills + CROWDED {
        crowded.push(drill(&stage, number, || crowd(&database, number)).await?);
    }
    let mut out = std::io::stdout();
    writeln!(out, "load {:?}", machine::load())?;
    writeln!(out, "{}", line("idle", idle))?;
    writeln!(out, "{}", line("with 10,000 other timers due", crowded))?;
    Ok(())
}

/// How late the second level of a drill was.
async fn drill(stage: &Stage, number: usize, before: impl Fn() -> Result<()>) -> Result<TimeDelta> {
    let guild = stage.ana.guild();
    let (first, second) = (guild.person(&format!("first{number}")), guild.person(&format!("second{number}")));
    let answered = |line: String| async move {
        let id = stage.ana.runs(stage.channel, &line)?;
        stage.until(|stage| stage.discord.answer_of(id).is_some()).await
    };
    answered(format!("/policy create name:p{number} repeat:0")).await?;
    for one in [&first, &second] {
        answered(format!("/policy step policy:p{number} after:1m who:{}", one.mention())).await?;
    }
    before()?;
    stage.ana.runs(stage.channel, &format!("/page drill who:p{number} speed:60"))?;
    let called = heard(stage, &first).await?;
    Ok(heard(stage, &second).await? - called - TimeDelta::seconds(1))
}

async fn heard(stage: &Stage, one: &Person) -> Result<DateTime<Utc>> {
    stage.until(|_| !one.directs().is_empty()).await?;
    Ok(now())
}

/// Ten thousand timers that have nothing to do, due when the second level is.
fn crowd(database: &rusqlite::Connection, number: usize) -> Result<()> {
    let due = (now() + TimeDelta::seconds(1)).timestamp_millis();
    let sql = "with recursive n(i) as (select 1 union all select i + 1 from n where i < $1)
               insert into timers (guild_id, key, timer, due_at)
               select 0, 'handoff:' || ($2 * 100000 + i), '{\"timer\":\"handoff\",\"schedule\":' || (900000000 + i) || '}', $3
               from n";
    database.execute(sql, (OTHERS, i64::try_from(number)?, due))?;
    Ok(())
}

fn line(what: &str, mut late: Vec<TimeDelta>) -> String {
    late.sort_unstable();
    let at = |part: usize| {
        late.get((late.len() * part).div_ceil(100).saturating_sub(1)).map_or(0, TimeDelta::num_milliseconds)
    };
    format!("{what}: n {}, p50 {} ms, p99 {} ms, worst {} ms", late.len(), at(50), at(99), at(100))
}
