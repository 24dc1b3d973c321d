//! Backups: made beside a bot that writes, whole or not there, and put back without a number given twice.

use std::path::Path;

use chrono::TimeDelta;
use incidents::model::notice::Notice;
use incidents::store::outbox::Held;
use incidents::{Change, Fault, Files, Ledger, Place, backup, store};
use tests::world::process::Process;

use super::{ana, clock, closes, declares, notes, opened, sqlite};

fn put_back(from: &Path, database: &Path) -> incidents::Result<backup::PutBack> {
    let files = Files::within(&database.with_file_name("attachments"));
    backup::put_back(from, (database, &files), clock().now(), |_| {})
}

fn claimed(change: &mut Change<'_>) -> Result<Vec<Held>, Fault> {
    let now = change.now;
    store::outbox::claim(change, "x", now, TimeDelta::minutes(1), 64)
}

#[tokio::test]
async fn a_backup_made_while_people_write_holds_one_instant() {
    let (database, path) = sqlite();
    let ledger = opened(&database.place).await;
    let id = declares(&ledger, "Checkout is down").await.id;
    for n in 0..20 {
        notes(&ledger, id, &format!("note {n}")).await.unwrap();
    }
    let kept = ledger.files().keep(b"a picture").unwrap();
    let writing = tokio::spawn({
        let ledger = ledger.clone();
        async move {
            for n in 20..120 {
                notes(&ledger, id, &format!("note {n}")).await.unwrap();
            }
        }
    });
    let (files, to) = (ledger.files().clone(), database.folder().join("out/copy.db"));
    let made = {
        let (path, to) = (path.clone(), to.clone());
        tokio::task::spawn_blocking(move || backup::make(&path, &files, &to, |_| {})).await.unwrap().unwrap()
    };
    writing.await.unwrap();
    assert_eq!(made.files, 1);
    assert_eq!(std::fs::read(to.with_file_name("attachments").join(&kept.sha256)).unwrap(), b"a picture");
    let names: Vec<_> =
        std::fs::read_dir(to.parent().unwrap()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing unfinished is left, and the copy needs no file beside it: {names:?}");
    let copy = opened(&Place::Sqlite(to)).await;
    let entries = copy.read(move |view| Ok(store::entries::in_order(view, id)?)).await.unwrap();
    let found: Vec<_> = entries.iter().filter(|entry| entry.text.starts_with("note ")).collect();
    assert!(found.len() >= 20);
    assert!(
        found.iter().enumerate().all(|(n, entry)| entry.text == format!("note {n}")),
        "a prefix of what was said"
    );
}

#[tokio::test]
async fn what_is_put_back_counts_on_and_what_stood_there_is_kept() {
    let (database, path) = sqlite();
    let ledger = opened(&database.place).await;
    declares(&ledger, "Before the backup").await;
    let copy = database.folder().join("copy.db");
    backup::make(&path, ledger.files(), &copy, |_| {}).unwrap();
    let forgotten = declares(&ledger, "After the backup").await;
    let last_wish = ledger
        .change(ana(), move |change| {
            change.send(&Notice::Card { incident: forgotten.id })?;
            Ok(claimed(change)?.iter().map(|held| held.id.0).max())
        })
        .await
        .unwrap()
        .unwrap();
    closes(ledger, &path).await;
    let done = put_back(&copy, &path).unwrap();
    assert!(done.keeps_counting);
    assert_eq!(done.contents.incidents, 1);
    let ledger = opened(&database.place).await;
    let next = declares(&ledger, "After the restore").await;
    assert_eq!(next.number.0, 3, "INC-2 has a channel somewhere, and stays what it was");
    assert!(next.id > forgotten.id, "rows are marks of channels, and are not used again either");
    let wishes = ledger.change(ana(), |change| Ok(claimed(change)?)).await.unwrap();
    let newest = wishes.iter().map(|held| held.id.0).max().unwrap();
    assert!(newest > last_wish, "a nonce that was used would make Discord drop the message");
    let aside = opened(&Place::Sqlite(done.aside.unwrap())).await;
    let old = aside.read(|view| Ok(store::incidents::count_all(view)?)).await.unwrap();
    assert_eq!(old, 2, "the old database is whole where it was laid aside");
}

#[tokio::test]
async fn a_backup_that_cannot_be_trusted_replaces_nothing() {
    let (database, path) = sqlite();
    let ledger = opened(&database.place).await;
    let id = declares(&ledger, "Checkout is down").await.id;
    for n in 0..100 {
        notes(&ledger, id, &format!("note {n}")).await.unwrap();
    }
    let folder = database.folder().to_owned();
    let good = folder.join("good.db");
    backup::make(&path, ledger.files(), &good, |_| {}).unwrap();
    closes(ledger, &path).await;
    let before = std::fs::read(&path).unwrap();
    let bytes = std::fs::read(&good).unwrap();
    let torn = folder.join("torn.db");
    std::fs::write(&torn, &bytes[..bytes.len() / 2]).unwrap();
    let newer = folder.join("newer.db");
    std::fs::write(&newer, &bytes).unwrap();
    let raw = rusqlite::Connection::open(&newer).unwrap();
    raw.execute("insert into migrations values (9999, 0, 'from the future')", []).unwrap();
    let dangling = folder.join("dangling.db");
    std::fs::write(&dangling, &bytes).unwrap();
    let raw = rusqlite::Connection::open(&dangling).unwrap();
    raw.execute_batch("pragma foreign_keys = off; update entries set incident_id = 77 where seq = 1")
        .unwrap();
    let foreign = folder.join("foreign.db");
    rusqlite::Connection::open(&foreign).unwrap().execute_batch("create table x (y)").unwrap();
    let notes = folder.join("notes.txt");
    std::fs::write(&notes, "Call the bank on Monday. ".repeat(100)).unwrap();
    for (file, why) in [
        (torn, "damaged"),
        (newer, "newer than this program"),
        (dangling, "a row of entries points to nothing"),
        (foreign, "not one of Sitrep's"),
        (notes, "damaged or no database"),
        (folder.join("nowhere.db"), "There is no backup at"),
    ] {
        let told = put_back(&file, &path).unwrap_err().to_string();
        assert!(told.contains(why), "{}: {told}", file.display());
        assert!(std::fs::read(&path).unwrap() == before, "{} changed something", file.display());
    }
}

#[tokio::test]
async fn a_database_too_damaged_to_be_read_is_replaced_all_the_same() {
    let (database, path) = sqlite();
    let ledger = opened(&database.place).await;
    declares(&ledger, "Checkout is down").await;
    let copy = database.folder().join("copy.db");
    backup::make(&path, ledger.files(), &copy, |_| {}).unwrap();
    closes(ledger, &path).await;
    std::fs::write(&path, vec![0x5a; 20_000]).unwrap();
    let done = put_back(&copy, &path).unwrap();
    assert!(!done.keeps_counting, "it could not say how far it had counted");
    assert_eq!(std::fs::read(done.aside.unwrap()).unwrap().len(), 20_000);
    let ledger = opened(&database.place).await;
    assert_eq!(ledger.inspect().await.unwrap(), None);
    let seen = ledger.change(ana(), |change| {
        let topics = ["SEV1 · Lost · [INC-41 of Sitrep 99]", "[INC-999999999 of Sitrep 1]", "no mark"];
        incidents::operations::hear::marks_here(change, topics.into_iter().take(1))?;
        incidents::operations::hear::marks_here(change, topics.into_iter().skip(1))
    });
    assert_eq!(seen.await.unwrap(), None, "a number out of reach was made up by somebody");
    assert_eq!(declares(&ledger, "Next").await.number.0, 42, "the channels know which numbers were given");
}

#[tokio::test]
async fn a_file_that_is_there_is_not_written_over() {
    let (database, path) = sqlite();
    let ledger: Ledger = opened(&database.place).await;
    let told = backup::make(&path, ledger.files(), &path, |_| {}).unwrap_err().to_string();
    assert!(told.ends_with("is there already; name a file that is not."), "{told}");
    let elsewhere = database.folder().join("none.db");
    let told = backup::make(&elsewhere, ledger.files(), &database.folder().join("x.db"), |_| {}).unwrap_err();
    assert!(matches!(told, incidents::Error::Fault(Fault::Backup(_))), "{told}");
    assert!(!elsewhere.exists());
}

#[test]
fn backups_of_a_server_are_left_to_its_own_tools() {
    let url =
        [("SITREP_DATABASE_URL", "postgres://ana:hunter2@127.0.0.1:1/sitrep"), ("SITREP_DATA", "/nowhere")];
    for (line, tool) in [("backup x.db", "pg_dump"), ("restore x.db", "pg_restore")] {
        let ended = Process::ended(line, &url);
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.said.contains(tool) && !ended.said.contains("hunter2"), "{ended:?}");
    }
}
