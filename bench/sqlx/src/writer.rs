//! The same storage as that of the reference with rusqlite, through sqlx: one task owns the connection and commits together what
//! waits together.

use std::path::Path;

use anyhow::Result;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::sync::{mpsc, oneshot};

use crate::statements;

/// How many notes may share one commit.
const SHARED: usize = 64;

/// A note on its way to the disk.
struct Note {
    channel: i64,
    author: i64,
    text: String,
    stored: oneshot::Sender<i64>,
}

/// The way to the task that writes.
pub struct Writer(mpsc::UnboundedSender<Note>);

impl Writer {
    /// Makes the database and starts the task.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub async fn start(path: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true);
        let mut connection = options.connect().await?;
        sqlx::raw_sql(statements::SCHEMA).execute(&mut connection).await?;
        let (sender, mut notes) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut together = Vec::new();
            while notes.recv_many(&mut together, SHARED).await > 0 {
                let stored = commit(&mut connection, &mut together).await;
                stored.expect("a reference on a disk that fails is worth nothing");
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

async fn commit(connection: &mut SqliteConnection, together: &mut Vec<Note>) -> sqlx::Result<()> {
    let mut change = connection.begin_with("begin immediate").await?;
    let mut done = Vec::new();
    for note in together.drain(..) {
        let number = write(&mut change, (note.channel, note.author), &note.text).await?;
        done.push((note.stored, number));
    }
    change.commit().await?;
    for (stored, number) in done {
        // Nobody waits any more when the bot is going down.
        let _ = stored.send(number);
    }
    Ok(())
}

async fn write(
    change: &mut SqliteConnection,
    (channel, author): (i64, i64),
    text: &str,
) -> sqlx::Result<i64> {
    sqlx::query(statements::CHANNEL).bind(channel).execute(&mut *change).await?;
    let before: i64 = sqlx::query_scalar(statements::ENTRIES).bind(channel).fetch_one(&mut *change).await?;
    sqlx::query(statements::COUNT).bind(channel).bind(before + 1).execute(&mut *change).await?;
    let id = sqlx::query(statements::ENTRY)
        .bind(channel)
        .bind(author)
        .bind(text)
        .execute(&mut *change)
        .await?
        .last_insert_rowid();
    sqlx::query(statements::WORDS).bind(id).bind(text).execute(&mut *change).await?;
    sqlx::query(statements::AUDIT)
        .bind(id)
        .bind(if before == 0 { "first" } else { "next" })
        .execute(&mut *change)
        .await?;
    sqlx::query(statements::WISH).bind(channel).execute(&mut *change).await?;
    Ok(id)
}
