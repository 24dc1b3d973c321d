//! Incidents. Every look-up from outside names the server too.

use super::connection::{Connection, Row, args};
use super::search::{self, Text, What};
use super::value::{Columns, Value, json};
use crate::error::Fault;
use crate::ids::{ChannelId, GuildId, IncidentId, Number, UserId};
use crate::model::incident::{Incident, State};

const COLUMNS: &str = "id, guild_id, number, title, severity, state, status, private, sections, roles, milestones, zone, \
     document_zone, opened_by, opened_by_name, opened_at, ended_at, channel_id, merged_into, last_update, \
     next_update_at, active_at";

fn read(row: &mut Row<'_>) -> Result<Incident, Fault> {
    Ok(Incident {
        id: row.take()?,
        guild: row.take()?,
        number: row.take()?,
        title: row.take()?,
        severity: row.take()?,
        state: row.take_parsed()?,
        status: row.take()?,
        private: row.take()?,
        sections: row.take_json()?,
        roles: row.take_json()?,
        milestones: row.take_json()?,
        zone: row.take()?,
        document_zone: row.take()?,
        opened_by: row.take()?,
        opened_by_name: row.take()?,
        opened_at: row.take()?,
        ended_at: row.take()?,
        channel: row.take()?,
        merged_into: row.take()?,
        last_update: row.take::<Option<String>>()?.map(|text| serde_json::from_str(&text)).transpose()?,
        next_update_at: row.take()?,
        active_at: row.take()?,
    })
}

/// Adds an incident and gives it its id.
pub fn insert(connection: &mut Connection, incident: &mut Incident) -> Result<(), Fault> {
    let sql =
        "insert into incidents (guild_id, number, title, severity, state, status, private, sections, roles,
                 milestones, zone, document_zone, opened_by, opened_by_name, opened_at, active_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) returning id";
    let args = args![
        incident.guild,
        incident.number,
        &incident.title,
        &incident.severity,
        incident.state.as_str(),
        &incident.status,
        incident.private,
        json(&incident.sections),
        json(&incident.roles),
        json(&incident.milestones),
        incident.zone.as_deref(),
        incident.document_zone.as_deref(),
        incident.opened_by,
        &incident.opened_by_name,
        incident.opened_at,
        incident.active_at,
    ];
    incident.id = connection.one(sql, args, |row| row.take())?;
    index(connection, incident)
}

/// Makes it findable by its title and by what is written about it.
fn index(connection: &mut Connection, incident: &Incident) -> Result<(), Fault> {
    let text = Text { title: &incident.title, body: &incident.sections.all_text() };
    search::put(connection, incident.id, What::Incident, 0, &text)
}

/// Writes back what can change.
pub fn save(connection: &mut Connection, incident: &Incident) -> Result<(), Fault> {
    let sql = "update incidents set title = $2, severity = $3, state = $4, status = $5, sections = $6, roles = $7,
                 milestones = $8, zone = $9, document_zone = $10, ended_at = $11, channel_id = $12, merged_into = $13,
                 last_update = $14, next_update_at = $15, active_at = $16
               where id = $1";
    let last_update = incident.last_update.as_ref().map_or(Value::Null, json);
    let args = args![
        incident.id,
        &incident.title,
        &incident.severity,
        incident.state.as_str(),
        &incident.status,
        json(&incident.sections),
        json(&incident.roles),
        json(&incident.milestones),
        incident.zone.as_deref(),
        incident.document_zone.as_deref(),
        incident.ended_at,
        incident.channel,
        incident.merged_into,
        last_update,
        incident.next_update_at,
        incident.active_at,
    ];
    connection.run(sql, args)?;
    index(connection, incident)
}

/// An incident by its row, for what came from inside.
pub fn get(connection: &mut Connection, id: IncidentId) -> Result<Incident, Fault> {
    let sql = format!("select {COLUMNS} from incidents where id = $1 for update");
    connection.one(&sql, args![id], read)
}

/// An incident by its row, for reading only.
pub fn look(connection: &mut Connection, id: IncidentId) -> Result<Incident, Fault> {
    let sql = format!("select {COLUMNS} from incidents where id = $1");
    connection.one(&sql, args![id], read)
}

/// An incident by the number people say.
pub fn numbered(
    connection: &mut Connection,
    guild: GuildId,
    number: Number,
) -> Result<Option<Incident>, Fault> {
    let sql = format!("select {COLUMNS} from incidents where guild_id = $1 and number = $2");
    connection.first(&sql, args![guild, number], read)
}

