//! Measures how late the program is with what it does by itself: pages whose second level comes due, one at a time and many at one
//! instant. `late [FILE]` prints a table and writes it to the file. With `among` behind the file it
//! measures only pages among other timers.
//!
//! What a page comes later than its time is lateness, the way to the pretend Discord included. Discord takes fifty requests a
//! second, and the program keeps to that. A page to somebody new takes three: whether they are still in the server, their
//! direct messages, and the page itself. So of a thousand at once the last is a minute late, whatever the program does, and what
//! is told besides is how many left in a second.
//!
//! Last, pages come due among ten thousand actions of a thousand people, and others while those people are reminded.

use std::collections::HashSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Result;
use bench::backlog;
use bench::clock::{ms, now};
use bench::contender::Contender;
use bench::figures::Spread;
use bench::process::fresh_folder;
use bench::sheet::Sheet;
use bench::stage::Stage;
use chrono::{DateTime, TimeDelta, Utc};
use simulator::{InteractionId, Permissions, Person};

/// How many drills run one after another.
const DRILLS: usize = 10;
/// How many pages are due at one instant, and how many times faster than a minute that instant comes.
const CROWDS: [(usize, i64); 2] = [(100, 3), (1_000, 3)];
/// How many actions come due at one instant, with pages among them, and how many people own them.
const ACTIONS: usize = 10_000;
const OWNERS: usize = 1_000;
/// How many pages come due among them, and how many times faster than a minute.
const AMONG: usize = 10;
const AMONG_SPEED: i64 = 4;
/// So many commands are under way at a time.
const AT_ONCE: usize = 8;

/// A policy of two people, one after the other.
struct Ladder {
    name: String,
    second: Person,
}

#[tokio::main]
async fn main() -> Result<()> {
    let file = std::env::args().nth(1).map(PathBuf::from);
    let folder = fresh_folder("late-data")?;
    let stage = Stage::set(Contender::Sitrep, &folder).await?;
    stage.ana.give(stage.ana.guild().role("Owner", Permissions::MANAGE_GUILD));
    let mut sheet = Sheet::here();
    if std::env::args().nth(2).as_deref() != Some("among") {
        by_themselves(&stage, &mut sheet).await?;
    }
    among_others(&stage, &folder, &mut sheet).await?;
    said("pages among other timers")?;
    sheet.save(file.as_deref())?;
    write!(std::io::stdout(), "{}", sheet.table(None))?;
    Ok(())
}

/// Pages with nothing else to do: one at a time, and many at one instant.
async fn by_themselves(stage: &Stage, sheet: &mut Sheet) -> Result<()> {
    let mut single = Vec::new();
    for number in 0..DRILLS {
        let ladder = ladders(stage, &format!("one{number}"), 1).await?;
        single.extend(lateness(stage, &ladder, 60).await?);
    }
    note(sheet, "page, one at a time, late", Spread::of(single));
    said("single pages")?;
    for (count, speed) in CROWDS {
        let ladders = ladders(stage, &format!("of{count}"), count).await?;
        let late = lateness(stage, &ladders, speed).await?;
        sheet.note(format!("page, {count} at once, in a second"), &[rate(&late)]);
        note(sheet, &format!("page, {count} at once, late"), Spread::of(late));
        said(&format!("{count} pages at once"))?;
    }
    Ok(())
}

fn note(sheet: &mut Sheet, what: &str, spread: Spread) {
    sheet.note(format!("{what}, p50 ms"), &[spread.p50]);
    sheet.note(format!("{what}, p99 ms"), &[spread.p99]);
    sheet.note(format!("{what}, worst ms"), &[spread.max]);
}

fn said(what: &str) -> Result<()> {
    Ok(writeln!(std::io::stderr(), "{what}: measured")?)
}

/// So many policies, each of two people of its own with a minute between them.
async fn ladders(stage: &Stage, prefix: &str, count: usize) -> Result<Vec<Ladder>> {
    let guild = stage.ana.guild();
    // The second has half an hour, so that nobody's page ends before it was their turn in the queue.
    let (mut created, mut first, mut second, mut ladders) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for number in 0..count {
        let name = format!("{prefix}-{number}");
        let people = [guild.person(&format!("{name}a")), guild.person(&format!("{name}b"))];
        let step =
            |who: &Person, after| format!("/policy step policy:{name} after:{after} who:{}", who.mention());
        created.push(format!("/policy create name:{name} repeat:0"));
        first.push(step(&people[0], "1m"));
        second.push(step(&people[1], "30m"));
        let [_, second] = people;
        ladders.push(Ladder { name, second });
    }
    for lines in [created, first, second] {
        asks(stage, &lines).await?;
    }
    Ok(ladders)
}

