//! Calendars that somebody offered and was shown, until they are taken in: the newest of each schedule.

use chrono::{DateTime, Utc};

use super::connection::{Connection, args};
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::{GuildId, OfferId, ScheduleId};
use crate::model::rota::ical::Offer;

/// Keeps an offer in place of any that the schedule had.
pub fn put(
    connection: &mut Connection,
    (guild, schedule): (GuildId, ScheduleId),
    offer: &Offer,
    now: DateTime<Utc>,
) -> Result<OfferId, Fault> {
    remove(connection, guild, schedule)?;
    let sql = "insert into offered_calendars (guild_id, schedule_id, offer, made_at) values ($1, $2, $3, $4)
               returning id";
    connection.one(sql, args![guild, schedule, json(offer), now], |row| row.take())
}

/// An offer by its row, with its schedule.
pub fn get(
    connection: &mut Connection,
    guild: GuildId,
    id: OfferId,
) -> Result<Option<(ScheduleId, Offer)>, Fault> {
    let sql = "select schedule_id, offer from offered_calendars where id = $1 and guild_id = $2";
    connection.first(sql, args![id, guild], |row| Ok((row.take()?, row.take_json()?)))
}

/// Forgets what was offered to a schedule.
pub fn remove(connection: &mut Connection, guild: GuildId, schedule: ScheduleId) -> Result<(), Fault> {
    let sql = "delete from offered_calendars where schedule_id = $1 and guild_id = $2";
    connection.run(sql, args![schedule, guild]).map(drop)
}

/// Forgets offers from before an instant, and says how many.
pub fn prune(connection: &mut Connection, before: DateTime<Utc>) -> Result<u64, Fault> {
    connection.run("delete from offered_calendars where made_at < $1", args![before])
}
