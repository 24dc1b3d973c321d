//! The reference's storage: one thread owns the connection and commits together what waits together.
//!
//! A note is what a command of an incident bot cannot do without: the channel's row is read, the entry and its words for the search, an audit
//! row and the wish to refresh the card are written.
//!
//! It is written with `rusqlite`, as our ledger is. The same with an asynchronous driver is a workspace of its own, in `bench/sqlx`,
//! for SQLite cannot be linked twice into one: its statements hop between threads, so that this is the stricter reference.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use anyhow::Result;
use rusqlite::{Connection, TransactionBehavior, params};
use tokio::sync::oneshot;

use crate::clock::now;
use crate::statements;

/// How many notes may share one commit.
const SHARED: usize = 64;

/// How many are committed one after another.
const COMMITS: u32 = 500;

/// A note on its way to the disk.
struct Note {
    channel: i64,
    author: i64,
    text: String,
    stored: oneshot::Sender<i64>,
}

/// The way to the thread that writes.
pub struct Writer(Sender<Note>);

impl Writer {
    /// Makes the database and starts the thread.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn start(path: &Path) -> rusqlite::Result<Self> {
        let mut connection = open(path)?;
        let (sender, notes) = channel();
        thread::spawn(move || {
            while let Some(together) = next(&notes) {
                commit(&mut connection, together).expect("a reference on a disk that fails is worth nothing");
            }
        });
        Ok(Self(sender))
    }

    /// Stores a note and gives its number in the channel, once it is on the disk; none when the writer is gone.
    pub async fn store(&self, channel: u64, author: u64, text: String) -> Option<i64> {
        let (stored, number) = oneshot::channel();
        let (channel, author) = (channel.cast_signed(), author.cast_signed());
        self.0.send(Note { channel, author, text, stored }).ok()?;
        number.await.ok()
    }
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.execute_batch(statements::SCHEMA)?;
    Ok(connection)
}

/// How many notes a second are committed when each is a commit of its own and nothing else is done: what the disk gives to
/// whoever lets nobody share.
///
/// # Errors
/// When the file cannot be made or written.
pub fn alone(folder: &Path) -> Result<f64> {
    let mut connection = open(&folder.join("alone.db"))?;
    let begun = now();
    for number in 0..COMMITS {
        let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let text = format!("The queue of payments grows, {number} wait now.");
        write(&change, (1, 2), &text)?;
        change.commit()?;
    }
    Ok(f64::from(COMMITS) / (now() - begun).as_seconds_f64())
}

/// The next note and what waits behind it; none when nobody is left to send one.
fn next(notes: &Receiver<Note>) -> Option<Vec<Note>> {
    let first = notes.recv().ok()?;
    Some(std::iter::once(first).chain(notes.try_iter().take(SHARED - 1)).collect())
}

fn commit(connection: &mut Connection, together: Vec<Note>) -> rusqlite::Result<()> {
    let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut done = Vec::new();
    for note in together {
        let number = write(&change, (note.channel, note.author), &note.text)?;
        done.push((note.stored, number));
    }
    change.commit()?;
    for (stored, number) in done {
        // Nobody waits any more when the bot is going down.
        let _ = stored.send(number);
    }
    Ok(())
}

fn write(change: &Connection, (channel, author): (i64, i64), text: &str) -> rusqlite::Result<i64> {
    change.prepare_cached(statements::CHANNEL)?.execute(params![channel])?;
    let before: i64 =
        change.prepare_cached(statements::ENTRIES)?.query_row(params![channel], |row| row.get(0))?;
    change.prepare_cached(statements::COUNT)?.execute(params![channel, before + 1])?;
    let id = change.prepare_cached(statements::ENTRY)?.insert(params![channel, author, text])?;
    change.prepare_cached(statements::WORDS)?.execute(params![id, text])?;
    change
        .prepare_cached(statements::AUDIT)?
        .execute(params![id, if before == 0 { "first" } else { "next" }])?;
    change.prepare_cached(statements::WISH)?.execute(params![channel])?;
    Ok(id)
}
