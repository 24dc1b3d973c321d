//! Corrective actions. Every look-up from outside names the server too.

use chrono::{DateTime, Utc};

use super::connection::{Connection, Row, args};
use super::search::{self, Text, What};
use super::value::{Columns, Value, json};
use crate::error::Fault;
use crate::ids::{ActionId, ActionNumber, GuildId, IncidentId};
use crate::model::action::owner::Owner;
use crate::model::action::{Action, Priority, State};

const COLUMNS: &str = "id, guild_id, number, incident_id, title, kind, detail, owner, due, priority, repeats, \
     done_when, state, closed, snoozed_until, issue, created_by, created_by_name, created_at";

fn read(row: &mut Row<'_>) -> Result<Action, Fault> {
    Ok(Action {
        id: row.take()?,
        guild: row.take()?,
        number: row.take()?,
        incident: row.take()?,
        title: row.take()?,
        kind: row.take_parsed()?,
        detail: row.take()?,
        owner: maybe(row)?,
        due: maybe(row)?,
        priority: row
            .take::<Option<String>>()?
            .map(|word| word.parse())
            .transpose()
            .map_err(Fault::Unreadable)?,
        repeat: maybe(row)?,
        done_when: row.take()?,
        state: row.take_parsed()?,
        closed: maybe(row)?,
        snoozed_until: row.take()?,
        issue: maybe(row)?,
        created_by: row.take()?,
        created_by_name: row.take()?,
        created_at: row.take()?,
    })
}

fn maybe<T: serde::de::DeserializeOwned>(row: &mut Row<'_>) -> Result<Option<T>, Fault> {
    Ok(row.take::<Option<String>>()?.map(|text| serde_json::from_str(&text)).transpose()?)
}

fn maybe_json<T: serde::Serialize>(value: Option<&T>) -> Value {
    value.map_or(Value::Null, json)
}

/// Adds an action and gives it its id.
pub fn insert(connection: &mut Connection, action: &mut Action) -> Result<(), Fault> {
    let sql =
        "insert into actions (guild_id, number, incident_id, title, kind, state, created_by, created_by_name,
                 created_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id";
    let args = args![
        action.guild,
        action.number,
        action.incident,
        &action.title,
        action.kind.as_str(),
        action.state.as_str(),
        action.created_by,
        &action.created_by_name,
        action.created_at,
    ];
    action.id = connection.one(sql, args, |row| row.take())?;
    save(connection, action)
}

/// Writes back what can change.
pub fn save(connection: &mut Connection, action: &Action) -> Result<(), Fault> {
    let sql = "update actions set incident_id = $2, title = $3, kind = $4, detail = $5, owner = $6, owner_key = $7,
                 due = $8, due_at = $9, priority = $10, repeats = $11, done_when = $12, state = $13, closed = $14,
                 closed_at = $15, snoozed_until = $16, issue = $17
               where id = $1";
    let args = args![
        action.id,
        action.incident,
        &action.title,
        action.kind.as_str(),
        action.detail.as_deref(),
        maybe_json(action.owner.as_ref()),
        action.owner.as_ref().map(Owner::key),
        maybe_json(action.due.as_ref()),
        action.due.map(|due| due.at),
        action.priority.map(Priority::as_str),
        maybe_json(action.repeat.as_ref()),
        action.done_when.as_deref(),
        action.state.as_str(),
        maybe_json(action.closed.as_ref()),
        action.closed.as_ref().map(|closed| closed.at),
        action.snoozed_until,
        maybe_json(action.issue.as_ref()),
    ];
    connection.run(sql, args)?;
    index(connection, action)
}

/// Makes it findable, among the things of the incident it belongs to, by what is to be done and how that went.
fn index(connection: &mut Connection, action: &Action) -> Result<(), Fault> {
    search::forget_elsewhere(connection, action.incident, What::Action, action.id.0)?;
    let note = action.closed.as_ref().and_then(|closed| closed.note.as_deref());
    let body = [action.detail.as_deref(), action.done_when.as_deref(), note];
    let body: Vec<_> = body.into_iter().flatten().collect();
    let text = Text { title: &action.title, body: &body.join("\n") };
    search::put(connection, action.incident, What::Action, action.id.0, &text)
}

