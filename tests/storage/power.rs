//! The power fails: the log ends anywhere, or in rubbish, and what is left is everything that was answered before.

use std::path::Path;

use incidents::{Place, store};

use super::{closes, declares, notes, opened, sqlite};

/// SQLite's log: a header, then frames of a header and a page each.
const LOG_HEADER: usize = 32;
const FRAME: usize = 24 + 4_096;

/// A database at one instant, cut from a recording.
fn lay(folder: &Path, base: &[u8], log: &[u8]) -> std::path::PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    let path = folder.join("sitrep.db");
    for suffix in ["-wal", "-shm"] {
        drop(std::fs::remove_file(folder.join(format!("sitrep.db{suffix}"))));
    }
    std::fs::write(&path, base).unwrap();
    std::fs::write(folder.join("sitrep.db-wal"), log).unwrap();
    path
}

/// Which notes are there, after a look at every page.
fn noted(path: &Path) -> Vec<String> {
    let raw = rusqlite::Connection::open(path).unwrap();
    let sound: String = raw.query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
    let mut rows = raw.prepare("select text from entries where text like 'note %' order by seq").unwrap();
    let texts = rows.query_map([], |row| row.get(0)).unwrap();
    texts.collect::<Result<_, _>>().unwrap()
}

#[tokio::test]
async fn a_log_cut_off_anywhere_opens_clean_with_every_answered_command_in_it() {
    let (database, path) = sqlite();
    let ledger = opened(&database.place).await;
    let id = declares(&ledger, "Checkout is down").await.id;
    let raw = rusqlite::Connection::open(&path).unwrap();
    let _: i64 = raw.query_row("pragma wal_checkpoint(truncate)", [], |row| row.get(0)).unwrap();
    drop(raw);
    let base = std::fs::read(&path).unwrap();
    let log = path.with_file_name("sitrep.db-wal");
    let mut answered_at = Vec::new();
    for n in 0..30 {
        notes(&ledger, id, &format!("note {n}")).await.unwrap();
        answered_at.push(usize::try_from(std::fs::metadata(&log).unwrap().len()).unwrap());
    }
    assert!(std::fs::read(&path).unwrap() == base, "all of it lies in the log");
    let recorded = std::fs::read(&log).unwrap();
    let folder = database.folder().join("cut");
    let mut cuts = 0;
    for end in (LOG_HEADER..=recorded.len()).step_by(FRAME) {
        let torn = (end + FRAME / 2).min(recorded.len());
        let rubbish: Vec<u8> =
            recorded[..end].iter().copied().chain(std::iter::repeat_n(0x5a, recorded.len() - end)).collect();
        for log in [&recorded[..end], &recorded[..torn], &rubbish] {
            let found = noted(&lay(&folder, &base, log));
            let whole: Vec<_> = (0..found.len()).map(|n| format!("note {n}")).collect();
            assert_eq!(found, whole, "cut at {end}");
            let answered = answered_at.iter().filter(|at| **at <= end).count();
            assert!(
                found.len() >= answered,
                "cut at {end}: {answered} were answered, {} are there",
                found.len()
            );
            cuts += 1;
        }
    }
    assert!(cuts > 300, "{cuts}");
    for end in &answered_at {
        let cut = opened(&Place::Sqlite(lay(&folder, &base, &recorded[..*end]))).await;
        assert_eq!(cut.inspect().await.unwrap(), None);
        let entries = cut.read(move |view| Ok(store::entries::in_order(view, id)?)).await.unwrap();
        assert!(!entries.is_empty());
    }
}

#[tokio::test]
async fn a_damaged_page_is_noticed_and_told() {
    let (database, path) = sqlite();
    let ledger = opened(&database.place).await;
    let id = declares(&ledger, "Checkout is down").await.id;
    for n in 0..50 {
        notes(&ledger, id, &format!("note {n}")).await.unwrap();
    }
    assert_eq!(ledger.inspect().await.unwrap(), None);
    closes(ledger, &path).await;
    let raw = rusqlite::Connection::open(&path).unwrap();
    let _: i64 = raw.query_row("pragma wal_checkpoint(truncate)", [], |row| row.get(0)).unwrap();
    let page: i64 = raw
        .query_row("select rootpage from sqlite_master where name = 'entries_in_order'", [], |row| row.get(0))
        .unwrap();
    drop(raw);
    let mut bytes = std::fs::read(&path).unwrap();
    let page = usize::try_from(page).unwrap();
    bytes[(page - 1) * 4_096..][..512].fill(0x5a);
    std::fs::write(&path, bytes).unwrap();
    let ledger = opened(&database.place).await;
    let damage = ledger.inspect().await.unwrap().expect("it is noticed");
    assert_eq!(ledger.damage(), Some(damage), "and remembered for whoever asks");
    let made = incidents::backup::make(&path, ledger.files(), &database.folder().join("copy.db"), |_| {});
    let told = made.unwrap_err().to_string();
    assert!(told.contains("is damaged, so no backup was made of it"), "{told}");
    assert!(!database.folder().join("copy.db").exists());
}
