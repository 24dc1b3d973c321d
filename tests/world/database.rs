//! A fresh database for each test: SQLite always, Postgres where one answers.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::DateTime;
use incidents::{Clock, Ledger, Place};

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

/// Another database of the same server.
fn beside(name: &str) -> Place {
    let address = address();
    let (server, _) = address.rsplit_once('/').expect("an address names a database");
    Place::Postgres(format!("{server}/{name}"))
}

/// A database of the newest schema and nothing else, to be copied. It is made once for each schema and stays on the server, for the
/// next run and for whoever runs at the same time.
fn template(admin: &mut postgres::Client) -> String {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        let name = format!("sitrep_template_{:016x}", schema());
        let does = "Postgres does as it is told";
        admin.batch_execute("select pg_advisory_lock(7411001)").expect(does);
        make_template(admin, &name).expect(does);
        admin.batch_execute("select pg_advisory_unlock(7411001)").expect(does);
        name
    })
    .clone()
}

/// Under its own name it is whole: whoever is interrupted leaves another, which the next one drops.
fn make_template(admin: &mut postgres::Client, name: &str) -> Result<(), postgres::Error> {
    let half = "sitrep_template_half";
    if admin.query_opt("select 1 from pg_database where datname = $1", &[&name])?.is_some() {
        return Ok(());
    }
    admin.batch_execute(&format!("drop database if exists {half}"))?;
    admin.batch_execute(&format!("create database {half}"))?;
    std::thread::spawn(move || lay_schema(beside(half))).join().expect("the schema can be laid");
    // Postgres waits some seconds for those who still go.
    admin.batch_execute(&format!("alter database {half} rename to {name}"))
}

fn lay_schema(place: Place) {
    let runtime = tokio::runtime::Runtime::new().expect("a system that can run tests");
    drop(runtime.block_on(Ledger::open(place, Clock::by_hand(DateTime::UNIX_EPOCH))).expect("it opens"));
}

/// Another for every schema.
fn schema() -> u64 {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations/postgres");
    let steps = std::fs::read_dir(folder).expect("the steps are there").map(|step| step.unwrap().path());
    let mut steps: Vec<_> = steps.collect();
    steps.sort();
    let mut hasher = DefaultHasher::new();
    for step in steps {
        std::fs::read(step).expect("a step can be read").hash(&mut hasher);
    }
    hasher.finish()
}

impl Database {
    /// Makes one for a program to open. On Postgres it has the newest schema already, which takes longer to lay than to copy.
    /// Blocking: call it outside async code, or through `spawn_blocking`.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        Self::like(kind, template)
    }

    /// Makes an empty one. Blocking as well.
    #[must_use]
    pub fn empty(kind: Kind) -> Self {
        Self::like(kind, |_| "template1".to_owned())
    }

    fn like(kind: Kind, template: impl Fn(&mut postgres::Client) -> String) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("sitrep_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).expect("a temporary folder can be made");
        match kind {
            Kind::Sqlite => Self { place: Place::Sqlite(folder.join("sitrep.db")), folder, postgres: None },
            Kind::Postgres => {
                let mut admin = admin().expect("kinds() found it");
                let template = template(&mut admin);
                admin.batch_execute(&format!("drop database if exists {name}")).expect("Postgres drops");
                admin
                    .batch_execute(&format!("create database {name} template {template}"))
                    .expect("Postgres creates");
                Self { place: beside(&name), folder, postgres: Some(name) }
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
