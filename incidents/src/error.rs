//! Two ways for a wish to fail: the person can mend it, or we must.

use thiserror::Error;

pub use crate::refusal::{
    AlertRefusal, HeartbeatRefusal, PostmortemRefusal, Refusal, RosterRefusal, SetUpRefusal, TrackerRefusal,
};

/// What every operation answers when it does not succeed.
#[derive(Debug, Error)]
pub enum Error {
    /// The person's to mend; its text is the sentence they read.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Ours to mend; logged once, and the person gets an apology with a reference.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The usual result in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Something that should not happen, or that the machine did to us.
#[derive(Debug, Error)]
pub enum Fault {
    /// SQLite refused a statement.
    #[error("the database refused: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// Postgres refused a statement or is not there.
    #[error("the database refused: {}", postgres_reason(.0))]
    Postgres(#[from] postgres::Error),
    /// The commit that a change shared with others failed; none of them stands.
    #[error("the commit failed: {0}")]
    Uncommitted(String),
    /// The disk that holds the database has no room left.
    #[error("the disk that holds the database is full")]
    NoRoom,
    /// A stored value is not what this program writes.
    #[error("the database holds what this program cannot read: {0}")]
    Unreadable(String),
    /// The database could not be opened; the sentence says what to do about it.
    #[error("{0}")]
    Unopened(String),
    /// The database's schema is not one this program can work with.
    #[error("{0}")]
    Schema(String),
    /// A backup could not be made or used; the sentence says what to do about it.
    #[error("{0}")]
    Backup(String),
    /// More work is waiting than the ledger's queue holds.
    #[error("the ledger has more work waiting than it can hold")]
    Busy,
    /// The ledger's threads are gone.
    #[error("the ledger is closed")]
    Closed,
    /// An operation panicked; its change was rolled back.
    #[error("an operation panicked: {0}")]
    Panicked(String),
    /// A file could not be read or written.
    #[error("{what}: {source}")]
    File {
        /// What was being done, with the path.
        what: String,
        /// The system's reason.
        source: std::io::Error,
    },
}

impl Fault {
    /// The same for everybody who shared a commit.
    pub(crate) fn uncommitted(&self) -> Self {
        if self.is_no_room() { Self::NoRoom } else { Self::Uncommitted(self.to_string()) }
    }

    /// Whether it is for want of room on the disk.
    #[must_use]
    pub fn is_no_room(&self) -> bool {
        match self {
            Self::NoRoom => true,
            Self::Sqlite(error) => error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull),
            Self::Postgres(error) => error.code() == Some(&postgres::error::SqlState::DISK_FULL),
            _ => false,
        }
    }
}

/// The server's own words where there are any; the driver's `Display` hides them.
fn postgres_reason(error: &postgres::Error) -> String {
    match error.as_db_error() {
        Some(db) => format!("{} ({})", db.message(), db.code().code()),
        None => std::error::Error::source(error)
            .map_or_else(|| error.to_string(), |source| format!("{error}: {source}")),
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Fault::from(error).into()
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Fault::from(error).into()
    }
}
