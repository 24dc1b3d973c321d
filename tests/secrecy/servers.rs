//! Two servers share a bot, and nothing else.

use commands::COMMANDS;
use commands::request::Ask;
use incidents::Place;
use incidents::ids::{ChannelId, GuildId, UserId};
use incidents::model::access::{MANAGE_GUILD, Person};
use tests::world::desk::{Desk, GUILD, LOBBY};
use tests::world::post::delivers;

use super::{NOW, SECRET, Seat, asked_of, asks, completions, handles, leaks, pressable};

const OTHER: GuildId = GuildId(200);

fn ana_in(guild: GuildId, channel: ChannelId) -> Seat {
    let person = Person { id: UserId(1), name: "ana".into(), roles: Vec::new(), permissions: MANAGE_GUILD };
    Seat { guild, channel, person }
}

/// Every row that belongs to a server, wherever it lies.
fn rows(place: &Place, guild: GuildId) -> Vec<String> {
    let Place::Sqlite(path) = place else { unreachable!("the desk is over SQLite") };
    let raw = rusqlite::Connection::open(path).unwrap();
    let sql = "select m.name from sqlite_master m, pragma_table_info(m.name) c
               where m.type = 'table' and c.name = 'guild_id' order by m.name";
    let mut tables = raw.prepare(sql).unwrap();
    let tables = tables.query_map([], |row| row.get(0)).unwrap().collect::<Result<Vec<String>, _>>().unwrap();
    let mut found = Vec::new();
    for table in tables {
        let mut rows =
            raw.prepare(&format!("select * from \"{table}\" where guild_id = $1 order by rowid")).unwrap();
        let width = rows.column_count();
        let read = rows.query_map([guild.0], |row| {
            let cells: Result<Vec<_>, _> =
                (0..width).map(|cell| row.get::<_, rusqlite::types::Value>(cell)).collect();
            Ok(format!("{table} {:?}", cells?))
        });
        found.extend(read.unwrap().collect::<Result<Vec<_>, _>>().unwrap());
    }
    found
}

#[tokio::test]
async fn whoever_manages_one_server_learns_nothing_of_another_and_changes_nothing_there() {
    let desk = Desk::on_sqlite(NOW).await;
    let here = ana_in(GUILD, LOBBY);
    let mut known: Vec<Ask> = Vec::new();
    for title in ["is down", "is slow", "is on fire"] {
        let title = format!("{SECRET} {title}");
        let asked = [("title".to_owned(), commands::request::Given::Text(title))];
        asks(&desk, &here, Ask::Command { path: "incident open".into(), options: asked.into() }).await;
    }
    known.extend(pressable(&delivers(&desk.ledger).await));
    for command in COMMANDS {
        for ask in asked_of(command, &format!("{SECRET} 1")) {
            let reply = asks(&desk, &here, ask).await;
            known.extend(handles(&reply));
        }
    }
    assert!(known.len() > 12, "there are buttons to press: {}", known.len());
    let before = rows(&desk.place(), GUILD);
    assert!(before.iter().filter(|row| row.contains(SECRET)).count() > 20, "there is something to find");
    // The same person, who manages another server, in the very channel of the first.
    for channel in [LOBBY, ChannelId(7_001)] {
        let there = ana_in(OTHER, channel);
        let asked = COMMANDS.iter().flat_map(|command| {
            let mut all = asked_of(command, "1");
            all.extend(completions(command));
            all
        });
        for ask in asked.chain(known.iter().cloned()) {
            let reply = asks(&desk, &there, ask.clone()).await;
            assert!(!leaks(&reply), "{ask:?}\ngives away: {reply:?}");
        }
    }
    let after = rows(&desk.place(), GUILD);
    let changed: Vec<_> = after.iter().filter(|row| !before.contains(row)).collect();
    assert!(changed.is_empty() && before.len() == after.len(), "another server was changed: {changed:#?}");
}
