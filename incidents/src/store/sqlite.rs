//! The SQLite engine: WAL, every commit on the disk before anybody is answered, foreign keys on.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::hooks::Wal;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{OpenFlags, Statement};

use super::value::{Cell, Value};
use crate::error::Fault;

/// How long a statement waits for a lock held by a backup, a shell or Litestream.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// What each of the readers keeps of the file, where SQLite would keep 2,000 KiB. The system has the same pages, and a long
/// timeline is read once from end to end.
const READER_CACHE_KIB: i64 = 256;

/// From so many pages on the log is written back into the file.
const LONG_LOG: i32 = 1_000;

/// One SQLite connection.
pub struct Engine {
    raw: rusqlite::Connection,
    /// How many pages the log held after the last commit.
    logged: Arc<AtomicI32>,
    /// Whether the log is to be emptied after the next commit.
    pub(super) wipes_log: bool,
}

/// The cells of one SQLite row.
pub struct Cells<'r> {
    row: &'r rusqlite::Row<'r>,
    next: usize,
}

impl Cells<'_> {
    pub(super) fn next_cell(&mut self) -> Result<Cell<'_>, Fault> {
        let value = self.row.get_ref(self.next)?;
        self.next += 1;
        Ok(match value {
            ValueRef::Null => Cell::Null,
            ValueRef::Integer(value) => Cell::Int(value),
            ValueRef::Real(value) => Cell::Real(value),
            ValueRef::Text(bytes) => {
                Cell::Text(std::str::from_utf8(bytes).map_err(|why| Fault::Unreadable(why.to_string()))?)
            }
            ValueRef::Blob(bytes) => Cell::Bytes(bytes),
        })
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(value) => ValueRef::Integer(*value),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl Engine {
    /// Opens the one connection that writes, making the file when it is not there.
    pub fn writer(path: &Path) -> Result<Self, Fault> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let raw = rusqlite::Connection::open_with_flags(path, flags)?;
        raw.busy_timeout(BUSY_TIMEOUT)?;
        raw.pragma_update(None, "journal_mode", "wal")?;
        raw.pragma_update(None, "synchronous", "full")?;
        raw.pragma_update(None, "foreign_keys", true)?;
        // What is deleted is overwritten, and not left in pages that nothing points to.
        raw.pragma_update(None, "secure_delete", true)?;
        let mut engine = Self::with_cache(raw)?;
        // In place of SQLite's own hook, which writes a long log back before it lets a commit be answered.
        let logged = Arc::clone(&engine.logged);
        let hook = move |_: &mut Wal, pages| {
            logged.store(pages, Ordering::Relaxed);
            Ok(())
        };
        engine.raw.wal_hook(Some(hook))?;
        Ok(engine)
    }

    /// Opens a connection that can only read.
    pub fn reader(path: &Path) -> Result<Self, Fault> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let raw = rusqlite::Connection::open_with_flags(path, flags)?;
        raw.busy_timeout(BUSY_TIMEOUT)?;
        // Less than nought means KiB, and not pages.
        raw.pragma_update(None, "cache_size", -READER_CACHE_KIB)?;
        Self::with_cache(raw)
    }

    /// Opens a file that nobody else has open, as it is.
    pub(crate) fn plain(path: &Path) -> Result<Self, Fault> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Self::with_cache(rusqlite::Connection::open_with_flags(path, flags)?)
    }

    /// Whether the system let us open the file for reading alone.
    pub(super) fn is_read_only(&self) -> Result<bool, Fault> {
        Ok(self.raw.is_readonly(rusqlite::MAIN_DB)?)
    }

    pub(super) fn is_in_transaction(&self) -> bool {
        !self.raw.is_autocommit()
    }

    fn with_cache(raw: rusqlite::Connection) -> Result<Self, Fault> {
        raw.set_prepared_statement_cache_capacity(256);
        // Also what a change would need to be undone in part, which is small, and would be a file of its own for every change.
        raw.pragma_update(None, "temp_store", "memory")?;
        // Otherwise SQLite looks at what is bound while it plans, and compiles such statements anew each time that changes.
        raw.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        Ok(Self { raw, logged: Arc::default(), wipes_log: false })
    }

    /// Writes a long log back into the file, as far as nobody reads an older state in it; the next change then begins it anew.
    pub(super) fn shorten_log(&mut self) -> Result<(), Fault> {
        if self.logged.load(Ordering::Relaxed) < LONG_LOG {
            return Ok(());
        }
        Ok(self.raw.query_row("pragma wal_checkpoint(passive)", [], |_| Ok(()))?)
    }

    /// Empties the log, if that is to be done. While somebody reads in it, it is left for the next time: nobody waits for it.
    pub(super) fn try_wiping(&mut self) -> Result<(), Fault> {
        if !self.wipes_log {
            return Ok(());
        }
        self.raw.busy_timeout(Duration::ZERO)?;
        let read = self.raw.query_row("pragma wal_checkpoint(truncate)", [], |row| row.get::<_, i64>(0));
        self.raw.busy_timeout(BUSY_TIMEOUT)?;
        self.wipes_log = read? != 0;
        Ok(())
    }

    pub(super) fn run(&mut self, sql: &str, args: &[Value]) -> Result<u64, Fault> {
        let mut statement = self.raw.prepare_cached(&spoken(sql))?;
        bind(&mut statement, args)?;
        Ok(statement.raw_execute()? as u64)
    }

    pub(super) fn each(
        &mut self,
        sql: &str,
        args: &[Value],
        visit: &mut dyn FnMut(Cells<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let mut statement = self.raw.prepare_cached(&spoken(sql))?;
        bind(&mut statement, args)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            visit(Cells { row, next: 0 })?;
        }
        Ok(())
    }

    pub(super) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        Ok(self.raw.execute_batch(sql)?)
    }
}

