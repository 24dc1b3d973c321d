//! What was explained in an incident, so that people are told once.

use super::connection::{Connection, args};
use crate::error::Fault;
use crate::ids::{GuildId, IncidentId};

/// Notes that something was explained. Says whether it is the first time.
pub fn put(connection: &mut Connection, incident: IncidentId, what: &str) -> Result<bool, Fault> {
    let sql = "insert into explained (incident_id, what) values ($1, $2) on conflict (incident_id, what) do nothing";
    Ok(connection.run(sql, args![incident, what])? == 1)
}

/// Forgets what was explained in the incidents of a server under names that begin like this, so that it is told again.
pub fn forget(connection: &mut Connection, guild: GuildId, beginning: &str) -> Result<(), Fault> {
    let sql = "delete from explained where what like $2
                 and incident_id in (select id from incidents where guild_id = $1)";
    connection.run(sql, args![guild, format!("{beginning}%")]).map(drop)
}
