//! The audit log's chain, walked from its first row: whether anything was changed, taken out or put in by another hand.

use std::collections::{BTreeMap, BTreeSet};

use super::audit::{self, Head};
use super::connection::{Connection, Row, args};
use super::value::Columns;
use crate::error::Fault;
use crate::ids::GuildId;
use crate::model::event::Event;
use crate::model::seal::{self, Link};

/// How many rows are held in memory at a time.
const AT_ONCE: i64 = 1_000;

/// One server's chain, as it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chain {
    /// How many rows it has, and the seal of the last. Noted elsewhere, it shows later that nothing before it was touched.
    pub head: Head,
    /// What is wrong with it, in the order of the rows.
    pub broken: Vec<String>,
}

struct Sealed {
    id: i64,
    guild: i64,
    incident: Option<i64>,
    at_ms: i64,
    actor: String,
    event: String,
    salt: Option<String>,
    digest: Option<String>,
    seal: Option<String>,
}

impl Sealed {
    fn read(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: row.take()?,
            guild: row.take()?,
            incident: row.take()?,
            at_ms: row.take()?,
            actor: row.take()?,
            event: row.take()?,
            salt: row.take()?,
            digest: row.take()?,
            seal: row.take()?,
        })
    }

    fn link<'s>(&'s self, digest: &'s str) -> Link<'s> {
        let Self { guild, incident, at_ms, actor, .. } = self;
        Link { guild: *guild, incident: *incident, at_ms: *at_ms, actor, digest }
    }
}

fn after(connection: &mut Connection, last: i64) -> Result<Vec<Sealed>, Fault> {
    let sql =
        "select id, guild_id, incident_id, at, actor, event, salt, digest, seal from audit where id > $1
               order by id limit $2";
    connection.all(sql, args![last, AT_ONCE], Sealed::read)
}

/// Seals what was written before rows were sealed, and says how much that was.
pub fn seal_older(connection: &mut Connection) -> Result<usize, Fault> {
    let mut count = 0;
    loop {
        let sql = "select id, guild_id, incident_id, at, actor, event, salt, digest, seal from audit
                   where seal is null order by id limit $1";
        let rows = connection.all(sql, args![AT_ONCE], Sealed::read)?;
        if rows.is_empty() {
            return Ok(count);
        }
        for row in rows {
            let salt = audit::salt()?;
            let digest = seal::digest(&salt, &row.event);
            let guild = GuildId(row.guild);
            let mut head = audit::head(connection, guild)?;
            head.grow(&row.link(&digest));
            let sql = "update audit set salt = $2, digest = $3, seal = $4 where id = $1";
            connection.run(sql, args![row.id, salt, digest, head.seal.as_str()])?;
            head.save(connection, guild)?;
            count += 1;
        }
    }
}

/// Walks every server's chain.
pub fn verify(connection: &mut Connection) -> Result<BTreeMap<GuildId, Chain>, Fault> {
    let mut walk = Walk::default();
    let mut last = i64::MIN;
    loop {
        let rows = after(connection, last)?;
        let Some(newest) = rows.last() else { break };
        last = newest.id;
        rows.iter().for_each(|row| walk.step(row));
    }
    let sql = "select guild_id, length, seal from audit_heads order by guild_id";
    let heads = connection.all(sql, args![], |row| {
        Ok((row.take::<GuildId>()?, Head { length: row.take()?, seal: row.take()? }))
    })?;
    Ok(walk.end(heads))
}

#[derive(Default)]
struct Walk {
    chains: BTreeMap<GuildId, Chain>,
    blank: BTreeMap<i64, GuildId>,
    redacted: BTreeSet<i64>,
}

impl Walk {
    fn step(&mut self, row: &Sealed) {
        let chain = self.chains.entry(GuildId(row.guild)).or_default();
        let id = row.id;
        let (Some(digest), Some(sealed)) = (&row.digest, &row.seal) else {
            chain.broken.push(format!("row {id} was put in: it has no seal"));
            return;
        };
        match &row.salt {
            Some(salt) if seal::digest(salt, &row.event) != *digest => {
                chain.broken.push(format!("row {id} does not say what it said when it was written"));
            }
            None if serde_json::from_str::<Event>(&row.event).ok() != Some(Event::Redacted) => {
                chain.broken.push(format!("row {id} does not say what it said when it was written"));
            }
            None => drop(self.blank.insert(id, GuildId(row.guild))),
            Some(_) => {}
        }
        if let Ok(Event::EntryRedacted { rows, .. }) = serde_json::from_str(&row.event) {
            self.redacted.extend(rows);
        }
        chain.head.grow(&row.link(digest));
        if chain.head.seal != *sealed {
            chain.broken.push(format!(
                "at row {id} the chain does not hold: this row was changed or put in, or one before it was taken out"
            ));
            // Told once; what follows is judged by what follows.
            chain.head.seal.clone_from(sealed);
        }
    }

    fn end(mut self, heads: Vec<(GuildId, Head)>) -> BTreeMap<GuildId, Chain> {
        for (id, guild) in self.blank.iter().filter(|(id, _)| !self.redacted.contains(id)) {
            let chain = self.chains.entry(*guild).or_default();
            chain.broken.push(format!("row {id} lost its words, and no redaction says why"));
        }
        let mut heads: BTreeMap<_, _> = heads.into_iter().collect();
        for guild in heads.keys() {
            self.chains.entry(*guild).or_default();
        }
        for (guild, chain) in &mut self.chains {
            let head = heads.remove(guild).unwrap_or_default();
            if head != chain.head {
                chain.broken.push(format!(
                    "{} rows are there and {} were written: rows were taken out or put in",
                    chain.head.length, head.length
                ));
            }
        }
        self.chains
    }
}
