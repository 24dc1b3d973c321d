//! What kind of machine it was, without saying whose.

use std::fs;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

/// Cores and memory.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Machine {
    /// How many threads run at once.
    pub cores: usize,
    /// The memory in MiB.
    pub memory_mib: u64,
}

impl Machine {
    /// This one.
    #[must_use]
    pub fn here() -> Self {
        let told = fs::read_to_string("/proc/meminfo").unwrap_or_default();
        let total = told.lines().find_map(|line| line.strip_prefix("MemTotal:"));
        let number = total.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        Self {
            cores: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            memory_mib: number.unwrap_or(0) / 1024,
        }
    }
}

/// The memory of this process that is resident now, and that was at its height, in KiB.
///
/// # Errors
/// When the system is not Linux.
pub fn memory() -> Result<(u64, u64)> {
    let told = fs::read_to_string("/proc/self/status")?;
    let number = |name: &str| {
        let line = told.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok())
            .context("the system does not tell the memory")
    };
    Ok((number("VmRSS:")?, number("VmHWM:")?))
}

/// How many threads wanted to run in the last minute; nought where the system does not tell.
#[must_use]
pub fn load() -> f64 {
    let told = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    told.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0.0)
}
