//! A fresh database for each test: SQLite always, Postgres where one answers.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use incidents::Place;

/// Where a Postgres for tests is looked for, unless `SITREP_TEST_POSTGRES` says otherwise.
const POSTGRES: &str = "postgres://postgres@127.0.0.1:5432/postgres";

/// A database of its own, gone when this is dropped.
pub struct Database {
    /// Where it is.
    pub place: Place,
    folder: PathBuf,
    postgres: Option<String>,
}

/// Which of the two a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// SQLite.
    Sqlite,
    /// Postgres.
    Postgres,
}

/// The kinds of database that tests can use here. Says loudly when Postgres is not among them.
pub fn kinds() -> &'static [Kind] {
    static KINDS: OnceLock<&[Kind]> = OnceLock::new();
    KINDS.get_or_init(|| {
        if admin().is_some() {
            return &[Kind::Sqlite, Kind::Postgres];
        }
        assert!(std::env::var_os("SITREP_TEST_ALL").is_none(), "no Postgres answers at {}", address());
        eprintln!(
            "======== NOT RUN: the Postgres half of this test, for no Postgres answers at {} ========",
            address()
        );
        &[Kind::Sqlite]
    })
}

fn address() -> String {
    std::env::var("SITREP_TEST_POSTGRES").unwrap_or_else(|_| POSTGRES.to_owned())
}

fn admin() -> Option<postgres::Client> {
    let mut config: postgres::Config = address().parse().ok()?;
    config.connect_timeout(std::time::Duration::from_secs(2));
    config.connect(postgres::NoTls).ok()
}

impl Database {
    /// Makes an empty one. Blocking: call it outside async code, or through `spawn_blocking`.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("sitrep_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).expect("a temporary folder can be made");
        match kind {
            Kind::Sqlite => Self { place: Place::Sqlite(folder.join("sitrep.db")), folder, postgres: None },
            Kind::Postgres => {
                let mut admin = admin().expect("kinds() found it");
                admin.batch_execute(&format!("drop database if exists {name}")).expect("Postgres drops");
                admin.batch_execute(&format!("create database {name}")).expect("Postgres creates");
                let (server, _) = address()
                    .rsplit_once('/')
                    .map(|(server, db)| (server.to_owned(), db.to_owned()))
                    .expect("an address names a database");
                Self { place: Place::Postgres(format!("{server}/{name}")), folder, postgres: Some(name) }
            }
        }
    }

    /// A folder of its own.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
        if let Some(name) = self.postgres.take() {
            // The ledger's threads may still hold connections; `force` ends them.
            std::thread::spawn(move || {
                if let Some(mut admin) = admin() {
                    drop(admin.batch_execute(&format!("drop database if exists {name} with (force)")));
                }
            })
            .join()
            .ok();
        }
    }
}
