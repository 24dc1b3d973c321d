//! What a database says is still to be delivered, asked past the programs that have it to themselves.

use chrono::TimeDelta;
use incidents::Place;

use super::stage::now;

/// A connection of our own, which only looks.
enum Look {
    Sqlite(rusqlite::Connection),
    Postgres(Box<postgres::Client>),
}

impl Look {
    fn into(place: &Place) -> Self {
        match place {
            Place::Sqlite(path) => Self::Sqlite(rusqlite::Connection::open(path).expect("the file is there")),
            Place::Postgres(url) => {
                let client = postgres::Client::connect(url, postgres::NoTls).expect("it answers");
                Self::Postgres(Box::new(client))
            }
        }
    }

    fn count(&mut self) -> i64 {
        let sql = "select count(*) from outbox where state in ('held', 'waiting')";
        match self {
            Self::Sqlite(raw) => raw.query_row(sql, [], |row| row.get(0)).expect("the program's own table"),
            Self::Postgres(raw) => raw.query_one(sql, &[]).expect("the program's own table").get(0),
        }
    }
}

/// Waits until nothing is left, nor put back for later. Blocking: through `spawn_blocking` in async code.
pub(super) fn wait_for_none(place: &Place) {
    let (mut look, latest) = (Look::into(place), now() + TimeDelta::seconds(60));
    while look.count() > 0 {
        assert!(now() < latest, "something is never delivered");
        std::thread::yield_now();
    }
}
