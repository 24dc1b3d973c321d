//! The statements of the store, read from its source: each is a literal, and what is put into some of them is known.

use tests::world::database::Kind;

use crate::architecture::tree::{self, Source};

/// A statement, and where it stands.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The file and the line.
    pub place: String,
    /// The text, in one line.
    pub sql: String,
}

/// What is put into statements: on SQLite, and on Postgres.
const PUT_IN: [(&str, &str, &str); 9] = [
    ("{of_state}", "and state = 'open'", "and state = 'open'"),
    ("{hidden}", "(0)", "(0)"),
    ("not in {}", "not in (0)", "not in (0)"),
    ("{which}", "held_until <= $1", "held_until <= $1"),
    ("{free}", "", "{FREE}"),
    ("{texts}", "search_index join search_texts t on t.id = search_index.rowid", "search_texts t"),
    ("{matches}", "search_index match $1", "t.words @@ to_tsquery('simple', $1)"),
    ("{column}", "next_number", "next_number"),
    ("{kind}", "alert", "alert"),
];

/// Words that only one of the databases knows.
const OF_SQLITE: [&str; 5] = ["search_index", "sqlite_", "pragma", "= max(", "json_each("];
const OF_POSTGRES: [&str; 5] = ["pg_", "split_part", "distinct on", "@@", "hashtext"];

/// Every statement that a database is asked.
pub fn all(kind: Kind) -> Vec<Statement> {
    let sources = tree::sources("incidents").into_iter().filter(|source| source.path.contains("/store/"));
    // What brings the schema up to date runs once, before there is anything to look through.
    let sources = sources.filter(|source| !source.path.ends_with("/migrations.rs"));
    let all: Vec<_> = sources.flat_map(|source| of(&source, kind)).collect();
    assert!(all.len() > 250, "only {} statements were found", all.len());
    all
}

fn of(source: &Source, kind: Kind) -> Vec<Statement> {
    let end = source.rust.first_test_line();
    let literals = source.rust.literals.iter().filter(|(line, text)| *line < end && is_query(text));
    let filled = literals.map(|(line, text)| Statement {
        place: format!("{}:{line}", source.path),
        sql: filled(text, source, kind),
    });
    filled.filter(|statement| is_for(&statement.sql, kind)).collect()
}

fn is_query(literal: &str) -> bool {
    match literal.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["select", rest @ ..] => rest.contains(&"from"),
        ["with", rest @ ..] => rest.contains(&"select"),
        ["insert", "into", ..] | ["delete", "from", ..] | ["update", _, "set", ..] => true,
        _ => false,
    }
}

fn is_for(sql: &str, kind: Kind) -> bool {
    let others: &[&str] = match kind {
        Kind::Sqlite => &OF_POSTGRES,
        Kind::Postgres => &OF_SQLITE,
    };
    !others.iter().any(|word| sql.contains(word))
}

/// The statement as the database gets it.
fn filled(literal: &str, source: &Source, kind: Kind) -> String {
    let mut sql = unescaped(literal);
    for (hole, sqlite, postgres) in PUT_IN {
        sql = sql.replace(hole, if kind == Kind::Sqlite { sqlite } else { postgres });
    }
    while let Some((name, hole)) = constant(&sql) {
        sql = sql.replace(&hole, &value(source, &name));
    }
    if kind == Kind::Sqlite {
        sql = sql.replace(" for update skip locked", "").replace(" for update", "");
        sql = sql.replace("least(", "min(").replace("greatest(", "max(");
    }
    sql.replace("{{", "{").replace("}}", "}").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first hole that a constant of the file fills.
fn constant(sql: &str) -> Option<(String, String)> {
    let holes = sql.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name));
    let name = holes
        .into_iter()
        .find(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))?;
    Some((name.to_owned(), format!("{{{name}}}")))
}

fn value(source: &Source, name: &str) -> String {
    let declared = format!("const {name}: &str =");
    let (_, after) = source.text.split_once(&declared).unwrap_or_else(|| panic!("{name} in {}", source.path));
    let line = source.text[..source.text.len() - after.len()].lines().count();
    let literal = source.rust.literals.iter().find(|(at, _)| *at >= line).expect("a constant has a value");
    unescaped(&literal.1)
}

/// A literal's text: a line that ends in a backslash goes on where the next one begins.
fn unescaped(literal: &str) -> String {
    let mut lines = literal.split("\\\n");
    let first = lines.next().unwrap_or_default().to_owned();
    let joined = lines.fold(first, |text, line| text + line.trim_start());
    joined.replace("\\\"", "\"").replace("\\\\", "\\")
}
