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

/// The condition by which the rows of a table belong to a server: their own, or that of their incident.
fn whose(columns: &[String]) -> Option<&'static str> {
    if columns.iter().any(|column| column == "guild_id") {
        return Some("guild_id = $1");
    }
    let of_incident = columns.iter().any(|column| column == "incident_id");
    of_incident.then_some("incident_id in (select id from incidents where guild_id = $1)")
}

/// Every row that belongs to a server, wherever it lies. Blocks.
pub fn rows(place: &Place, guild: GuildId) -> Vec<String> {
    match place {
        Place::Sqlite(path) => sqlite_rows(path, guild),
        Place::Postgres(url) => postgres_rows(url, guild),
    }
}

fn sqlite_rows(path: &std::path::Path, guild: GuildId) -> Vec<String> {
    let raw = rusqlite::Connection::open(path).unwrap();
    let texts = |sql: &str| -> Vec<String> {
        let mut found = raw.prepare(sql).unwrap();
        found.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let mut found = Vec::new();
    for table in texts("select name from sqlite_master where type = 'table' order by name") {
        let columns = texts(&format!("select name from pragma_table_info('{table}')"));
        let Some(whose) = whose(&columns) else { continue };
        let mut rows =
            raw.prepare(&format!("select * from \"{table}\" where {whose} order by 1, 2")).unwrap();
        let read = rows.query_map([guild.0], |row| {
            let cells: Result<Vec<_>, _> =
                (0..columns.len()).map(|cell| row.get::<_, rusqlite::types::Value>(cell)).collect();
            Ok(format!("{table} {:?}", cells?))
        });
        found.extend(read.unwrap().collect::<Result<Vec<_>, _>>().unwrap());
    }
    found
}

fn postgres_rows(url: &str, guild: GuildId) -> Vec<String> {
    let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
    let sql = "select table_name::text, array_agg(column_name::text) from information_schema.columns
               where table_schema = 'public' group by 1 order by 1";
    let mut found = Vec::new();
    for table in client.query(sql, &[]).unwrap() {
        let (table, columns): (String, Vec<String>) = (table.get(0), table.get(1));
        let Some(whose) = whose(&columns) else { continue };
        let rows =
            client.query(&format!("select t::text from \"{table}\" t where {whose} order by 1"), &[&guild.0]);
        found.extend(rows.unwrap().iter().map(|row| format!("{table} {}", row.get::<_, String>(0))));
    }
    found
}

#[tokio::test]
async fn whoever_manages_one_server_learns_nothing_of_another_and_changes_nothing_there() {
    Desk::on_each(NOW, async |desk| {
        let here = ana_in(GUILD, LOBBY);
        let mut known: Vec<Ask> = Vec::new();
        for title in ["is down", "is slow", "is on fire"] {
            let title = format!("{SECRET} {title}");
            let asked = [("title".to_owned(), commands::request::Given::Text(title))];
            asks(desk, &here, Ask::Command { path: "incident open".into(), options: asked.into() }).await;
        }
        known.extend(pressable(&delivers(&desk.ledger).await));
        for command in COMMANDS {
            for ask in asked_of(command, &format!("{SECRET} 1")) {
                let reply = asks(desk, &here, ask).await;
                known.extend(handles(&reply));
            }
        }
        assert!(known.len() > 12, "there are buttons to press: {}", known.len());
        let read = || {
            let place = desk.place();
            tokio::task::spawn_blocking(move || rows(&place, GUILD))
        };
        let before = read().await.unwrap();
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
                let reply = asks(desk, &there, ask.clone()).await;
                assert!(!leaks(&reply), "{ask:?}\ngives away: {reply:?}");
            }
        }
        let after = read().await.unwrap();
        let changed: Vec<_> = after.iter().filter(|row| !before.contains(row)).collect();
        assert!(
            changed.is_empty() && before.len() == after.len(),
            "another server was changed: {changed:#?}"
        );
    })
    .await;
}
