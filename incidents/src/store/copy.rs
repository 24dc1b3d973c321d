//! A SQLite database copied whole, as it stands at one instant, while others go on writing to it.

use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::error::Fault;

/// How many pages are copied between two words about how far it is: some milliseconds' worth.
const PAGES: i32 = 512;

/// How long either side waits for a lock before the copy is given up.
const BUSY_TIMEOUT_MS: u64 = 5_000;

/// How far a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Pages copied.
    pub done: u64,
    /// Pages in all.
    pub all: u64,
}

/// Copies one file to another, which must not be there yet. The copy needs no other file beside it.
pub fn whole(from: &Path, to: &Path, mut told: impl FnMut(Progress)) -> Result<(), Fault> {
    let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    source.busy_timeout(std::time::Duration::from_millis(BUSY_TIMEOUT_MS))?;
    // Holding a read transaction pins the state: without it every foreign commit would start the copy again.
    source.execute_batch("begin; select count(*) from sqlite_master")?;
    let mut target = Connection::open(to)?;
    {
        let backup = Backup::new(&source, &mut target)?;
        while backup.step(PAGES)? != StepResult::Done {
            let progress = backup.progress();
            let all = u64::try_from(progress.pagecount).unwrap_or(0);
            let left = u64::try_from(progress.remaining).unwrap_or(0);
            told(Progress { done: all.saturating_sub(left), all });
        }
    }
    // The source's mode came along, and a file in that mode cannot be read from a folder that cannot be written to.
    target.pragma_update(None, "journal_mode", "delete")?;
    target.close().map_err(|(_, why)| why)?;
    Ok(source.execute_batch("commit")?)
}

/// Folds what lies in the log beside a database into it. Says whether nothing is left there.
pub fn fold(database: &Path) -> Result<bool, Fault> {
    let raw = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    raw.busy_timeout(std::time::Duration::from_millis(BUSY_TIMEOUT_MS))?;
    let is_held: i64 = raw.query_row("pragma wal_checkpoint(truncate)", [], |row| row.get(0))?;
    raw.close().map_err(|(_, why)| why)?;
    Ok(is_held == 0)
}
