//! Puts a backup in the place of a database, and keeps what stood there.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::{Contents, Progress, failed, folder_of, remove, settle, verify, with_suffix};
use crate::error::{Fault, Result};
use crate::files::Files;
use crate::store::{self, Connection};

/// The files that SQLite keeps beside a database in use.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// What came of putting a backup back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutBack {
    /// What is there now.
    pub contents: Contents,
    /// Where the database that stood there before lies now, if one did.
    pub aside: Option<PathBuf>,
    /// Whether the numbers given since the backup are known, and will not be given again.
    pub keeps_counting: bool,
    /// How many copies of files came back.
    pub files: usize,
}

/// Replaces a SQLite database by a backup, after looking through it. Nobody else may have the database open. Interrupted
/// anywhere, either the old or the new database stands under its name, and doing it again finishes it. Blocks.
pub fn put_back(
    backup: &Path,
    (database, files): (&Path, &Files),
    now: DateTime<Utc>,
    told: impl FnMut(Progress),
) -> Result<PutBack> {
    let contents = verify(backup)?;
    let fresh = with_suffix(database, ".restoring");
    for suffix in ["", "-journal", "-wal", "-shm"] {
        remove(&with_suffix(&fresh, suffix))?;
    }
    let folder = folder_of(database);
    fs::create_dir_all(folder).map_err(|why| failed("cannot make", folder, why))?;
    store::copy::whole(backup, &fresh, told)?;
    let keeps_counting = count_on(database, &fresh)?;
    settle(&fresh)?;
    let copied = Files::within(&folder_of(backup).join("attachments")).copy_to(files.folder())?;
    let aside = lay_aside(database, now)?;
    fs::rename(&fresh, database).map_err(|why| failed("cannot write", database, why))?;
    settle(database)?;
    Ok(PutBack { contents, aside, keeps_counting, files: copied })
}

/// Lets the new database count on from where the old one stood. A damaged old one cannot say where that was.
fn count_on(old: &Path, fresh: &Path) -> Result<bool, Fault> {
    if !old.exists() {
        return Ok(true);
    }
    let counted = store::sqlite::Engine::reader(old)
        .and_then(|engine| store::numbers::read(&mut Connection::from(engine)));
    let Ok(counted) = counted else { return Ok(false) };
    let mut connection: Connection = store::sqlite::Engine::plain(fresh)?.into();
    store::numbers::move_on(&mut connection, &counted)?;
    Ok(true)
}

/// Gives the old database a second name, so that at no instant there is none under the first.
fn lay_aside(database: &Path, now: DateTime<Utc>) -> Result<Option<PathBuf>, Fault> {
    if !database.exists() {
        return Ok(None);
    }
    // What is only in its log goes along. A damaged database cannot take it in; then the log is laid aside as well.
    let is_folded = store::copy::fold(database).unwrap_or(false);
    let aside = with_suffix(database, &format!(".before-{}", now.format("%Y-%m-%dT%H-%M-%SZ")));
    let names = std::iter::once("").chain(BESIDE.into_iter().filter(|_| !is_folded));
    for suffix in names {
        link(&with_suffix(database, suffix), &with_suffix(&aside, suffix))?;
    }
    for suffix in BESIDE {
        remove(&with_suffix(database, suffix))?;
    }
    settle(&aside)?;
    Ok(Some(aside))
}

fn link(from: &Path, to: &Path) -> Result<(), Fault> {
    if !from.exists() {
        return Ok(());
    }
    remove(to)?;
    let linked = fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(drop));
    linked.map_err(|why| failed("cannot write", to, why))
}
