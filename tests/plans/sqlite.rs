//! What SQLite would do.

use rusqlite::Connection;
use tests::world::database::Database;

use super::Scan;
use super::statements::Statement;

/// The statements that look through a table from end to end.
pub fn scans(database: &Database, statements: &[Statement]) -> Vec<Scan> {
    let raw = opened(database);
    let tables = names(&raw, "select name from sqlite_master where type = 'table'");
    let partial = names(&raw, "select name from sqlite_master where type = 'index' and sql like '% where %'");
    let mut found = Vec::new();
    for statement in statements {
        for step in plan(&raw, statement) {
            if is_scan(&step, statement, (&tables, &partial)) {
                found.push((statement.clone(), step));
            }
        }
    }
    found
}

/// What it would do for one statement, step by step.
pub fn steps(database: &Database, statement: &Statement) -> Vec<String> {
    plan(&opened(database), statement)
}

fn opened(database: &Database) -> Connection {
    super::prepared(database);
    let incidents::Place::Sqlite(path) = &database.place else { unreachable!("it is SQLite") };
    Connection::open(path).unwrap()
}

fn names(raw: &Connection, sql: &str) -> Vec<String> {
    let mut statement = raw.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn plan(raw: &Connection, statement: &Statement) -> Vec<String> {
    let sql = format!("explain query plan {}", statement.sql);
    let mut explained =
        raw.prepare(&sql).unwrap_or_else(|why| panic!("{}: {why}\n{}", statement.place, statement.sql));
    let (mut steps, mut rows) = (Vec::new(), explained.raw_query());
    while let Some(row) = rows.next().unwrap() {
        steps.push(row.get(3).unwrap());
    }
    steps
}

/// Whether a step looks through a table, or through an index of all its rows. An index of some rows is there to be looked through.
fn is_scan(step: &str, statement: &Statement, (tables, partial): (&[String], &[String])) -> bool {
    let Some(rest) = step.strip_prefix("SCAN ") else { return false };
    // A row alone looks through nothing: what is listed then are the rows that point to it, looked for where some point to none.
    if statement.sql.starts_with("insert ") && !statement.sql.contains("select ") {
        return false;
    }
    let words: Vec<_> = rest.split_whitespace().collect();
    let called = words.first().copied().unwrap_or_default();
    // By another name: `entries e`.
    let is_table = |table: &String| {
        table == called
            || statement.sql.contains(&format!("{table} {called} "))
            || statement.sql.ends_with(&format!("{table} {called}"))
    };
    let is_virtual = words.contains(&"VIRTUAL");
    let by_partial = words.last().is_some_and(|index| partial.iter().any(|name| name == index));
    tables.iter().any(is_table) && !is_virtual && !by_partial
}
