//! No statement that people or timers wait for looks through a whole table: what plans each database makes of every statement in
//! the store.
//!
//! The tables are empty, so what is judged is whether an index can serve at all, and not what a planner makes of a few rows.

mod postgres;
mod sqlite;
mod statements;

use std::fmt::Write as _;

use incidents::model::entry::EntryKind;
use incidents::model::milestones::may_imply;
use tests::world::database::{Database, Kind, kinds};

use statements::Statement;

/// Statements that may look through a table, and why. An ellipsis stands for the rest of one.
const LOOK_THROUGH: [(&str, &str); 13] = [
    (
        "update answers set reply = $1 where reply <> $1",
        "a redaction blanks three days of answers, by an admin's hand",
    ),
    (
        "select guild_id, length, seal from audit_heads …",
        "a row for each server, when the audit log is verified",
    ),
    ("select id, name, present from guilds order by id", "a row for each server, when all are asked for"),
    ("select id from guilds where present = 1 order by id", "a row for each server, when the program starts"),
    ("select count(*) from incidents", "asked by the doctor and after a restore"),
    ("delete from offered_calendars where made_at < $1", "no more than one for each schedule"),
    ("select author_name from entries where guild_id = …", "from the newest back, to the first found"),
    ("select id, wish from outbox where incident_id = $1", "a redaction, by an admin's hand"),
    ("select wish, last_problem from outbox where …", "asked by the doctor"),
    ("select max(at) from audit where event like …", "asked by the doctor"),
    ("select id, next_number from guilds", "a restore: a row for each server"),
    ("update sqlite_sequence …", "a restore: a row for each table"),
    ("select name, seq from sqlite_sequence", "a restore: a row for each table"),
];

fn is_like(sql: &str, known: &str) -> bool {
    known.strip_suffix('…').map_or(sql == known, |begin| sql.starts_with(begin))
}

/// A statement and the table it looks through.
type Scan = (Statement, String);

#[test]
fn nothing_is_looked_through_that_grows() {
    let mut used = [false; LOOK_THROUGH.len()];
    let mut broken = String::new();
    for &kind in kinds() {
        let database = Database::new(kind);
        let scans = match kind {
            Kind::Sqlite => sqlite::scans(&database, &statements::all(kind)),
            Kind::Postgres => postgres::scans(&database, &statements::all(kind)),
        };
        for (statement, plan) in scans {
            match LOOK_THROUGH.iter().position(|(known, _)| is_like(&statement.sql, known)) {
                Some(known) => used[known] = true,
                None => {
                    writeln!(broken, "{kind:?}, {}: {plan}\n    {}", statement.place, statement.sql).unwrap()
                }
            }
        }
    }
    assert!(
        broken.is_empty(),
        "These look through a whole table; give them an index, or the list a reason:\n{broken}"
    );
    for ((known, _), used) in LOOK_THROUGH.iter().zip(used) {
        assert!(used, "this looks through no table any more: {known}");
    }
}

#[test]
fn a_statement_without_an_index_is_found_out() {
    for &kind in kinds() {
        let database = Database::new(kind);
        let sql = "select id from entries where author_name = $1".to_owned();
        let bad = [Statement { place: "here".into(), sql }];
        let scans = match kind {
            Kind::Sqlite => sqlite::scans(&database, &bad),
            Kind::Postgres => postgres::scans(&database, &bad),
        };
        assert_eq!(scans.len(), 1, "{kind:?}");
    }
}

#[test]
fn what_a_card_says_was_reached_takes_no_longer_in_a_long_timeline() {
    let all = statements::all(Kind::Sqlite).into_iter();
    let asked = all.filter(|statement| statement.sql.ends_with(" as of_alert")).collect::<Vec<_>>();
    let [asked] = asked.as_slice() else { panic!("one statement asks for it: {asked:?}") };
    for kind in EntryKind::ALL {
        assert_eq!(asked.sql.contains(&format!("'{}'", kind.as_str())), may_imply(kind), "{kind:?}");
    }
    let steps = sqlite::steps(&Database::new(Kind::Sqlite), asked);
    assert!(
        steps.iter().any(|step| step.contains(" INDEX entries_implying (incident_id=? AND kind=?)")),
        "{steps:?}"
    );
    assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE") && step.contains("LIMIT")), "{steps:?}");
}

/// Brings the schema up to date.
fn prepared(database: &Database) {
    let clock = incidents::Clock::by_hand(chrono::DateTime::UNIX_EPOCH);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    drop(runtime.block_on(incidents::Ledger::open(database.place.clone(), clock)).unwrap());
}
