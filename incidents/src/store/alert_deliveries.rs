//! The last deliveries of each source, with what was made of them: for whoever asks why nobody was called.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::connection::{Connection, args};
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::{GuildId, SourceId};
use crate::model::alert::Made;

/// How many deliveries of a source are kept.
const KEPT: i64 = 200;

/// A delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// When it arrived.
    pub at: DateTime<Utc>,
    /// As whose it was read; none where it could not be.
    pub product: Option<String>,
    /// The digest of its bytes.
    pub body: String,
    /// How many bytes it had.
    pub bytes: i64,
    /// What was made of it.
    pub made: Lines,
}

/// What was made of a delivery, alert by alert.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    /// The first alerts, with what was made of each.
    pub lines: Vec<(String, Made)>,
    /// How many more there were.
    pub more: usize,
}

/// Notes a delivery, and forgets the oldest beyond what is kept.
pub fn put(
    connection: &mut Connection,
    guild: GuildId,
    source: SourceId,
    delivery: &Delivery,
) -> Result<(), Fault> {
    let sql = "insert into alert_deliveries (guild_id, source_id, at, product, body, bytes, made)
               values ($1, $2, $3, $4, $5, $6, $7)";
    let Delivery { at, product, body, bytes, made } = delivery;
    connection.run(sql, args![guild, source, *at, product.as_deref(), body, *bytes, json(made)])?;
    let sql = "delete from alert_deliveries where source_id = $1 and id <=
                 (select id from alert_deliveries where source_id = $1 order by id desc limit 1 offset $2)";
    connection.run(sql, args![source, KEPT]).map(drop)
}

/// Whether the same bytes arrived since an instant.
pub fn seen(
    connection: &mut Connection,
    source: SourceId,
    body: &str,
    since: DateTime<Utc>,
) -> Result<bool, Fault> {
    let sql = "select count(*) from alert_deliveries where source_id = $1 and body = $2 and at > $3";
    Ok(connection.one(sql, args![source, body, since], |row| row.take::<i64>())? > 0)
}

/// The last deliveries of a source, the newest first.
pub fn newest(connection: &mut Connection, source: SourceId, most: i64) -> Result<Vec<Delivery>, Fault> {
    let sql = "select at, product, body, bytes, made from alert_deliveries where source_id = $1 order by id desc limit $2";
    connection.all(sql, args![source, most], |row| {
        Ok(Delivery {
            at: row.take()?,
            product: row.take()?,
            body: row.take()?,
            bytes: row.take()?,
            made: row.take_json()?,
        })
    })
}

/// Names alerts otherwise in what was made of a source's deliveries, wherever `otherwise` has another name.
pub fn reword(
    connection: &mut Connection,
    source: SourceId,
    otherwise: impl Fn(&str, &Made) -> Option<String>,
) -> Result<(), Fault> {
    let sql = "select id, made from alert_deliveries where source_id = $1";
    let all: Vec<(i64, Lines)> =
        connection.all(sql, args![source], |row| Ok((row.take()?, row.take_json()?)))?;
    for (id, before) in all {
        let mut after = before.clone();
        for (title, made) in &mut after.lines {
            if let Some(other) = otherwise(title, made) {
                *title = other;
            }
        }
        if after != before {
            let sql = "update alert_deliveries set made = $2 where id = $1";
            connection.run(sql, args![id, json(&after)])?;
        }
    }
    Ok(())
}
