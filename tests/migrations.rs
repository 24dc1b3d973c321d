//! What an upgrade promises: whatever an older program left behind survives, and where it cannot go on it stops with one
//! sentence and changes nothing.

mod nobody;
mod raw;

use chrono::DateTime;
use incidents::ids::{GuildId, Number};
use incidents::{Actor, Clock, Error, Fault, Ledger, Place, store};
use tests::world::database::{Database, Kind, kinds};

use raw::Raw;

fn clock() -> Clock {
    Clock::by_hand(DateTime::from_timestamp(1_717_400_000, 0).unwrap())
}

fn open(place: &Place) -> Result<Ledger, Error> {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(Ledger::open(place.clone(), clock()))
}

/// The one sentence with which a start ends.
#[track_caller]
fn sentence(place: &Place) -> String {
    match open(place) {
        Err(Error::Fault(Fault::Schema(sentence) | Fault::Unopened(sentence))) => sentence,
        Err(other) => panic!("not a sentence for people: {other}"),
        Ok(_) => panic!("it was opened"),
    }
}

fn on_each(story: impl Fn(&Database)) {
    for &kind in kinds() {
        story(&Database::empty(kind));
    }
}

#[test]
fn every_migration_has_a_sample_for_the_next_one_to_survive() {
    for (number, step) in raw::steps(Kind::Sqlite).iter().enumerate() {
        let sample = raw::sample(number + 1);
        assert!(sample.is_some(), "{} wants tests/samples/{:04}.sql", step.name, number + 1);
    }
}

#[test]
fn an_upgrade_from_any_older_schema_keeps_every_row() {
    for &kind in kinds() {
        let steps = raw::steps(kind);
        for from in 1..=steps.len() {
            let database = Database::empty(kind);
            let mut raw = Raw::open(&database.place);
            for step in &steps[..from] {
                raw.apply(step);
            }
            let before = raw.counts();
            drop(open(&database.place).unwrap());
            let after = raw.counts();
            // What is looked for is a copy of what other tables hold, and the head of a chain seals rows of another: a step may
            // have more of both to do.
            let facts =
                |table: &str| !matches!(table, "migrations" | "audit_heads") && !table.starts_with("search_");
            for (table, rows) in before.iter().filter(|(table, _)| facts(table)) {
                assert_eq!(after.get(table), Some(rows), "{table}, coming from {}", steps[from - 1].name);
            }
            assert_eq!(after["migrations"], i64::try_from(steps.len()).unwrap());
        }
    }
}

#[test]
fn what_an_older_program_wrote_is_read_by_this_one() {
    on_each(|database| {
        let mut raw = Raw::open(&database.place);
        raw.apply(&raw::steps(raw.kind())[0]);
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let ledger = Ledger::open(database.place.clone(), clock()).await.unwrap();
            let read = ledger.read(|view| {
                let incidents = store::incidents::newest(view, GuildId(100), None, Number(i64::MAX), 10)?;
                let entries = store::entries::in_order(view, incidents[2].id)?;
                let due = store::timers::due(view, clock().now(), 10)?;
                Ok((incidents, entries, due))
            });
            let (incidents, entries, due) = read.await.unwrap();
            assert_eq!(incidents[1].title, "Ünïcode 🚒 — \"quoted\"");
            assert_eq!(incidents[0].merged_into, Some(incidents[2].id));
            assert_eq!(incidents[2].roles.lead().unwrap().name, "ana");
            assert_eq!((entries.len(), due.len()), (3, 1));
        });
    });
}

#[test]
fn what_an_older_program_held_in_hand_when_it_ended_is_put_back_by_this_one() {
    on_each(|database| {
        let mut raw = Raw::open(&database.place);
        for step in &raw::steps(raw.kind())[..24] {
            raw.apply(step);
        }
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let ledger = Ledger::open(database.place.clone(), clock()).await.unwrap();
            let release = ledger
                .change(Actor::sitrep(GuildId(0)), |change| Ok(store::outbox::release_of(change, "only")?));
            assert_eq!(release.await.unwrap(), 2, "two of one meaning, as could be then");
        });
    });
}