/// An action by its row, to be changed.
pub fn get(connection: &mut Connection, id: ActionId) -> Result<Action, Fault> {
    let sql = format!("select {COLUMNS} from actions where id = $1 for update");
    connection.one(&sql, args![id], read)
}

/// An action by its row, for reading only.
pub fn look(connection: &mut Connection, id: ActionId) -> Result<Action, Fault> {
    let sql = format!("select {COLUMNS} from actions where id = $1");
    connection.one(&sql, args![id], read)
}

/// An action by the number people say.
pub fn numbered(
    connection: &mut Connection,
    guild: GuildId,
    number: ActionNumber,
) -> Result<Option<Action>, Fault> {
    let sql = format!("select {COLUMNS} from actions where guild_id = $1 and number = $2");
    connection.first(&sql, args![guild, number], read)
}

/// The actions of an incident, in the order they were written down.
pub fn of_incident(connection: &mut Connection, incident: IncidentId) -> Result<Vec<Action>, Fault> {
    let sql = format!("select {COLUMNS} from actions where incident_id = $1 order by id");
    connection.all(&sql, args![incident], read)
}

/// Which actions a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// In this state.
    pub state: Option<State>,
    /// Of this owner, by the owner's key.
    pub owner: Option<String>,
    /// Or of this one: the contact that the owner is, too.
    pub or_owner: Option<String>,
    /// Of this incident.
    pub incident: Option<IncidentId>,
    /// Due before this.
    pub due_before: Option<DateTime<Utc>>,
}

/// The actions of a server that fit, those longest overdue first and those without a due date last.
pub fn fitting(
    connection: &mut Connection,
    guild: GuildId,
    filter: &Filter,
    most: i64,
) -> Result<Vec<Action>, Fault> {
    let sql = format!(
        "select {COLUMNS} from actions where guild_id = $1
           and (cast($2 as text) is null or state = $2)
           and (cast($3 as text) is null or owner_key = $3 or owner_key = $7)
           and (cast($4 as bigint) is null or incident_id = $4)
           and (cast($5 as bigint) is null or due_at < $5)
         order by case when state = 'open' then 0 else 1 end, due_at is null, due_at, number limit $6"
    );
    let state = filter.state.map(State::as_str);
    let args = args![
        guild,
        state,
        filter.owner.as_deref(),
        filter.incident,
        filter.due_before,
        most,
        filter.or_owner.as_deref()
    ];
    connection.all(&sql, args, read)
}

/// The actions of a server that were closed since an instant, in that order.
pub fn closed_since(
    connection: &mut Connection,
    guild: GuildId,
    since: DateTime<Utc>,
) -> Result<Vec<Action>, Fault> {
    let sql = format!(
        "select {COLUMNS} from actions where guild_id = $1 and state <> 'open' and closed_at >= $2 order by closed_at"
    );
    connection.all(&sql, args![guild, since], read)
}

/// The actions of a server whose issues are to be looked at: the open ones, and those closed since an instant.
pub fn mirrored(
    connection: &mut Connection,
    guild: GuildId,
    closed_since: DateTime<Utc>,
    most: i64,
) -> Result<Vec<ActionId>, Fault> {
    let sql = "select id from actions where guild_id = $1 and issue is not null
                 and (state = 'open' or closed_at >= $2)
               order by coalesce(issue_looked_at, 0), id limit $3";
    connection.all(sql, args![guild, closed_since, most], |row| row.take())
}

/// Notes when the issue of an action was last looked at.
pub fn looked_at(connection: &mut Connection, action: ActionId, at: DateTime<Utc>) -> Result<(), Fault> {
    connection.run("update actions set issue_looked_at = $2 where id = $1", args![action, at]).map(drop)
}

/// Everybody who owns or owned an action of a server.
pub fn owners(connection: &mut Connection, guild: GuildId) -> Result<Vec<Owner>, Fault> {
    let sql = "select distinct owner from actions where guild_id = $1 and owner is not null order by owner";
    connection.all(sql, args![guild], |row| row.take_json())
}
