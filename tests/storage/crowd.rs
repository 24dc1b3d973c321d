//! Others at the same file: a second bot, a backup, a shell, a program that copies the log away.

use incidents::store;
use tests::world::process::Process;
use tests::world::stage::Stage;

use super::{declares, notes, opened, sqlite};

#[tokio::test]
async fn a_second_bot_on_one_file_stops_with_a_sentence_and_everything_else_works_beside_the_first() {
    let stage = Stage::set().await;
    let process = stage.starts().await;
    stage.asks("general", "/incident open title:Checkout is down").await;
    let (url, folder) = (stage.database_url(), stage.database.folder().to_owned());
    let variables = [("SITREP_DATABASE_URL", url.as_str()), ("DISCORD_TOKEN", "x"), ("SITREP_LISTEN", "off")];
    let second = Process::ended("run", &variables);
    assert_eq!(second.code, Some(1), "{second:?}");
    let last = second.said.lines().last().unwrap_or_default();
    assert!(last.starts_with("sitrep: another Sitrep already runs on "), "{second:?}");
    let data = folder.display().to_string();
    let backup = format!("backup {data}/copy.db");
    let made = Process::ended(&backup, &[("SITREP_DATABASE_URL", &url), ("SITREP_DATA", &data)]);
    assert_eq!(made.code, Some(0), "{made:?}");
    assert!(made.printed.contains("and was read through."), "{made:?}");
    let restore = format!("restore {data}/copy.db");
    let refused = Process::ended(&restore, &[("SITREP_DATABASE_URL", &url), ("SITREP_DATA", &data)]);
    assert_eq!(refused.code, Some(1), "nothing is put back under a running bot: {refused:?}");
    assert!(refused.said.contains("already runs"), "{refused:?}");
    assert!(stage.asks("general", "/incident list").await.contains("Checkout is down"), "the first goes on");
    stage.kills(process).await;
    let again = Process::ended(&restore, &[("SITREP_DATABASE_URL", &url), ("SITREP_DATA", &data)]);
    assert_eq!(again.code, Some(0), "a bot that was killed holds no lock: {again:?}");
    assert!(again.printed.contains("holds 1 incidents again."), "{again:?}");
}

#[tokio::test]
async fn a_log_that_another_program_holds_grows_and_loses_nothing() {
    let (database, path) = sqlite();
    let ledger = opened(&database.place).await;
    let id = declares(&ledger, "Checkout is down").await.id;
    let reader = rusqlite::Connection::open(&path).unwrap();
    reader.execute_batch("begin; select count(*) from entries").unwrap();
    for n in 0..150 {
        notes(&ledger, id, &format!("while it reads {n}")).await.unwrap();
    }
    let copier = rusqlite::Connection::open(&path).unwrap();
    let fold = |mode: &str| -> i64 {
        copier.query_row(&format!("pragma wal_checkpoint({mode})"), [], |row| row.get(0)).unwrap()
    };
    assert_eq!(fold("truncate"), 1, "the reader holds the log");
    notes(&ledger, id, "after the attempt").await.unwrap();
    let seen: i64 = reader.query_row("select count(*) from entries", [], |row| row.get(0)).unwrap();
    assert!(seen < 10, "a reader sees the state it began with, not {seen} entries");
    reader.execute_batch("commit").unwrap();
    assert_eq!(fold("truncate"), 0, "nobody holds it any more");
    notes(&ledger, id, "after the fold").await.unwrap();
    let entries = ledger.read(move |view| Ok(store::entries::in_order(view, id)?)).await.unwrap();
    let has = |text: &str| entries.iter().any(|entry| entry.text == text);
    assert!((0..150).all(|n| has(&format!("while it reads {n}"))));
    assert!(has("after the attempt") && has("after the fold"));
}

#[tokio::test]
async fn a_log_that_nobody_holds_is_written_back_and_begun_anew() {
    let (database, path) = sqlite();
    let ledger = opened(&database.place).await;
    let id = declares(&ledger, "Checkout is down").await.id;
    for n in 0..250 {
        notes(&ledger, id, &format!("the queue grows to {n}")).await.unwrap();
    }
    let log = std::fs::metadata(path.with_extension("db-wal")).unwrap().len();
    // A thousand pages, and one note more.
    assert!(log < 5 << 20, "the log grew to {log} bytes");
}

#[tokio::test]
async fn a_change_waits_for_a_shell_that_writes() {
    let (database, path) = sqlite();
    let ledger = opened(&database.place).await;
    let id = declares(&ledger, "Checkout is down").await.id;
    let shell = rusqlite::Connection::open(&path).unwrap();
    shell.execute_batch("begin immediate").unwrap();
    let waiting = tokio::spawn({
        let ledger = ledger.clone();
        async move { notes(&ledger, id, "waited").await }
    });
    let seen = ledger.read(move |view| Ok(store::entries::in_order(view, id)?)).await.unwrap();
    assert!(!seen.iter().any(|entry| entry.text == "waited"), "reading goes on meanwhile");
    shell.execute_batch("commit").unwrap();
    waiting.await.unwrap().expect("it was written once the shell was done");
}
