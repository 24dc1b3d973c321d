//! Backups by the calendar: made while the bot runs, and only as many kept as the operator asked for.
//!
//! The folder is all it remembers: after a stop of any length one backup is made at once if one was missed, not one for each.

use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use incidents::model::zone::Zone;
use incidents::{Clock, Files, backup};
use tokio_util::sync::CancellationToken;
use tracing::{error, info};

use crate::config::BackupConfig;

/// How long to sleep at most, so that a clock that was set is noticed.
const LONGEST_SLEEP: TimeDelta = TimeDelta::seconds(30);
/// How long to wait after a backup that could not be made.
const AGAIN: TimeDelta = TimeDelta::minutes(10);
/// How the instant stands in a file's name.
const NAME: &str = "sitrep-%Y-%m-%dT%H-%M-%SZ.db";

/// Makes backups until it is stopped.
pub struct Backups {
    database: PathBuf,
    files: Files,
    folder: PathBuf,
    config: BackupConfig,
    clock: Clock,
}

impl Backups {
    /// Backups of a SQLite file into the folder `backups` among the data.
    #[must_use]
    pub fn new(database: &Path, files: Files, data: &Path, config: BackupConfig, clock: Clock) -> Self {
        Self { database: database.to_owned(), files, folder: folder(data), config, clock }
    }

    /// Makes each when its time comes.
    pub async fn run(self, stop: CancellationToken) {
        let began = self.clock.now();
        let mut failed_at = None;
        while !stop.is_cancelled() {
            let now = self.clock.now();
            let wake = match self.next(began, failed_at) {
                None => return,
                Some(due) if due <= now => {
                    failed_at = (!self.make(now).await).then_some(now);
                    continue;
                }
                Some(due) => due.min(now + LONGEST_SLEEP),
            };
            // Cancelled or awake, the loop looks.
            let _ = stop.run_until_cancelled(self.clock.sleep_until(wake)).await;
        }
    }

    /// When the next is due: by the calendar after the newest there is, and some minutes after one that failed.
    fn next(&self, began: DateTime<Utc>, failed_at: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
        let newest = all(&self.folder).into_iter().map(|(at, _)| at).max().unwrap_or(began);
        let due = self.config.at.as_ref()?.next_after(newest, Zone::UTC, newest)?;
        Some(failed_at.map_or(due, |failed| due.max(failed + AGAIN)))
    }

    async fn make(&self, now: DateTime<Utc>) -> bool {
        let (database, files) = (self.database.clone(), self.files.clone());
        let to = self.folder.join(now.format(NAME).to_string());
        let path = to.clone();
        let made = tokio::task::spawn_blocking(move || backup::make(&database, &files, &path, |_| {})).await;
        match made {
            Ok(Ok(made)) => info!(bytes = made.bytes, "a backup was made: {}", to.display()),
            Ok(Err(why)) => {
                error!("no backup was made: {why}");
                return false;
            }
            Err(panic) => {
                error!("no backup was made: {panic}");
                return false;
            }
        }
        if let Err(why) = self.thin_out() {
            error!("old backups could not be removed from {}: {why}", self.folder.display());
        }
        true
    }

    /// Removes the oldest beyond as many as are kept. Files of other names are not ours.
    fn thin_out(&self) -> io::Result<()> {
        let mut all = all(&self.folder);
        all.sort_unstable();
        let surplus = all.len().saturating_sub(self.config.keep);
        all.iter().take(surplus).try_for_each(|(_, path)| std::fs::remove_file(path))
    }
}

/// Where the backups of a data folder lie.
#[must_use]
pub fn folder(data: &Path) -> PathBuf {
    data.join("backups")
}

/// When the newest backup was made, if there is one.
#[must_use]
pub fn newest(data: &Path) -> Option<DateTime<Utc>> {
    all(&folder(data)).into_iter().map(|(at, _)| at).max()
}

/// How many backups were made before an instant.
#[must_use]
pub fn before(data: &Path, instant: DateTime<Utc>) -> usize {
    all(&folder(data)).into_iter().filter(|(at, _)| *at < instant).count()
}

/// The backups in a folder, by when they were made. One that cannot be read holds none.
fn all(folder: &Path) -> Vec<(DateTime<Utc>, PathBuf)> {
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = files.filter_map(|file| Some(file.ok()?.path()));
    paths.filter_map(|path| Some((instant(path.file_name()?.to_str()?)?, path))).collect()
}

fn instant(name: &str) -> Option<DateTime<Utc>> {
    NaiveDateTime::parse_from_str(name, NAME).ok().map(|at| at.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use incidents::{Ledger, Place};

    #[tokio::test]
    async fn one_is_made_for_a_night_that_was_missed_and_only_the_newest_are_kept() {
        let data = std::env::temp_dir().join(format!("sitrep_backups_{}", std::process::id()));
        let clock = Clock::by_hand("2024-06-02T14:15:00Z".parse().unwrap());
        let database = data.join("sitrep.db");
        let ledger = Ledger::open(Place::Sqlite(database.clone()), clock.clone()).await.unwrap();
        let config = BackupConfig { at: "every day 3:00".parse().ok(), keep: 2 };
        let backups = Backups::new(&database, ledger.files().clone(), &data, config, clock.clone());
        let began = clock.now();
        let due = |failed| backups.next(began, failed).unwrap().to_rfc3339();
        assert_eq!(due(None), "2024-06-03T03:00:00+00:00", "a first start waits for the night");
        for days in [1, 1, 5] {
            clock.advance(TimeDelta::days(days));
            assert!(backups.make(clock.now()).await);
        }
        assert_eq!(newest(&data), Some(clock.now()));
        let kept: Vec<_> = all(&folder(&data)).into_iter().map(|(at, _)| clock.now() - at).collect();
        assert!(kept.len() == 2 && kept.contains(&TimeDelta::days(5)), "{kept:?}");
        assert_eq!(due(None), "2024-06-10T03:00:00+00:00", "five nights missed are one backup");
        clock.advance(TimeDelta::hours(13));
        assert_eq!(
            due(Some(clock.now())),
            "2024-06-10T03:25:00+00:00",
            "what failed is tried again, not at once"
        );
        drop(ledger);
        std::fs::remove_dir_all(&data).unwrap();
    }

    #[test]
    fn only_our_own_names_are_backups() {
        for (name, is_ours) in [
            ("sitrep-2024-06-02T03-00-00Z.db", true),
            ("sitrep-2024-06-02T03-00-00Z.db.part", false),
            ("sitrep.db", false),
            ("sitrep-yesterday.db", false),
        ] {
            assert_eq!(instant(name).is_some(), is_ours, "{name}");
        }
    }
}
