//! What waits to be reminded of, by recipient, and when each recipient was last told.

use chrono::NaiveDate;

use super::connection::{Connection, args};
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::{ActionId, GuildId};
use crate::model::action::reminder::{Item, Recipient};
use crate::model::zone::Zone;

/// What is known of a recipient.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habits {
    /// The zone they live by, when they have said so.
    pub zone: Option<Zone>,
    /// The last day on which they were told, by their clock.
    pub told_on: Option<NaiveDate>,
}

/// Puts an item among those a recipient hears of next; one that waits already stays, and is as late as the later of both.
pub fn put(connection: &mut Connection, guild: GuildId, to: Recipient, item: &Item) -> Result<(), Fault> {
    let sql =
        "insert into reminders (guild_id, recipient, action_id, why, late_since) values ($1, $2, $3, $4, $5)
               on conflict (guild_id, recipient, action_id) do update set late_since =
                 case when reminders.late_since < excluded.late_since then reminders.late_since
                      else coalesce(excluded.late_since, reminders.late_since) end";
    let args = args![guild, to.to_string(), item.action, item.why.as_str(), item.late_since];
    connection.run(sql, args).map(drop)
}

/// Takes everything that waits for a recipient, in the order in which the actions were written down.
pub fn take(connection: &mut Connection, guild: GuildId, to: Recipient) -> Result<Vec<Item>, Fault> {
    let sql =
        "delete from reminders where guild_id = $1 and recipient = $2 returning action_id, why, late_since";
    let mut items = connection.all(sql, args![guild, to.to_string()], |row| {
        Ok(Item { action: row.take()?, why: row.take_parsed()?, late_since: row.take()? })
    })?;
    items.sort_by_key(|item| item.action);
    Ok(items)
}

/// Forgets what waits about an action, for everybody.
pub fn forget(connection: &mut Connection, action: ActionId) -> Result<(), Fault> {
    connection.run("delete from reminders where action_id = $1", args![action]).map(drop)
}

/// What is known of a recipient.
pub fn habits(connection: &mut Connection, guild: GuildId, to: Recipient) -> Result<Habits, Fault> {
    let sql = "select zone, told_on from reminded where guild_id = $1 and recipient = $2";
    let found = connection.first(sql, args![guild, to.to_string()], |row| {
        let zone = row.take::<Option<String>>()?.and_then(|zone| zone.parse().ok());
        let told_on = row.take::<Option<String>>()?.and_then(|day| day.parse().ok());
        Ok(Habits { zone, told_on })
    })?;
    Ok(found.unwrap_or_default())
}

/// Notes what is known of a recipient.
pub fn save_habits(
    connection: &mut Connection,
    guild: GuildId,
    to: Recipient,
    habits: Habits,
) -> Result<(), Fault> {
    let sql = "insert into reminded (guild_id, recipient, zone, told_on) values ($1, $2, $3, $4)
               on conflict (guild_id, recipient) do update set zone = excluded.zone, told_on = excluded.told_on";
    let zone = habits.zone.map(|zone| zone.to_string());
    let told_on = habits.told_on.map(|day| day.to_string());
    connection.run(sql, args![guild, to.to_string(), zone, told_on]).map(drop)
}

/// Keeps what a message of a day was about.
pub fn put_told(
    connection: &mut Connection,
    guild: GuildId,
    to: Recipient,
    day: NaiveDate,
    items: &[Item],
) -> Result<(), Fault> {
    let sql = "insert into told (guild_id, recipient, day, items) values ($1, $2, $3, $4)
               on conflict (guild_id, recipient, day) do update set items = excluded.items";
    connection.run(sql, args![guild, to.to_string(), day.to_string(), json(&items)]).map(drop)
}

/// Forgets what messages of the days before one were about.
pub fn prune(connection: &mut Connection, before: NaiveDate) -> Result<u64, Fault> {
    connection.run("delete from told where day < $1", args![before.to_string()])
}

/// What a message of a day was about.
pub fn told(
    connection: &mut Connection,
    guild: GuildId,
    to: Recipient,
    day: NaiveDate,
) -> Result<Vec<Item>, Fault> {
    let sql = "select items from told where guild_id = $1 and recipient = $2 and day = $3";
    let args = args![guild, to.to_string(), day.to_string()];
    Ok(connection.first(sql, args, |row| row.take_json())?.unwrap_or_default())
}
