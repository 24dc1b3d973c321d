//! A database as an older program left it, or as somebody meddles with it: reached past the ledger.

use std::collections::BTreeMap;

use incidents::Place;
use tests::world::database::Kind;

/// One step of the schema, as its file has it.
pub struct Step {
    number: usize,
    /// The file's name.
    pub name: String,
    text: String,
}

/// The steps of one database, in order.
pub fn steps(kind: Kind) -> Vec<Step> {
    let folder = match kind {
        Kind::Sqlite => "sqlite",
        Kind::Postgres => "postgres",
    };
    let folder = format!("{}/../migrations/{folder}", env!("CARGO_MANIFEST_DIR"));
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries.collect();
    files.sort();
    let numbered = files.iter().zip(1..);
    numbered
        .map(|(path, number)| Step {
            number,
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            text: std::fs::read_to_string(path).unwrap(),
        })
        .collect()
}

/// What a program of that schema may have written.
pub fn sample(number: usize) -> Option<String> {
    let path = format!("{}/samples/{number:04}.sql", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).ok()
}

/// A connection of our own.
pub enum Raw {
    Sqlite(rusqlite::Connection),
    Postgres(Box<postgres::Client>),
}

impl Raw {
    pub fn open(place: &Place) -> Self {
        match place {
            Place::Sqlite(path) => Self::Sqlite(rusqlite::Connection::open(path).unwrap()),
            Place::Postgres(url) => {
                Self::Postgres(Box::new(postgres::Client::connect(url, postgres::NoTls).unwrap()))
            }
        }
    }

    pub fn kind(&self) -> Kind {
        match self {
            Self::Sqlite(_) => Kind::Sqlite,
            Self::Postgres(_) => Kind::Postgres,
        }
    }

    pub fn batch(&mut self, sql: &str) {
        match self {
            Self::Sqlite(raw) => raw.execute_batch(sql).unwrap(),
            Self::Postgres(raw) => raw.batch_execute(sql).unwrap(),
        }
    }

    /// Takes a step as the program takes it, and leaves behind what a program of that schema may have written.
    pub fn apply(&mut self, step: &Step) {
        let noted = "create table if not exists migrations (number bigint primary key, applied_at bigint not null, text text not null)";
        self.batch(noted);
        self.batch(&step.text);
        let text = step.text.replace('\'', "''");
        self.batch(&format!("insert into migrations values ({}, 0, '{text}')", step.number));
        if let Some(sample) = sample(step.number) {
            self.batch(&sample);
        }
    }

    /// How many rows each table has.
    pub fn counts(&mut self) -> BTreeMap<String, i64> {
        let tables = match self {
            Self::Sqlite(_) => {
                "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'"
            }
            Self::Postgres(_) => "select cast(tablename as text) from pg_tables where schemaname = 'public'",
        };
        let names = self.texts(tables);
        let counted = names.into_iter().map(|name| {
            let count = self.texts(&format!("select cast(count(*) as text) from {name}"));
            (name, count[0].parse().unwrap())
        });
        counted.collect()
    }

    fn texts(&mut self, sql: &str) -> Vec<String> {
        match self {
            Self::Sqlite(raw) => {
                let mut statement = raw.prepare(sql).unwrap();
                let rows = statement.query_map([], |row| row.get(0)).unwrap();
                rows.map(Result::unwrap).collect()
            }
            Self::Postgres(raw) => raw.query(sql, &[]).unwrap().iter().map(|row| row.get(0)).collect(),
        }
    }
}
