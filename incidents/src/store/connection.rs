//! One connection to either database. What the two say differently is said here and in the two engines beside it.

use super::memory::Memory;
use super::search;
use super::unindexed::Unindexed;
use super::value::{Columns, Value};
use super::{postgres, sqlite};
use crate::error::Fault;

/// A connection; a transaction is whatever the ledger has begun on it.
pub struct Connection {
    engine: Engine,
    memory: Memory,
    unindexed: Unindexed,
    /// Statements since they were counted last.
    count: u64,
}

enum Engine {
    Sqlite(sqlite::Engine),
    Postgres(Box<postgres::Engine>),
}

/// The two ways of saying the few things SQL does not say alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// Postgres.
    Postgres,
}

/// The cells of the row at hand, whichever database it came from.
pub enum Row<'r> {
    /// A row of SQLite.
    Sqlite(sqlite::Cells<'r>),
    /// A row of Postgres.
    Postgres(postgres::Cells<'r>),
}

impl Columns for Row<'_> {
    fn next_cell(&mut self) -> Result<super::value::Cell<'_>, Fault> {
        match self {
            Self::Sqlite(cells) => cells.next_cell(),
            Self::Postgres(cells) => cells.next_cell(),
        }
    }
}

impl From<sqlite::Engine> for Connection {
    fn from(engine: sqlite::Engine) -> Self {
        Self::over(Engine::Sqlite(engine))
    }
}

impl From<postgres::Engine> for Connection {
    fn from(engine: postgres::Engine) -> Self {
        Self::over(Engine::Postgres(Box::new(engine)))
    }
}

impl Connection {
    fn over(engine: Engine) -> Self {
        Self { engine, memory: Memory::default(), unindexed: Unindexed::default(), count: 0 }
    }

    /// Which database answers.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match &self.engine {
            Engine::Sqlite(_) => Dialect::Sqlite,
            Engine::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Whether the server behind it is known to be gone.
    pub(crate) fn is_lost(&self) -> bool {
        match &self.engine {
            Engine::Sqlite(_) => false,
            Engine::Postgres(engine) => engine.is_closed(),
        }
    }

    /// Whether what was begun on it is still open. Postgres keeps a failed transaction until it is told to end.
    pub(crate) fn is_in_transaction(&self) -> bool {
        match &self.engine {
            Engine::Sqlite(engine) => engine.is_in_transaction(),
            Engine::Postgres(_) => true,
        }
    }

    /// Has the log emptied once what is under way is committed, for it holds the pages as they were. Postgres keeps its own.
    pub(crate) fn wipe_log(&mut self) {
        if let Engine::Sqlite(engine) = &mut self.engine {
            engine.wipes_log = true;
        }
    }

