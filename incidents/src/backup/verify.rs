//! Looks a backup through before anybody relies on it.

use std::path::Path;

use crate::error::{Error, Fault, Result};
use crate::store::soundness::{self, Depth};
use crate::store::{self, Connection};

/// What a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contents {
    /// The step its schema stands at.
    pub schema: usize,
    /// How many incidents it knows.
    pub incidents: i64,
}

/// Reads the whole file: its pages, its references, and that this program knows its schema. Changes nothing. Blocks.
pub fn verify(file: &Path) -> Result<Contents> {
    if !file.is_file() {
        return Err(Fault::Backup(format!("There is no backup at {}.", file.display())).into());
    }
    let mut connection: Connection =
        store::sqlite::Engine::reader(file).map_err(|why| unreadable(file, &why.to_string()))?.into();
    let damage = soundness::damage(&mut connection, Depth::Full)?;
    if let Some(first) = damage.first() {
        return Err(unreadable(file, first).into());
    }
    let schema = store::migrations::standing(&mut connection).map_err(|why| foreign(file, why))?;
    let incidents = store::incidents::count_all(&mut connection)?;
    Ok(Contents { schema, incidents })
}

fn unreadable(file: &Path, why: &str) -> Fault {
    Fault::Backup(format!("{} is damaged or no database: {why}.", file.display()))
}

fn foreign(file: &Path, why: Error) -> Error {
    match why {
        Error::Fault(Fault::Sqlite(_)) => {
            Fault::Backup(format!("{} is a database, but not one of Sitrep's.", file.display())).into()
        }
        why => why,
    }
}
