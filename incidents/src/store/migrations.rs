//! The schema, forward only. A database that is newer than the program is left alone.

use chrono::{DateTime, Utc};

use super::connection::{Connection, Dialect, args};
use super::value::Columns;
use crate::error::{Error, Fault, Result};

struct Migration {
    number: i64,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! migrations {
    ($($number:literal $file:literal),* $(,)?) => {
        &[$(Migration {
            number: $number,
            sqlite: include_str!(concat!("../../../migrations/sqlite/", $file, ".sql")),
            postgres: include_str!(concat!("../../../migrations/postgres/", $file, ".sql")),
        }),*]
    };
}

/// Every migration in order; the numbers have no gaps.
const ALL: &[Migration] = migrations![
    1 "0001_ledger",
    2 "0002_roster",
    3 "0003_capture",
    4 "0004_actions",
    5 "0005_search",
    6 "0006_pages",
    7 "0007_findable_actions",
    8 "0008_maintenances",
    9 "0009_guests",
    10 "0010_imports",
    11 "0011_alerts",
    12 "0012_mirrors",
    13 "0013_heartbeats",
    14 "0014_audit_chain",
    15 "0015_postmortems",
    16 "0016_keys",
    17 "0017_offered_calendars",
    18 "0018_feeds",
    19 "0019_setups",
    20 "0020_sessions",
    21 "0021_tongues",
    22 "0022_found_by_index",
    23 "0023_members",
    24 "0024_tokens",
    25 "0025_tries_in_vain",
    26 "0026_first_of_a_kind",
];

/// Any number that nobody else uses for an advisory lock in the same Postgres database.
const LOCK: &str = "select pg_advisory_xact_lock(7318349394477056)";

/// Brings the schema up to date in one transaction, and says how many steps that took.
pub fn run(connection: &mut Connection, now: DateTime<Utc>) -> Result<usize> {
    let begin = match connection.dialect() {
        Dialect::Sqlite => "begin immediate",
        Dialect::Postgres => "begin",
    };
    connection.batch(begin)?;
    match steps(connection, now) {
        Ok(count) => {
            connection.batch("commit")?;
            Ok(count)
        }
        Err(why) => {
            // What failed is reported; that the transaction is already gone is no second failure.
            drop(connection.batch("rollback"));
            Err(why)
        }
    }
}

fn steps(connection: &mut Connection, now: DateTime<Utc>) -> Result<usize> {
    if connection.dialect() == Dialect::Postgres {
        connection.batch(LOCK)?;
    }
    connection.batch(
        "create table if not exists migrations (number bigint primary key, applied_at bigint not null, text text not null)",
    )?;
    let standing = standing(connection)?;
    let mut count = 0;
    for migration in ALL.iter().skip(standing) {
        connection
            .batch(migration.text(connection.dialect()))
            .map_err(|fault| inapplicable(migration.number, &fault))?;
        let text = migration.text(connection.dialect());
        let insert = "insert into migrations (number, applied_at, text) values ($1, $2, $3)";
        connection.run(insert, args![migration.number, now, text])?;
        count += 1;
    }
    if count > 0 {
        super::chain::seal_older(connection)?;
    }
    Ok(count)
}

/// How many steps this program knows.
#[must_use]
pub fn known() -> usize {
    ALL.len()
}

/// How many steps a database has taken, if this program knows them all.
pub fn standing(connection: &mut Connection) -> Result<usize> {
    let applied = connection.all("select number, text from migrations order by number", args![], |row| {
        Ok((row.take::<i64>()?, row.take::<String>()?))
    })?;
    check(connection.dialect(), &applied)?;
    Ok(applied.len())
}

/// Refuses a database of a newer program, and one whose past was another than ours.
fn check(dialect: Dialect, applied: &[(i64, String)]) -> Result<()> {
    if applied.len() > ALL.len() {
        return Err(newer(applied.len()));
    }
    for ((number, text), ours) in applied.iter().zip(ALL) {
        if *number != ours.number || text != ours.text(dialect) {
            let sentence = format!(
                "Step {number} of this database's schema is not the one this program knows. Restore a backup, or run the \
                 program that made it. Nothing was changed."
            );
            return Err(Error::Fault(Fault::Schema(sentence)));
        }
    }
    Ok(())
}

/// The whole upgrade is one transaction, so a step that fails leaves the schema as it was.
fn inapplicable(number: i64, fault: &Fault) -> Fault {
    Fault::Schema(format!(
        "Step {number} of the schema cannot be applied to this database: {fault}. If other programs keep tables in it, give \
         Sitrep a database of its own. Nothing was changed."
    ))
}

fn newer(found: usize) -> Error {
    Error::Fault(Fault::Schema(format!(
        "This database is newer than this program (schema {found}, this program knows {}). Run the newer program, or \
         restore a backup from before the upgrade. Nothing was changed.",
        ALL.len()
    )))
}

impl Migration {
    fn text(&self, dialect: Dialect) -> &'static str {
        match dialect {
            Dialect::Sqlite => self.sqlite,
            Dialect::Postgres => self.postgres,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words in which the two databases name the same thing.
    const SAME: [(&str, &str); 2] = [
        ("bigint generated by default as identity primary key", "integer primary key autoincrement"),
        ("bytea", "blob"),
    ];

    #[test]
    fn both_databases_have_the_same_tables() {
        for migration in ALL {
            let mut postgres = migration.postgres.to_owned();
            for (theirs, ours) in SAME {
                postgres = postgres.replace(theirs, ours);
            }
            let alike = |text: &str| text.replace("bigint", "integer");
            let shared = |text: &str| {
                let lines = alike(text);
                let lines = lines.lines().filter(|line| !line.contains("-- only here")).collect::<Vec<_>>();
                lines.join("\n")
            };
            assert_eq!(shared(migration.sqlite), shared(&postgres), "migration {}", migration.number);
        }
    }

    #[test]
    fn numbers_have_no_gaps() {
        assert!(ALL.iter().map(|migration| migration.number).eq(1..=i64::try_from(ALL.len()).unwrap()));
    }
}