    /// Empties the log, if that is still to be done and nobody reads in it just now.
    pub(crate) fn try_wiping(&mut self) -> Result<(), Fault> {
        match &mut self.engine {
            Engine::Sqlite(engine) => engine.try_wiping(),
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Writes a long log back. To be called when everybody has been answered, for it takes longer than a commit.
    pub(crate) fn shorten_log(&mut self) -> Result<(), Fault> {
        match &mut self.engine {
            Engine::Sqlite(engine) => engine.shorten_log(),
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Runs a statement and says how many rows it touched.
    pub(crate) fn run(&mut self, sql: &str, args: &[Value]) -> Result<u64, Fault> {
        self.count += 1;
        match &mut self.engine {
            Engine::Sqlite(engine) => engine.run(sql, args),
            Engine::Postgres(engine) => engine.run(sql, args),
        }
    }

    /// Reads every row.
    pub(crate) fn all<T>(
        &mut self,
        sql: &str,
        args: &[Value],
        mut read: impl FnMut(&mut Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut rows = Vec::new();
        self.each(sql, args, &mut |row| {
            rows.push(read(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// Reads the first row, if there is one.
    pub(crate) fn first<T>(
        &mut self,
        sql: &str,
        args: &[Value],
        read: impl FnMut(&mut Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        self.all(sql, args, read).map(|rows| rows.into_iter().next())
    }

    /// Reads the one row that an aggregate or a `returning` always gives.
    pub(crate) fn one<T>(
        &mut self,
        sql: &str,
        args: &[Value],
        read: impl FnMut(&mut Row<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.first(sql, args, read)?.ok_or_else(|| Fault::Unreadable(format!("no row came of: {sql}")))
    }

    /// How many statements it was asked since this was asked last; what begins and ends transactions is none.
    pub(crate) fn take_count(&mut self) -> u64 {
        std::mem::take(&mut self.count)
    }

    /// What it remembers of what it has read.
    pub(super) fn memory(&mut self) -> &mut Memory {
        &mut self.memory
    }

    /// What it has still to make findable.
    pub(super) fn unindexed(&mut self) -> &mut Unindexed {
        &mut self.unindexed
    }

    /// Begins a transaction, which reads everything anew.
    pub(crate) fn begin(&mut self, sql: &str) -> Result<(), Fault> {
        self.memory.clear();
        self.control(sql)
    }

    /// Begins a transaction on SQLite's one writer, which goes on with what it knows unless another process has written.
    pub(crate) fn begin_writing(&mut self) -> Result<(), Fault> {
        self.control("begin immediate")?;
        let version = self.one("pragma data_version", &[], |row| row.take())?;
        self.count -= 1;
        self.memory.keep_if(version);
        Ok(())
    }

    /// Ends a transaction: all of it stands, the words to find it by as well, or nothing does.
    pub(crate) fn commit(&mut self) -> Result<(), Fault> {
        let ended = search::write_waiting(self).and_then(|()| self.control("commit"));
        if ended.is_err() {
            // When it is no longer open, there is nothing to undo.
            drop(self.roll_back());
        }
        ended
    }

    /// Undoes what a transaction has done, and with it what is remembered of that.
    pub(crate) fn roll_back(&mut self) -> Result<(), Fault> {
        self.memory.clear();
        self.unindexed.clear();
        self.control("rollback")
    }

    /// Marks a place in a transaction, to return to or to let go.
    pub(crate) fn set_savepoint(&mut self) -> Result<(), Fault> {
        self.unindexed.set_savepoint();
        self.control("savepoint one")
    }

    /// Undoes what was done since the savepoint, and with it what is remembered of that.
    pub(crate) fn return_to_savepoint(&mut self) -> Result<(), Fault> {
        self.memory.clear();
        self.unindexed.return_to_savepoint();
        self.control("rollback to one")?;
        self.release_savepoint()
    }

    /// Lets the savepoint go.
    pub(crate) fn release_savepoint(&mut self) -> Result<(), Fault> {
        self.unindexed.release_savepoint();
        self.control("release one")
    }

    /// Begins, marks and ends transactions. Said again and again, so SQLite compiles it once.
    fn control(&mut self, sql: &str) -> Result<(), Fault> {
        match &mut self.engine {
            Engine::Sqlite(engine) => engine.run(sql, &[]).map(drop),
            Engine::Postgres(engine) => engine.batch(sql),
        }
    }

    /// Runs several statements without arguments, as migrations need.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        match &mut self.engine {
            Engine::Sqlite(engine) => engine.batch(sql),
            Engine::Postgres(engine) => engine.batch(sql),
        }
    }

    fn each(
        &mut self,
        sql: &str,
        args: &[Value],
        visit: &mut dyn FnMut(&mut Row<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.count += 1;
        match &mut self.engine {
            Engine::Sqlite(engine) => engine.each(sql, args, &mut |cells| visit(&mut Row::Sqlite(cells))),
            Engine::Postgres(engine) => engine.each(sql, args, &mut |cells| visit(&mut Row::Postgres(cells))),
        }
    }
}

/// The arguments of a statement, each turned into a [`Value`].
macro_rules! args {
    ($($arg:expr),* $(,)?) => { &[$($crate::store::value::Value::from($arg)),*] };
}
pub(crate) use args;