#[test]
fn an_upgrade_that_fails_midway_leaves_nothing_behind() {
    on_each(|database| {
        let mut raw = Raw::open(&database.place);
        raw.batch("create table identifies (of_another_program bigint)");
        let before = raw.counts();
        let told = sentence(&database.place);
        assert!(told.starts_with("Step 1 of the schema cannot be applied to this database: "), "{told}");
        assert!(told.ends_with("give Sitrep a database of its own. Nothing was changed."), "{told}");
        assert_eq!(raw.counts(), before);
        raw.batch("drop table identifies");
        open(&database.place).expect("with the obstacle gone it goes on");
    });
}

#[test]
fn a_step_that_was_edited_later_is_refused() {
    on_each(|database| {
        drop(open(&database.place).unwrap());
        let mut raw = Raw::open(&database.place);
        raw.batch("update migrations set text = text || '-- and one thing more' where number = 1");
        let before = raw.counts();
        let told = sentence(&database.place);
        assert!(
            told.starts_with("Step 1 of this database's schema is not the one this program knows."),
            "{told}"
        );
        assert_eq!(raw.counts(), before);
    });
}

#[test]
fn a_database_of_a_newer_program_is_refused() {
    on_each(|database| {
        drop(open(&database.place).unwrap());
        let mut raw = Raw::open(&database.place);
        raw.batch("insert into migrations (number, applied_at, text) values (9999, 0, 'from the future')");
        let before = raw.counts();
        let told = sentence(&database.place);
        assert!(told.starts_with("This database is newer than this program"), "{told}");
        assert_eq!(raw.counts(), before);
    });
}

#[test]
fn a_file_that_can_only_be_read_is_left_as_it_is() {
    if nobody::runs("migrations::a_file_that_can_only_be_read_is_left_as_it_is") {
        return;
    }
    let database = Database::new(Kind::Sqlite);
    let Place::Sqlite(path) = &database.place else { unreachable!() };
    Raw::open(&database.place).apply(&raw::steps(Kind::Sqlite)[0]);
    let before = std::fs::read(path).unwrap();
    nobody::protect(path, 0o444);
    let told = sentence(&database.place);
    assert_eq!(
        told,
        format!(
            "The database {} can be read but not written to. Let the user that runs Sitrep write to it and to its \
             folder, or name another with SITREP_DATABASE_URL. Nothing was changed.",
            path.display()
        )
    );
    assert!(std::fs::read(path).unwrap() == before, "the file was written to");
}

#[test]
fn a_folder_that_cannot_be_written_to_stays_empty() {
    if nobody::runs("migrations::a_folder_that_cannot_be_written_to_stays_empty") {
        return;
    }
    let database = Database::new(Kind::Sqlite);
    let folder = database.folder();
    nobody::protect(folder, 0o555);
    let file = sentence(&database.place);
    assert!(
        file.contains("cannot be opened for writing. Let the user that runs Sitrep write to it"),
        "{file}"
    );
    let below = sentence(&Place::Sqlite(folder.join("data/sitrep.db")));
    assert!(
        below.starts_with(&format!("The folder {} for the database", folder.join("data").display())),
        "{below}"
    );
    assert!(below.contains("cannot be made: Permission denied"), "{below}");
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0);
    nobody::protect(folder, 0o755);
}

#[test]
fn what_is_no_database_is_not_written_over() {
    let database = Database::new(Kind::Sqlite);
    let path = database.folder().join("notes.txt");
    let notes = "Call the bank on Monday. ".repeat(100);
    std::fs::write(&path, &notes).unwrap();
    let told = sentence(&Place::Sqlite(path.clone()));
    assert!(told.starts_with(&format!("The file {} is not a SQLite database.", path.display())), "{told}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), notes);
    let folder = sentence(&Place::Sqlite(database.folder().to_owned()));
    assert!(folder.contains("is a folder. Name a file in it"), "{folder}");
}

#[test]
fn a_server_that_is_not_there_is_told_without_its_password() {
    let told = sentence(&Place::Postgres("postgres://ana:hunter2@127.0.0.1:1/sitrep".into()));
    assert!(told.starts_with("The Postgres server does not let us in: "), "{told}");
    assert!(told.contains("Check SITREP_DATABASE_URL") && !told.contains("hunter2"), "{told}");
}
