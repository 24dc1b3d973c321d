//! Makes a backup of a database that is in use.

use std::fs;
use std::path::Path;

use super::{Progress, failed, folder_of, remove, settle, verify, with_suffix};
use crate::error::{Error, Fault, Result};
use crate::files::Files;
use crate::store;

/// What a backup came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// How large the file is.
    pub bytes: u64,
    /// How many copies of files were laid beside it that were not there yet.
    pub files: usize,
}

/// Copies a SQLite database to a file that is not there yet, and our copies of files into `attachments` beside it. The
/// backup is looked through before it gets its name. Blocks.
pub fn make(database: &Path, files: &Files, to: &Path, told: impl FnMut(Progress)) -> Result<Made> {
    if to.exists() {
        let sentence = format!("{} is there already; name a file that is not.", to.display());
        return Err(Fault::Backup(sentence).into());
    }
    if !database.exists() {
        let sentence = format!("There is no database at {} to back up.", database.display());
        return Err(Fault::Backup(sentence).into());
    }
    let unfinished = with_suffix(to, ".part");
    let made = write(database, &unfinished, to, told);
    if made.is_err() {
        // The failure is what is told; what is left of the attempt is overwritten by the next.
        drop(remove(&unfinished));
    }
    let bytes = made?;
    // After the database: what it names is there by then, and a copy more than it names does no harm.
    let files = files.copy_to(&folder_of(to).join("attachments"))?;
    Ok(Made { bytes, files })
}

fn write(database: &Path, unfinished: &Path, to: &Path, told: impl FnMut(Progress)) -> Result<u64> {
    let folder = folder_of(to);
    fs::create_dir_all(folder).map_err(|why| failed("cannot make", folder, why))?;
    remove(unfinished)?;
    store::copy::whole(database, unfinished, told).map_err(|fault| unwritten(to, &fault))?;
    verify(unfinished).map_err(|why| unsound(database, &why))?;
    settle(unfinished)?;
    fs::rename(unfinished, to).map_err(|why| failed("cannot write", to, why))?;
    settle(to)?;
    Ok(fs::metadata(to).map_err(|why| failed("cannot read", to, why))?.len())
}

fn unwritten(to: &Path, fault: &Fault) -> Fault {
    if fault.is_no_room() {
        return Fault::Backup(format!(
            "There is no room for {}. Nothing is left of the attempt.",
            to.display()
        ));
    }
    Fault::Backup(format!("The backup {} cannot be written: {fault}.", to.display()))
}

/// A copy of a damaged database is as damaged; keeping it would push out a sound one.
fn unsound(database: &Path, why: &Error) -> Fault {
    Fault::Backup(format!(
        "The database {} is damaged, so no backup was made of it: {why} Keep the backups you have, and see `sitrep doctor`.",
        database.display()
    ))
}