/// Row locks are Postgres' words; SQLite's one writer needs none.
fn spoken(sql: &str) -> std::borrow::Cow<'_, str> {
    if !sql.contains(" for update") {
        return sql.into();
    }
    sql.replace(" for update skip locked", "").replace(" for update", "").into()
}

/// SQLite takes `$2` for a name and numbers names by first appearance, so each is bound by what it says.
fn bind(statement: &mut Statement<'_>, args: &[Value]) -> Result<(), Fault> {
    for position in 1..=statement.parameter_count() {
        let number: usize = statement
            .parameter_name(position)
            .and_then(|name| name.strip_prefix('$')?.parse().ok())
            .ok_or_else(|| Fault::Unreadable("a statement has a parameter that is not $n".into()))?;
        let value = args
            .get(number.wrapping_sub(1))
            .ok_or_else(|| Fault::Unreadable(format!("a statement wants ${number}, which was not given")))?;
        statement.raw_bind_parameter(position, value)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;

    #[test]
    fn a_statement_is_compiled_once_whatever_is_bound() {
        let folder = std::env::temp_dir().join(format!("sitrep-compiled-once-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut engine = Engine::writer(&folder.join("db")).unwrap();
        let schema = "create table wishes (id integer primary key, state text not null, key text, done_at integer);
                      create index wishes_done on wishes (key, done_at) where state = 'done' and key is not null;";
        engine.batch(schema).unwrap();
        let sql = "insert into wishes (state, key, done_at)
                   values ('done', $1, (select max(done_at) from wishes where key = $1 and state = 'done' and done_at <= $2))";
        for number in 0..3 {
            engine.run(sql, &[Value::Text(format!("key {number}")), Value::Int(number)]).unwrap();
        }
        let statement = engine.raw.prepare_cached(sql).unwrap();
        assert_eq!(
            (statement.get_status(StatementStatus::Run), statement.get_status(StatementStatus::RePrepare)),
            (3, 0)
        );
        drop(statement);
        drop(engine);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