/// Pages that come due with ten thousand actions, and pages that come due with the reminders which those become.
async fn among_others(stage: &Stage, folder: &Path, sheet: &mut Sheet) -> Result<()> {
    let guild = stage.ana.guild();
    let owners: Vec<_> = (0..OWNERS).map(|number| guild.person(&format!("owner{number}")).id()).collect();
    let with_timers = ladders(stage, "timers", AMONG).await?;
    let with_reminders = ladders(stage, "reminders", AMONG).await?;
    let paged = page(stage, &with_timers, AMONG_SPEED).await?;
    let due = paged[0] + wait_of(AMONG_SPEED)?;
    let reminded = due + wait_of(AMONG_SPEED)?;
    backlog::pile(folder, guild.id(), (&owners, ACTIONS), (due, reminded)).await?;
    let late = told(stage, &with_timers, &paged, AMONG_SPEED).await?;
    note(sheet, &format!("page, among {ACTIONS} other timers, late"), Spread::of(late));
    let late = lateness(stage, &with_reminders, AMONG_SPEED).await?;
    note(sheet, &format!("page, among {OWNERS} reminders, late"), Spread::of(late));
    Ok(())
}

/// Pages all of them, and says how late each second level was told, in milliseconds.
async fn lateness(stage: &Stage, ladders: &[Ladder], speed: i64) -> Result<Vec<f64>> {
    let paged = page(stage, ladders, speed).await?;
    told(stage, ladders, &paged, speed).await
}

/// Pages all of them, and says when each was answered.
async fn page(stage: &Stage, ladders: &[Ladder], speed: i64) -> Result<Vec<DateTime<Utc>>> {
    let lines: Vec<_> =
        ladders.iter().map(|ladder| format!("/page drill who:{} speed:{speed}", ladder.name)).collect();
    asks(stage, &lines).await
}

/// How long a second level waits at a speed.
fn wait_of(speed: i64) -> Result<TimeDelta> {
    Ok(TimeDelta::minutes(1) / i32::try_from(speed)?)
}

/// Waits until every second level was told, and says how late each was, in milliseconds.
async fn told(stage: &Stage, ladders: &[Ladder], paged: &[DateTime<Utc>], speed: i64) -> Result<Vec<f64>> {
    let wait = wait_of(speed)?;
    let is_told = |ladder: &Ladder| !ladder.second.directs().is_empty();
    let mut waiting: HashSet<usize> = (0..ladders.len()).collect();
    let mut late = Vec::new();
    while !waiting.is_empty() {
        stage.until(|_| waiting.iter().any(|&nth| is_told(&ladders[nth]))).await?;
        let at = now();
        waiting.retain(|&nth| {
            let is_told = is_told(&ladders[nth]);
            if is_told {
                late.push(ms(at - paged[nth] - wait));
            }
            !is_told
        });
    }
    Ok(late)
}

/// Asks many at a time, and says when each was answered.
async fn asks(stage: &Stage, lines: &[String]) -> Result<Vec<DateTime<Utc>>> {
    let mut answered = Vec::new();
    for some in lines.chunks(AT_ONCE) {
        let asked: Result<Vec<InteractionId>, _> =
            some.iter().map(|line| stage.ana.runs(stage.channel, line)).collect();
        for id in asked? {
            stage.until(|stage| stage.discord.answer_of(id).is_some()).await?;
            answered.push(now());
        }
    }
    Ok(answered)
}

/// How many were told in a second, from the first to the last.
fn rate(late: &[f64]) -> f64 {
    let (first, last) =
        late.iter().fold((f64::INFINITY, 0.0_f64), |(low, high), late| (low.min(*late), high.max(*late)));
    f64::from(u32::try_from(late.len()).unwrap_or(u32::MAX)) / ((last - first) / 1_000.0)
}
