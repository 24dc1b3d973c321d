//! What Postgres would do, were looking through a table forbidden wherever there is another way.

use postgres::{Client, NoTls, SimpleQueryMessage};
use tests::world::database::Database;

use super::Scan;
use super::statements::Statement;

/// The statements that look through a table from end to end.
pub fn scans(database: &Database, statements: &[Statement]) -> Vec<Scan> {
    super::prepared(database);
    let incidents::Place::Postgres(url) = &database.place else { unreachable!("it is Postgres") };
    let mut client = Client::connect(url, NoTls).unwrap();
    client.batch_execute("set enable_seqscan = off; set plan_cache_mode = force_generic_plan").unwrap();
    let partial = lines(&mut client, "select indexname from pg_indexes where indexdef like '% WHERE %'");
    let mut found = Vec::new();
    for statement in statements {
        if let Some(step) = scan(&plan(&mut client, statement), &partial) {
            found.push((statement.clone(), step));
        }
    }
    found
}

fn plan(client: &mut Client, statement: &Statement) -> Vec<String> {
    let told = |why: postgres::Error| panic!("{}: {why}\n{}", statement.place, statement.sql);
    client.batch_execute(&format!("prepare it as {}", statement.sql)).unwrap_or_else(told);
    let count = (1..20).take_while(|number| statement.sql.contains(&format!("${number}"))).count();
    let nothing = if count == 0 { String::new() } else { format!("({})", vec!["null"; count].join(", ")) };
    let plan = lines(client, &format!("explain (costs off) execute it{nothing}"));
    client.batch_execute("deallocate it").unwrap();
    plan
}

fn lines(client: &mut Client, sql: &str) -> Vec<String> {
    let rows = client.simple_query(sql).unwrap();
    let first = |row: &SimpleQueryMessage| match row {
        SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    };
    rows.iter().filter_map(first).collect()
}

/// The first step that looks through a table, or through an index of all its rows.
fn scan(plan: &[String], partial: &[String]) -> Option<String> {
    for (at, line) in plan.iter().enumerate() {
        if line.contains("Seq Scan on") {
            return Some(line.trim().to_owned());
        }
        let Some(index) = index(line) else { continue };
        let own = plan[at + 1..].iter().take_while(|line| !line.contains("->"));
        let is_bounded = own.into_iter().any(|line| line.contains("Index Cond:"));
        if !is_bounded && !partial.iter().any(|name| name == index) {
            return Some(line.trim().to_owned());
        }
    }
    None
}

/// The index that a step reads.
fn index(line: &str) -> Option<&str> {
    let after = |words: &str| line.split_once(words).and_then(|(_, rest)| rest.split_whitespace().next());
    after("Scan using ").or_else(|| after("Bitmap Index Scan on "))
}
