//! The program for hours: a steady load, faults of Discord's all along, and kills in the first half. What grows without end shows
//! in the second, in which nothing but work and faults happens.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result};
use chrono::TimeDelta;
use serde_json::json;
use simulator::{ChannelId, Fault, Limits, Matcher, Mishap, Options, Person, Scope, Simulator};

use crate::clock;
use crate::figures::{Spread, median};
use crate::process::Process;

/// Between two commands: ten a second.
const PACE: TimeDelta = TimeDelta::milliseconds(100);
/// One command in so many opens an incident, one lists, one adds an action; the others write on a timeline.
const OPENS: u32 = 200;
const LISTS: u32 = 10;
const ACTS: u32 = 20;
/// One call to Discord in so many goes wrong.
const FAULTY: u32 = 20;
/// So many samples are taken in all.
const SAMPLES: u32 = 40;
/// A command that is not answered by then never is; Discord itself waits three seconds.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often the program is killed in the first half.
const KILLS: u32 = 3;

/// What the program took at one moment.
#[derive(Debug, Clone, Copy)]
struct Sample {
    minute: f64,
    resident_kib: u64,
    handles: usize,
    wal_kib: u64,
    outbox: u64,
}

/// What became of a run.
pub struct Soaked {
    samples: Vec<Sample>,
    answers: Vec<f64>,
    asked: u32,
    unanswered: u32,
    kills: u32,
    violations: Vec<String>,
    left: u64,
}

/// Counts that the commands under way share.
#[derive(Default)]
struct Counts {
    unanswered: AtomicU32,
    in_flight: AtomicU32,
}

/// The scene: who asks, and where.
struct Scene {
    discord: Simulator,
    ana: Person,
    rooms: Vec<ChannelId>,
    counts: Arc<Counts>,
    took: Arc<std::sync::Mutex<Vec<f64>>>,
}

/// Runs the program for so long.
///
/// # Errors
/// When it does not start.
pub async fn soak(folder: &Path, length: TimeDelta) -> Result<Soaked> {
    let discord =
        Simulator::start(Options { limits: Limits::Off, ..Options::new(Arc::new(clock::now)) }).await?;
    let guild = discord.guild("Acme");
    let ana = guild.person("ana");
    let lobby = guild.channel("general").context("a server is founded with it")?;
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut program = Process::serving(&discord, folder, port)?;
    let mut scene = Scene { discord, ana, rooms: vec![lobby], counts: Arc::default(), took: Arc::default() };
    scene.ready(0).await?;
    let begun = clock::now();
    let (mut asked, mut kills, mut samples) = (0_u32, 0_u32, Vec::new());
    while clock::now() - begun < length {
        let gone = clock::now() - begun;
        if kills < KILLS && gone * 2 > length / i32::try_from(KILLS + 1)? * i32::try_from(kills + 1)? {
            kills += 1;
            scene.quiet().await;
            let before = scene.discord.identifies();
            drop(program);
            program = Process::serving(&scene.discord, folder, port)?;
            scene.ready(before).await?;
        }
        if samples.len() < usize::try_from(SAMPLES)?
            && gone > length / i32::try_from(SAMPLES)? * i32::try_from(samples.len())?
        {
            samples.push(sample(&program, folder, port, gone).await?);
        }
        scene.ask(asked, lobby)?;
        asked += 1;
        clock::wait(PACE).await;
    }
    scene.quiet().await;
    let left = drained(port).await;
    let violations = scene.discord.violations().iter().map(|one| format!("{one:?}")).collect();
    let answers = std::mem::take(&mut *scene.took.lock().expect("no panic held it"));
    let unanswered = scene.counts.unanswered.load(Ordering::Relaxed);
    Ok(Soaked { samples, answers, asked, unanswered, kills, violations, left })
}

impl Scene {
    /// Waits until a program has identified itself that had not before.
    async fn ready(&self, before: u32) -> Result<()> {
        let mut changed = self.discord.changed();
        let is_ready = || {
            let discord = &self.discord;
            discord.identifies() > before && discord.online() > 0 && !discord.commands().is_empty()
        };
        let wait = async {
            while !is_ready() {
                changed.changed().await?;
            }
            Ok(())
        };
        tokio::time::timeout(PATIENCE, wait).await.context("the program does not come up")?
    }

    /// Asks one command, and notes when it is answered.
    fn ask(&mut self, number: u32, lobby: ChannelId) -> Result<()> {
        if number.is_multiple_of(FAULTY) {
            self.discord.faults().add(fault(number / FAULTY));
        }
        self.rooms =
            self.ana.channels().iter().filter(|one| one.name.starts_with("inc-")).map(|one| one.id).collect();
        let room = usize::try_from(number)?.checked_rem(self.rooms.len()).map(|at| self.rooms[at]);
        let (room, line) = match room {
            Some(room) if number.is_multiple_of(LISTS) => (room, "/timeline list".to_owned()),
            Some(room) if number.is_multiple_of(ACTS + 1) => {
                (room, format!("/action add title:Look into thing number {number}"))
            }
            Some(room) if !number.is_multiple_of(OPENS) => {
                (room, format!("/timeline add text:The queue of payments grows, {number} wait now."))
            }
            _ => (lobby, format!("/incident open title:Checkout is down, number {number}")),
        };
        let id = self.ana.runs(room, &line)?;
        let (discord, counts, took) = (self.discord.clone(), self.counts.clone(), self.took.clone());
        let watch = incidents::Clock::system().stopwatch();
        counts.in_flight.fetch_add(1, Ordering::Relaxed);
        tokio::spawn(async move {
            let mut changed = discord.changed();
            let answered = async {
                while discord.answer_of(id).is_none() {
                    if changed.changed().await.is_err() {
                        return;
                    }
                }
            };
            match tokio::time::timeout(PATIENCE, answered).await {
                Ok(()) => {
                    took.lock().expect("no panic held it").push(watch.elapsed().as_secs_f64() * 1_000.0);
                }
                Err(_) => {
                    counts.unanswered.fetch_add(1, Ordering::Relaxed);
                }
            }
            counts.in_flight.fetch_sub(1, Ordering::Relaxed);
        });
        Ok(())
    }

