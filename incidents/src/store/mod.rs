//! All SQL: one file per table, a statement per function. Two engines understand it alike.

pub mod answers;
pub mod audit;
pub mod connection;
pub mod entries;
pub mod guilds;
pub mod identifies;
pub mod incidents;
pub mod migrations;
pub mod outbox;
pub mod places;
pub mod postgres;
pub mod roles;
pub mod sqlite;
pub mod timers;
pub mod value;

pub use connection::Connection;

use crate::error::Fault;
use crate::ledger::Place;

/// A connection that may write.
pub(crate) fn connect(place: &Place) -> Result<Connection, Fault> {
    match place {
        Place::Sqlite(path) => {
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder).map_err(|source| Fault::File {
                    what: format!("cannot make {}", folder.display()),
                    source,
                })?;
            }
            Ok(sqlite::Engine::writer(path)?.into())
        }
        Place::Postgres(url) => Ok(postgres::Engine::connect(url)?.into()),
    }
}
