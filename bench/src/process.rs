//! A measured program as a process of its own, and what the system knows of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use anyhow::{Context as _, Result};
use chrono::TimeDelta;
use simulator::Simulator;

use crate::clock;
use crate::contender::Contender;

/// An empty folder beside this program: a temporary one may lie in memory, where nothing is ever waited for.
///
/// # Errors
/// When it cannot be made.
pub fn fresh_folder(name: &str) -> Result<PathBuf> {
    let folder = here()?.join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Where this program lies, and the measured ones beside it.
///
/// # Errors
/// When the system does not say.
pub fn here() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    Ok(program.parent().context("a program lies in a folder")?.to_owned())
}

/// What a program takes when nobody wants anything of it.
#[derive(Debug, Clone, Copy)]
pub struct Rest {
    /// Of a core, in percent.
    pub percent_of_a_core: f64,
    /// How often a second one of its threads wakes up.
    pub wakes_per_s: f64,
}

/// A running program; it ends with this value.
pub struct Process(Child);

impl Process {
    /// Starts the program that lies beside this one, on a folder of its own.
    ///
    /// # Errors
    /// When it was not built.
    pub fn start(contender: Contender, discord: &Simulator, folder: &Path) -> Result<Self> {
        let child = contender
            .command(&here()?)
            .env("DISCORD_TOKEN", discord.token())
            .env("SITREP_DISCORD_URL", discord.base_url())
            .env("SITREP_DATA", folder)
            .env("SITREP_LISTEN", "off")
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.join("log"))?)
            .spawn();
        Ok(Self(child.with_context(|| format!("{} is not built", contender.name()))?))
    }

    /// Starts Sitrep as people run it, serving at a port of this machine. Its log goes on where the last one ended.
    ///
    /// # Errors
    /// When it was not built.
    pub fn serving(discord: &Simulator, folder: &Path, port: u16) -> Result<Self> {
        let log = fs::OpenOptions::new().create(true).append(true).open(folder.join("log"))?;
        let child = Contender::Sitrep
            .command(&here()?)
            .env("DISCORD_TOKEN", discord.token())
            .env("SITREP_DISCORD_URL", discord.base_url())
            .env("SITREP_DATA", folder)
            .env("SITREP_LISTEN", format!("127.0.0.1:{port}"))
            .env("SITREP_LOG", "warn")
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        Ok(Self(child.context("sitrep is not built")?))
    }

    /// How many files and connections it holds.
    ///
    /// # Errors
    /// When the process is gone, or the system is not Linux.
    pub fn handles(&self) -> Result<usize> {
        Ok(fs::read_dir(format!("/proc/{}/fd", self.0.id()))?.count())
    }

    /// The memory that is resident, in KiB.
    ///
    /// # Errors
    /// When the process is gone, or the system is not Linux.
    pub fn resident(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().next());
        number.context("the system does not tell the memory")?.parse().context("memory is a number")
    }

    /// The nanoseconds that its threads have run so far.
    ///
    /// # Errors
    /// When the process is gone, or the system is not Linux.
    pub fn ran(&self) -> Result<u64> {
        self.of_threads("schedstat", |told| told.split_whitespace().next()?.parse().ok())
    }

    /// What it does when nobody wants anything of it, watched for a while.
    ///
    /// # Errors
    /// When the process is gone, or the system is not Linux.
    pub async fn at_rest(&self, span: TimeDelta) -> Result<Rest> {
        let (ran, woke) = (self.ran()?, self.woke()?);
        clock::wait(span).await;
        // A thread that has ended since is no longer counted.
        let (ran, woke) = (self.ran()?.saturating_sub(ran), self.woke()?.saturating_sub(woke));
        let seconds = span.as_seconds_f64();
        Ok(Rest {
            percent_of_a_core: f64::from(u32::try_from(ran / 1_000)?) / 10_000.0 / seconds,
            wakes_per_s: f64::from(u32::try_from(woke)?) / seconds,
        })
    }

    /// How often its threads have been woken so far, having waited for something.
    fn woke(&self) -> Result<u64> {
        self.of_threads("status", |told| {
            let line = told.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            line?.trim().parse().ok()
        })
    }

    /// The sum of a number that the system tells of each thread.
    fn of_threads(&self, file: &str, number: impl Fn(&str) -> Option<u64>) -> Result<u64> {
        let mut sum = 0;
        for thread in fs::read_dir(format!("/proc/{}/task", self.0.id()))? {
            // A thread may end while we look.
            let Ok(told) = fs::read_to_string(thread?.path().join(file)) else { continue };
            sum += number(&told).unwrap_or(0);
        }
        Ok(sum)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
