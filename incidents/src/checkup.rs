//! Looks a database over without changing anything: whether it is whole, whether this program knows it, and what waits in it.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, Utc};

use crate::change::View;
use crate::error::Result;
use crate::ids::{ChannelId, GuildId};
use crate::ledger::{Around, Place};
use crate::model::finding::Finding;
use crate::operations::examine::{self, examine};
use crate::store::chain::Chain;
use crate::store::incidents::Hidden;
use crate::store::soundness::{self, Depth};
use crate::store::{self, Connection, migrations};

const RESTORE: &str = "stop Sitrep, then `sitrep restore FILE` with the newest backup that it accepts";

/// Everything there is to say about a database. Blocks.
#[must_use]
pub fn checkup(place: &Place, now: DateTime<Utc>) -> Vec<Finding> {
    let mut findings = vec![zones(now)];
    if let Place::Sqlite(path) = place
        && !path.exists()
    {
        let says = format!("there is none yet at {}", path.display());
        findings.push(Finding::doubtful("database", says, "`sitrep run` or `sitrep migrate` makes it"));
        return findings;
    }
    match store::look(place) {
        Ok(mut connection) => match within(&mut connection, &Around::of(place), now) {
            Ok(found) => findings.extend(found),
            Err(why) => findings.push(Finding::broken("database", why.to_string(), RESTORE)),
        },
        Err(why) => findings.push(Finding::broken("database", why.to_string(), "see above, then try again")),
    }
    findings
}

fn zones(now: DateTime<Utc>) -> Finding {
    let version = chrono_tz::IANA_TZDB_VERSION;
    let says = format!("time zones as of {version}");
    let year = version.get(..4).and_then(|year| year.parse::<i32>().ok()).unwrap_or(0);
    if now.year() - year > 1 {
        return Finding::doubtful(
            "clock",
            says,
            "install a newer Sitrep: rules for clock changes may be out of date",
        );
    }
    Finding::fine("clock", says)
}

fn within(connection: &mut Connection, around: &Around, now: DateTime<Utc>) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    match soundness::damage(connection, Depth::Full)?.first() {
        Some(damage) => {
            findings.push(Finding::broken("database", format!("it is damaged: {damage}"), RESTORE));
        }
        None => findings.push(Finding::fine("database", "every page, index and reference is whole")),
    }
    let (standing, known) = (migrations::standing(connection)?, migrations::known());
    if standing < known {
        let says = format!("its schema stands at {standing}, this program's at {known}");
        findings.push(Finding::doubtful(
            "schema",
            says,
            "the next `sitrep run` brings it up; make a backup first",
        ));
        return Ok(findings);
    }
    findings.push(Finding::fine("schema", format!("at {standing}, as this program has it")));
    findings.push(audit(&store::chain::verify(connection)?));
    findings.push(examine::late(connection, now)?);
    findings.extend(servers_within(connection, around, now)?);
    Ok(findings)
}

/// What would fail in each server. Whoever has the database may see all of it.
fn servers_within(connection: &mut Connection, around: &Around, now: DateTime<Utc>) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for guild in store::guilds::present(connection)? {
        let name = name(connection, guild)?;
        let found = examine(&mut View::new(connection, around, now), guild, &Hidden(Vec::new()))?;
        findings.extend(found.into_iter().map(|found| {
            let says = format!("{name}: {}", found.says.in_english()).into();
            Finding { says, ..found }
        }));
    }
    Ok(findings)
}

fn audit(chains: &BTreeMap<GuildId, Chain>) -> Finding {
    let broken: usize = chains.values().map(|chain| chain.broken.len()).sum();
    if broken == 0 {
        let rows: i64 = chains.values().map(|chain| chain.head.length).sum();
        return Finding::fine("audit", format!("{rows} rows, every seal holds"));
    }
    Finding::broken("audit", format!("{broken} seals do not hold"), "`sitrep verify` names each row")
}

/// Walks the audit log of every server: its name, and its chain. Blocks.
pub fn chains(place: &Place) -> Result<Vec<(String, Chain)>> {
    let mut connection = store::look(place)?;
    let mut named = Vec::new();
    for (id, chain) in store::chain::verify(&mut connection)? {
        named.push((name(&mut connection, id)?, chain));
    }
    Ok(named)
}

/// When words were last taken out of anything: what was copied before that still holds them. Blocks.
pub fn last_redaction(place: &Place) -> Result<Option<DateTime<Utc>>> {
    Ok(store::audit::last_redaction(&mut store::look(place)?)?)
}

/// A server that the bot is in, and the channels that were set there, by the setting's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The server.
    pub id: GuildId,
    /// Its name; none where it goes without saying.
    pub name: Option<String>,
    /// The channels.
    pub channels: Vec<(&'static str, ChannelId)>,
}

/// The servers the bot was last seen in. Blocks.
pub fn servers(place: &Place) -> Result<Vec<Server>> {
    let mut connection = store::look(place)?;
    let all = store::guilds::present(&mut connection)?;
    all.into_iter().map(|id| server(&mut connection, id)).collect()
}

/// A server with the channels that were set there.
pub fn server(connection: &mut Connection, id: GuildId) -> Result<Server> {
    let settings = store::guilds::settings(connection, id)?;
    let named = [
        ("category", settings.category),
        ("announcements", settings.announcements),
        ("postmortems", settings.postmortems),
    ];
    let channels = named.into_iter().filter_map(|(name, channel)| Some((name, channel?))).collect();
    Ok(Server { id, name: Some(name(connection, id)?), channels })
}

/// What a server is called, or its number before Discord has said so.
fn name(connection: &mut Connection, id: GuildId) -> Result<String> {
    let name = store::guilds::called(connection, id)?;
    Ok(if name.is_empty() { format!("server {id}") } else { name })
}
