//! Looks a database over without changing anything: whether it is whole, whether this program knows it, and what waits in it.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};

use crate::error::Result;
use crate::ids::{ChannelId, GuildId};
use crate::ledger::Place;
use crate::model::finding::Finding;
use crate::store::chain::Chain;
use crate::store::soundness::{self, Depth};
use crate::store::{self, Connection, migrations, outbox, timers};

/// How long something due may wait before somebody should look.
const YOUNG: TimeDelta = TimeDelta::minutes(2);
/// How many deliveries that are held up are named.
const NAMED: i64 = 5;
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
        Ok(mut connection) => match within(&mut connection, now) {
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

fn within(connection: &mut Connection, now: DateTime<Utc>) -> Result<Vec<Finding>> {
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
    findings.push(overdue("outbox", outbox::oldest_due(connection, now)?, now));
    findings.push(overdue("timers", timers::next_due(connection)?, now));
    let held_up = outbox::held_up(connection, NAMED)?;
    findings.extend(held_up.into_iter().map(|(what, why)| {
        Finding::doubtful(
            "outbox",
            format!("{what} is held up: {why}"),
            "mend what it says; it is tried again by itself",
        )
    }));
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
        let name = store::guilds::called(&mut connection, id)?;
        let name = if name.is_empty() { format!("server {id}") } else { name };
        named.push((name, chain));
    }
    Ok(named)
}

fn overdue(part: &'static str, oldest: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Finding {
    match oldest.map(|due| now - due).filter(|waited| *waited > YOUNG) {
        None => Finding::fine(part, "nothing is late"),
        Some(waited) => Finding::broken(
            part,
            format!("the oldest that is due has waited {} min", waited.num_minutes()),
            "start `sitrep run`, or look into its log if it runs",
        ),
    }
}

/// A server that the bot is in, and the channels that were set there, by the setting's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The server.
    pub id: GuildId,
    /// Its name.
    pub name: String,
    /// The channels.
    pub channels: Vec<(&'static str, ChannelId)>,
}

/// The servers the bot was last seen in. Blocks.
pub fn servers(place: &Place) -> Result<Vec<Server>> {
    let mut connection = store::look(place)?;
    let mut servers = Vec::new();
    for id in store::guilds::present(&mut connection)? {
        let settings = store::guilds::settings(&mut connection, id)?;
        let named = [("announcements", settings.announcements), ("postmortems", settings.postmortems)];
        let channels = named.into_iter().filter_map(|(name, channel)| Some((name, channel?))).collect();
        servers.push(Server { id, name: store::guilds::called(&mut connection, id)?, channels });
    }
    Ok(servers)
}
