//! Maintenance that goes on or went on. The one of a server, or of one policy, is a row; it is over at its `until`.

use chrono::{DateTime, Utc};

use super::connection::{Connection, args};
use super::value::Columns;
use crate::error::Fault;
use crate::ids::{GuildId, PolicyId};
use crate::model::maintenance::{Maintenance, Scope};

/// What stands for every policy in the column that names one.
const EVERYTHING: PolicyId = PolicyId(0);

/// Adds a maintenance; one of the same scope is replaced.
pub fn put(connection: &mut Connection, guild: GuildId, one: &Maintenance) -> Result<(), Fault> {
    let sql = "insert into maintenances (guild_id, policy_id, since, until, started_by) values ($1, $2, $3, $4, $5)
               on conflict (guild_id, policy_id)
               do update set since = excluded.since, until = excluded.until, started_by = excluded.started_by";
    let Maintenance { scope, since, until, by } = one;
    connection.run(sql, args![guild, column(*scope), *since, *until, by.as_str()]).map(drop)
}

/// Takes a maintenance away. Says whether it was going on.
pub fn remove(
    connection: &mut Connection,
    guild: GuildId,
    scope: Scope,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let sql = "update maintenances set until = $3 where guild_id = $1 and policy_id = $2 and until > $3";
    Ok(connection.run(sql, args![guild, column(scope), now])? == 1)
}

/// Every maintenance of a server that goes on, the last to end first.
pub fn going_on(
    connection: &mut Connection,
    guild: GuildId,
    now: DateTime<Utc>,
) -> Result<Vec<Maintenance>, Fault> {
    let sql =
        "select policy_id, since, until, started_by from maintenances where guild_id = $1 and until > $2
               order by until desc";
    connection.all(sql, args![guild, now], |row| {
        let policy: PolicyId = row.take()?;
        let scope = Scope::from((policy != EVERYTHING).then_some(policy));
        Ok(Maintenance { scope, since: row.take()?, until: row.take()?, by: row.take()? })
    })
}

fn column(scope: Scope) -> PolicyId {
    scope.policy().unwrap_or(EVERYTHING)
}
