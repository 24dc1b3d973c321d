//! The program as its operator sees it: what it says when it cannot start, and the code it ends with.

use tests::world::database::{Database, Kind};
use tests::world::process::Process;

#[test]
fn without_a_token_it_names_both_ways_on() {
    let ended = Process::ended("run", &[("SITREP_DATABASE_URL", "sqlite:///nowhere/sitrep.db")]);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    for way in ["DISCORD_TOKEN", "sitrep demo"] {
        assert!(ended.said.contains(way), "{ended:?}");
    }
}

#[test]
fn every_mistake_in_the_configuration_is_told_at_once() {
    let wrong = [
        ("DISCORD_TOKEN", "a-secret-nobody-may-see"),
        ("SITREP_LISTEN", "somewhere"),
        ("SITREP_DISCORD_URL", "http://discord.example"),
        ("SITREP_DATABASE_URL", "mysql://x"),
        ("SITREP_LOG_FORMAT", "yaml"),
    ];
    let ended = Process::ended("run", &wrong);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    for (name, _) in &wrong[1..] {
        assert!(ended.said.contains(name), "{name} is not named: {ended:?}");
    }
    assert!(!ended.said.contains("a-secret"), "{ended:?}");
}

#[test]
fn a_database_that_cannot_be_used_stops_the_start_with_one_sentence() {
    let database = Database::new(Kind::Sqlite);
    let path = database.folder().join("sitrep.db");
    let url = format!("sqlite://{}", path.display());
    let migrated = Process::ended("migrate", &[("SITREP_DATABASE_URL", &url)]);
    assert_eq!(migrated.code, Some(0), "{migrated:?}");
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute("insert into migrations values (9999, 0, 'from the future')", []).unwrap();
    drop(raw);
    let before = std::fs::read(&path).unwrap();
    let ended = Process::ended("run", &[("SITREP_DATABASE_URL", &url), ("DISCORD_TOKEN", "x")]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let last = ended.said.lines().last().unwrap_or_default();
    assert!(last.contains("newer"), "{ended:?}");
    assert_eq!(before, std::fs::read(&path).unwrap(), "nothing was changed");
}
