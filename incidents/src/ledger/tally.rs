//! Counts what the ledger asks of its database: what no noise of the machine can touch.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::store::Connection;

/// What was asked since the ledger was opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Statements that read or wrote rows.
    pub statements: u64,
    /// Transactions that wrote and were committed; each is one wait for the disk.
    pub commits: u64,
}

/// The counts as the threads add to them.
#[derive(Debug, Default)]
pub(super) struct Tallying {
    statements: AtomicU64,
    commits: AtomicU64,
}

impl Tallying {
    pub fn now(&self) -> Tally {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Tally { statements: read(&self.statements), commits: read(&self.commits) }
    }

    /// Adds what a connection was asked since it was counted last, and whether that was committed.
    pub fn add(&self, connection: &mut Connection, commits: bool) {
        self.statements.fetch_add(connection.take_count(), Ordering::Relaxed);
        self.commits.fetch_add(commits.into(), Ordering::Relaxed);
    }
}
