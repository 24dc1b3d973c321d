//! Opens a database, or says in one sentence why not and what to do about it.

use std::fmt::Display;
use std::path::Path;

use rusqlite::ErrorCode;

use super::connection::Connection;
use super::{postgres, sqlite};
use crate::error::Fault;
use crate::ledger::Place;

/// A connection that may write. Makes a SQLite file that is not there yet, and its folder.
pub(crate) fn connect(place: &Place) -> Result<Connection, Fault> {
    match place {
        Place::Sqlite(path) => {
            make_folder(path)?;
            let engine = sqlite::Engine::writer(path).map_err(|fault| unopened_file(path, fault))?;
            if engine.is_read_only()? {
                return Err(read_only(path));
            }
            Ok(engine.into())
        }
        Place::Postgres(url) => Ok(postgres::Engine::connect(url).map_err(unopened_server)?.into()),
    }
}

/// A connection that only looks. Makes nothing that is not there.
pub(crate) fn look(place: &Place) -> Result<Connection, Fault> {
    match place {
        Place::Sqlite(path) => {
            Ok(sqlite::Engine::reader(path).map_err(|fault| unopened_file(path, fault))?.into())
        }
        Place::Postgres(_) => connect(place),
    }
}

fn make_folder(path: &Path) -> Result<(), Fault> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    std::fs::create_dir_all(folder).map_err(|why| {
        let folder = folder.display();
        Fault::Unopened(format!(
            "The folder {folder} for the database cannot be made: {why}. Make it, or name another with --data or \
             SITREP_DATA. Nothing was changed."
        ))
    })
}

fn unopened_file(path: &Path, fault: Fault) -> Fault {
    let shown = path.display();
    let sentence = match &fault {
        Fault::Sqlite(error) => match error.sqlite_error_code() {
            Some(ErrorCode::ReadOnly) => return read_only(path),
            Some(ErrorCode::CannotOpen) if path.is_dir() => {
                format!("{shown} is a folder. Name a file in it with SITREP_DATABASE_URL.")
            }
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => format!(
                "The database {shown} cannot be opened for writing. Let the user that runs Sitrep write to it and to \
                 its folder, or name another with SITREP_DATABASE_URL."
            ),
            Some(ErrorCode::NotADatabase) => format!(
                "The file {shown} is not a SQLite database. Restore a backup in its place, or name another with \
                 SITREP_DATABASE_URL."
            ),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => format!(
                "The database {shown} is held by another program. Stop the other one; a file serves one Sitrep only."
            ),
            _ => format!("The database {shown} cannot be opened: {}.", shortly(error)),
        },
        _ => return fault,
    };
    Fault::Unopened(format!("{sentence} Nothing was changed."))
}

fn read_only(path: &Path) -> Fault {
    Fault::Unopened(format!(
        "The database {} can be read but not written to. Let the user that runs Sitrep write to it and to its folder, or \
         name another with SITREP_DATABASE_URL. Nothing was changed.",
        path.display()
    ))
}

/// The address may hold a password, so it is not said.
fn unopened_server(fault: Fault) -> Fault {
    let Fault::Postgres(error) = &fault else { return fault };
    let why = match (error.as_db_error(), std::error::Error::source(error)) {
        (Some(answer), _) => answer.message().to_owned(),
        (None, Some(source)) => format!("{error}: {source}"),
        (None, None) => error.to_string(),
    };
    Fault::Unopened(format!(
        "The Postgres server does not let us in: {}. Check SITREP_DATABASE_URL, and that the server runs and has this \
         database. Nothing was changed.",
        shortly(why)
    ))
}

fn shortly(why: impl Display) -> String {
    why.to_string().trim_end_matches('.').to_owned()
}
