//! What is promised of the database as a whole: kept apart, backed up, put back, and whole again after whatever the disk did.

mod backups;
mod crowd;
mod disk;
mod handles;
mod memory;
mod power;

use chrono::DateTime;
use incidents::ids::{GuildId, IncidentId, UserId};
use incidents::model::entry::EntryKind;
use incidents::operations::{add_entry, open};
use incidents::{Actor, Clock, Error, Ledger, Place, Who};
use tests::world::database::{Database, Kind};

const GUILD: GuildId = GuildId(100);

fn ana() -> Actor {
    Actor { guild: GUILD, who: Who::Person { id: UserId(1), name: "ana".into() } }
}

fn clock() -> Clock {
    Clock::by_hand(DateTime::from_timestamp(1_717_337_580, 0).expect("an instant"))
}

async fn opened(place: &Place) -> Ledger {
    Ledger::open(place.clone(), clock()).await.expect("the ledger opens")
}

async fn declares(ledger: &Ledger, title: &str) -> incidents::model::incident::Incident {
    let wish = open::Wish { title: title.into(), ..open::Wish::default() };
    ledger.change(ana(), move |change| open::open(change, &wish)).await.expect("an incident is declared")
}

async fn notes(ledger: &Ledger, id: IncidentId, text: &str) -> Result<(), Error> {
    let text = text.to_owned();
    let noted = ledger.change(ana(), move |change| {
        let wish = add_entry::Wish { text, at: change.now, kind: EntryKind::Note };
        add_entry::add_entry(change, id, &wish)
    });
    noted.await.map(drop)
}

/// Lets go of a database, and waits until nobody has it open: only then does it give up its log.
async fn closes(ledger: Ledger, path: &std::path::Path) {
    drop(ledger);
    let alone = || -> rusqlite::Result<String> {
        rusqlite::Connection::open(path)?.query_row("pragma journal_mode = delete", [], |row| row.get(0))
    };
    while alone().ok().as_deref() != Some("delete") {
        tokio::task::yield_now().await;
    }
}

/// A SQLite database of its own with its path.
fn sqlite() -> (Database, std::path::PathBuf) {
    let database = Database::new(Kind::Sqlite);
    let Place::Sqlite(path) = &database.place else { unreachable!("it is SQLite") };
    let path = path.clone();
    (database, path)
}