    /// Waits until everything that was asked is answered, or never will be: a kill is not to be blamed for what it cut off.
    async fn quiet(&self) {
        while self.counts.in_flight.load(Ordering::Relaxed) > 0 {
            clock::wait(PACE).await;
        }
    }
}

/// Everything that Discord does wrong, in turns, to whatever it is asked next. Answers to people are spared: who gets none
/// repeats the command.
fn fault(turn: u32) -> Fault {
    let what = match turn % 6 {
        0 => Mishap::Status(500, json!({"message": "500: Internal Server Error", "code": 0})),
        1 => Mishap::Html(502),
        2 => Mishap::ResetBefore,
        3 => Mishap::ResetAfterEffect,
        4 => Mishap::RateLimited { retry_after: 0.4, scope: Scope::User, has_code: true },
        _ => Mishap::Status(503, json!({"message": "Service Unavailable", "code": 0})),
    };
    let on = match turn % 3 {
        0 => Matcher::first("PATCH", "/channels/*/messages/*"),
        1 => Matcher::first("POST", "/channels/*/messages"),
        _ => Matcher::first("POST", "/guilds/*/channels"),
    };
    Fault { on, what }
}

async fn sample(program: &Process, folder: &Path, port: u16, gone: TimeDelta) -> Result<Sample> {
    let wal = fs::metadata(folder.join("sitrep.db-wal")).map_or(0, |file| file.len() / 1_024);
    Ok(Sample {
        minute: gone.as_seconds_f64() / 60.0,
        resident_kib: program.resident()?,
        handles: program.handles()?,
        wal_kib: wal,
        outbox: depth(port).await.unwrap_or(u64::MAX),
    })
}

/// How many wishes wait, as the program itself says.
async fn depth(port: u16) -> Option<u64> {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok()?;
    stream.write_all(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    let line = answer.lines().find_map(|line| line.strip_prefix("sitrep_outbox_depth "))?;
    line.trim().parse().ok()
}

/// How many wishes are left after a minute of peace.
async fn drained(port: u16) -> u64 {
    let mut left = u64::MAX;
    for _ in 0..60 {
        left = depth(port).await.unwrap_or(u64::MAX);
        if left == 0 {
            break;
        }
        clock::wait(TimeDelta::seconds(1)).await;
    }
    left
}

impl Soaked {
    /// What it took over time, and what is wrong with it; nothing is, when the list is empty.
    #[must_use]
    pub fn report(&self) -> (String, Vec<String>) {
        let mut text = String::from(
            "| minute | memory, MiB | handles | WAL, MiB | outbox |\n|---:|---:|---:|---:|---:|\n",
        );
        for one in &self.samples {
            let mib = |kib: u64| kib as f64 / 1_024.0;
            text.push_str(&format!(
                "| {:.1} | {:.1} | {} | {:.1} | {} |\n",
                one.minute,
                mib(one.resident_kib),
                one.handles,
                mib(one.wal_kib),
                one.outbox
            ));
        }
        let fifth = self.answers.len() / 5;
        let first = Spread::of(self.answers.iter().take(fifth).copied().collect());
        let last = Spread::of(self.answers.iter().rev().take(fifth).copied().collect());
        text.push_str(&format!(
            "\n{} commands, {} never answered, {} kills; p99 of an answer {:.1} ms in the first fifth, {:.1} ms in the last; \
             {} wishes left after a minute of peace\n",
            self.asked, self.unanswered, self.kills, first.p99, last.p99, self.left
        ));
        (text, self.wrong())
    }

    fn wrong(&self) -> Vec<String> {
        let quarter = self.samples.len() / 4;
        let of = |what: fn(&Sample) -> f64, from: usize| {
            median(self.samples.iter().skip(from).take(quarter).map(what).collect())
        };
        let (third, fourth) = (2 * quarter, 3 * quarter);
        let mut wrong = Vec::new();
        for (name, what, most) in [
            ("memory", (|one: &Sample| one.resident_kib as f64) as fn(&Sample) -> f64, 1.10),
            ("handles", |one: &Sample| one.handles as f64, 1.10),
        ] {
            let grown = of(what, fourth) / of(what, third);
            if grown > most {
                wrong.push(format!("{name} grew to {grown:.2} times from the third quarter to the last"));
            }
        }
        let wal = self.samples.iter().map(|one| one.wal_kib).max().unwrap_or(0);
        if wal > 16 * 1_024 {
            wrong.push(format!("the WAL grew to {wal} KiB"));
        }
        if self.unanswered > 0 {
            wrong.push(format!("{} commands were never answered", self.unanswered));
        }
        if self.left > 0 {
            wrong.push(format!("{} wishes were left", self.left));
        }
        wrong.extend(self.violations.iter().map(|one| format!("Discord would not have it: {one}")));
        wrong
    }
}