/// The incident a channel belongs to.
pub fn of_channel(
    connection: &mut Connection,
    guild: GuildId,
    channel: ChannelId,
) -> Result<Option<Incident>, Fault> {
    let sql = format!("select {COLUMNS} from incidents where guild_id = $1 and channel_id = $2");
    connection.first(&sql, args![guild, channel], read)
}

/// The open incidents of a server that have a channel, with it.
pub fn open_channels(
    connection: &mut Connection,
    guild: GuildId,
) -> Result<Vec<(IncidentId, ChannelId)>, Fault> {
    let sql = "select id, channel_id from incidents
               where guild_id = $1 and state = 'open' and channel_id is not null order by id";
    connection.all(sql, args![guild], |row| Ok((row.take()?, row.take()?)))
}

/// The newest incidents of a server in a state (or in any), before a number, newest first.
pub fn newest(
    connection: &mut Connection,
    guild: GuildId,
    state: Option<State>,
    before: Number,
    most: i64,
) -> Result<Vec<Incident>, Fault> {
    let of_state = of_state(state);
    let sql = format!(
        "select {COLUMNS} from incidents where guild_id = $1 and number < $2 {of_state}
         order by number desc limit $3"
    );
    connection.all(&sql, args![guild, before, most], read)
}

/// The state as a word of the statement and not as a value of it: what may be any state when it runs, no index by state can serve.
fn of_state(state: Option<State>) -> String {
    state.map_or_else(String::new, |state| format!("and state = '{}'", state.as_str()))
}

/// Which incidents a list holds.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Those in this state; unset, in any.
    pub state: Option<State>,
    /// Those of this severity; unset, of any.
    pub severity: Option<String>,
    /// Those that do not exist for whoever asks.
    pub hidden: Hidden,
}

/// Incidents that do not exist for somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden(pub Vec<IncidentId>);

impl Hidden {
    /// The ids as a list in SQL; they are our own numbers, so nothing typed gets in.
    pub(super) fn listed(&self) -> String {
        let ids: Vec<_> = self.0.iter().map(ToString::to_string).collect();
        format!("({})", if ids.is_empty() { "0".to_owned() } else { ids.join(", ") })
    }
}

/// A stretch of the incidents that pass a filter, newest first.
pub fn listed(
    connection: &mut Connection,
    guild: GuildId,
    filter: &Filter,
    skip: i64,
    most: i64,
) -> Result<Vec<Incident>, Fault> {
    let (of_state, hidden) = (of_state(filter.state), filter.hidden.listed());
    let sql = format!(
        "select {COLUMNS} from incidents where guild_id = $1 {of_state}
           and (cast($2 as text) is null or severity = $2) and id not in {hidden}
         order by number desc limit $4 offset $3"
    );
    let args = args![guild, filter.severity.as_deref(), skip, most];
    connection.all(&sql, args, read)
}

/// How many there are, of whatever server.
pub fn count_all(connection: &mut Connection) -> Result<i64, Fault> {
    connection.one("select count(*) from incidents", args![], |row| row.take())
}

/// How many incidents pass a filter.
pub fn count(connection: &mut Connection, guild: GuildId, filter: &Filter) -> Result<i64, Fault> {
    let (of_state, hidden) = (of_state(filter.state), filter.hidden.listed());
    let sql = format!(
        "select count(*) from incidents where guild_id = $1 {of_state}
           and (cast($2 as text) is null or severity = $2) and id not in {hidden}"
    );
    let args = args![guild, filter.severity.as_deref()];
    connection.one(&sql, args, |row| row.take())
}

/// A private incident, as far as it matters who sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Private {
    /// Which.
    pub id: IncidentId,
    /// Its channel, once that is there.
    pub channel: Option<ChannelId>,
    /// Who opened it.
    pub opened_by: Option<UserId>,
}

/// The private incidents of a server.
pub fn private_ones(connection: &mut Connection, guild: GuildId) -> Result<Vec<Private>, Fault> {
    let sql = "select id, channel_id, opened_by from incidents where guild_id = $1 and private = 1";
    connection.all(sql, args![guild], |row| {
        Ok(Private { id: row.take()?, channel: row.take()?, opened_by: row.take()? })
    })
}
