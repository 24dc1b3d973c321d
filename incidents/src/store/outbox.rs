//! The outbox: wishes for effects outside the database, delivered at least once and settled once.

use chrono::{DateTime, TimeDelta, Utc};

use super::connection::{Connection, Dialect, Row, args};
use super::value::{Columns, Value, json};
use crate::error::Fault;
use crate::ids::{GuildId, IncidentId, NoticeId};
use crate::model::notice::{Load, Notice, Urgency};

/// A wish that a worker holds until its lease ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Its row, which is also the nonce of what is sent for it.
    pub id: NoticeId,
    /// The server it belongs to.
    pub guild: GuildId,
    /// The wish.
    pub notice: Notice,
    /// How often it has been taken up, this time included.
    pub attempts: u32,
    /// How often it was tried in vain before. What a program held when it was killed is no such try: nothing refused it.
    pub failures: u32,
    /// When it was first wished.
    pub created_at: DateTime<Utc>,
}

impl Held {
    /// How often it was tried in vain, should this time be in vain too.
    #[must_use]
    pub fn tries(&self) -> u32 {
        self.failures + 1
    }
}

fn read(row: &mut Row<'_>) -> Result<Held, Fault> {
    Ok(Held {
        id: row.take()?,
        guild: row.take()?,
        notice: row.take_json()?,
        attempts: row.take()?,
        failures: row.take()?,
        created_at: row.take()?,
    })
}

/// Adds a wish and says when it is due. One of the same key that still waits takes it over, also when it was tried in vain; one
/// delivered a moment ago makes it pause.
pub fn put(
    connection: &mut Connection,
    guild: GuildId,
    notice: &Notice,
    due: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, Fault> {
    let sql = "insert into outbox (guild_id, incident_id, wish, key, urgency, state, due_at, created_at)
               values ($1, $2, $3, $4, $5, 'waiting', greatest($6, coalesce(
                 (select max(done_at) from outbox where key = $4 and state = 'delivered' and done_at <= $7 and $8 > 0) + $8, $6)), $7)
               on conflict (guild_id, key) where state = 'waiting' and key is not null
               do update set wish = excluded.wish, due_at = least(outbox.due_at, excluded.due_at)
               returning due_at";
    let sql = match connection.dialect() {
        Dialect::Sqlite => sql.replace("least(", "min(").replace("greatest(", "max("),
        Dialect::Postgres => sql.to_owned(),
    };
    let (urgency, pause_ms) = (notice.urgency() as i64, notice.pause().num_milliseconds());
    let (wish, key) = (json(notice), notice.key());
    let args = args![guild, notice.incident(), wish, key, urgency, due, now, pause_ms];
    connection.one(&sql, args, |row| row.take())
}

/// Has the wishes of an incident, fulfilled or not, say something in other words.
pub fn redact(
    connection: &mut Connection,
    incident: IncidentId,
    (words, instead): (&str, &str),
) -> Result<(), Fault> {
    let sql = "select id, wish from outbox where incident_id = $1";
    let read = |row: &mut Row<'_>| Ok((row.take()?, row.take()?));
    let wishes: Vec<(NoticeId, String)> = connection.all(sql, args![incident], read)?;
    for (id, wish) in wishes {
        // A wish that this version cannot read was fulfilled long ago, or never will be.
        let Ok(mut notice) = serde_json::from_str::<Notice>(&wish) else { continue };
        if notice.say_instead(words, instead) {
            connection.run("update outbox set wish = $2 where id = $1", args![id, json(&notice)])?;
        }
    }
    Ok(())
}

/// Any number that nobody else uses for an advisory lock in the same Postgres database.
const CLAIMING: &str = "select pg_advisory_xact_lock(7318349394477058)";

/// An incident's wishes go out one after another, so where another worker holds one, the rest is left to that worker. Calls to
/// people and files wait for nobody.
const FREE: &str = "and (wish like '{\"wish\":\"page_call\"%' or wish like '{\"wish\":\"copy_file\"%' or not exists (
             select 1 from outbox as other
             where other.state = 'held' and other.held_by <> $1 and other.incident_id = outbox.incident_id
               and other.urgency between $5 and $6
               and other.wish not like '{\"wish\":\"page_call\"%' and other.wish not like '{\"wish\":\"copy_file\"%'))";

/// Takes up to `most` due wishes for a worker until the lease ends; those whose lease ended are due again. A wish waits while one of
/// the same meaning is held: that one may have to take it over.
pub fn claim(
    connection: &mut Connection,
    worker: &str,
    now: DateTime<Utc>,
    lease: TimeDelta,
    most: i64,
) -> Result<Vec<Held>, Fault> {
    claim_of(connection, worker, (now, lease), most, Load::All)
}

/// Takes due wishes of one load.
pub fn claim_of(
    connection: &mut Connection,
    worker: &str,
    (now, lease): (DateTime<Utc>, TimeDelta),
    most: i64,
    load: Load,
) -> Result<Vec<Held>, Fault> {
    let (first, last) = load.urgencies();
    let free = match connection.dialect() {
        Dialect::Sqlite => "",
        Dialect::Postgres => {
            // One claim at a time, so that what another worker took a moment ago is seen below.
            connection.batch(CLAIMING)?;
            FREE
        }
    };
    let sql = format!(
        "update outbox set state = 'held', held_by = $1, held_until = $2, attempts = attempts + 1
         where id in (
           select id from outbox where state = 'waiting' and due_at <= $3 and urgency between $5 and $6 {free}
             and not exists (select 1 from outbox as same
               where same.state = 'held' and same.guild_id = outbox.guild_id and same.key = outbox.key)
           order by urgency, due_at, id limit $4 for update skip locked)
         returning id, guild_id, wish, attempts, failures, created_at, urgency"
    );
    let mut held = connection.all(&sql, args![worker, now + lease, now, most, first, last], |row| {
        let held = read(row)?;
        Ok((row.take::<i64>()?, held))
    })?;
    held.sort_by_key(|(urgency, held)| (*urgency, held.id));
    Ok(held.into_iter().map(|(_, held)| held).collect())
}

/// Puts back what workers held when they died.
pub fn release_expired(connection: &mut Connection, now: DateTime<Utc>) -> Result<u64, Fault> {
    release(connection, "held_until <= $1", now)
}

/// Puts back what this worker held in an earlier life: nobody else can be holding it.
pub fn release_of(connection: &mut Connection, worker: &str) -> Result<u64, Fault> {
    release(connection, "held_by = $1", worker)
}

/// Whatever of it stands already is known by the number of its row. A newer wish of the same meaning that was added meanwhile
/// would stand a second time beside it, so the older one takes it over.
fn release(connection: &mut Connection, which: &str, one: impl Into<Value>) -> Result<u64, Fault> {
    let one = one.into();
    let sql = format!(
        "update outbox set wish = coalesce((select newer.wish from outbox newer
           where newer.state = 'waiting' and newer.guild_id = outbox.guild_id and newer.key = outbox.key), wish)
         where state = 'held' and {which}"
    );
    if connection.run(&sql, args![one.clone()])? == 0 {
        return Ok(0);
    }
    let sql = format!(
        "delete from outbox where state = 'waiting' and key is not null and (guild_id, key) in (
           select guild_id, key from outbox where state = 'held' and key is not null and {which})"
    );
    connection.run(&sql, args![one.clone()])?;
    let sql = format!(
        "update outbox set state = 'waiting', held_by = null, held_until = null where state = 'held' and {which}"
    );
    connection.run(&sql, args![one])
}

/// Settles a held wish for good. Says whether it was still held by this attempt.
pub fn done(
    connection: &mut Connection,
    held: &Held,
    state: &str,
    problem: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let sql =
        "update outbox set state = $3, done_at = $4, last_problem = $5, held_by = null, held_until = null
               where id = $1 and state = 'held' and attempts = $2";
    Ok(connection.run(sql, args![held.id, held.attempts, state, now, problem])? == 1)
}

/// Puts back until `due` a wish that was tried in vain.
pub fn again(
    connection: &mut Connection,
    held: &Held,
    due: DateTime<Utc>,
    problem: &str,
) -> Result<bool, Fault> {
    put_back(connection, held, due, (problem, held.tries()))
}

/// Puts back until `due`, or until it is woken, a wish that something else has to be delivered for.
pub fn wait(connection: &mut Connection, held: &Held, due: DateTime<Utc>) -> Result<bool, Fault> {
    put_back(connection, held, due, (WAITS, held.failures))
}

/// It takes over a newer wish of the same meaning, as those do whose worker died.
fn put_back(
    connection: &mut Connection,
    held: &Held,
    due: DateTime<Utc>,
    (problem, failures): (&str, u32),
) -> Result<bool, Fault> {
    let (id, attempts, key) = (held.id, held.attempts, held.notice.key());
    let sql = "delete from outbox where guild_id = $3 and key = $4 and state = 'waiting'
                 and exists (select 1 from outbox ours where ours.id = $1 and ours.state = 'held' and ours.attempts = $2)
               returning wish";
    let newer: Vec<String> =
        connection.all(sql, args![id, attempts, held.guild, key.as_deref()], |row| row.take())?;
    let sql = "update outbox set state = 'waiting', wish = coalesce($6, wish), key = $7, due_at = $3, last_problem = $4,
                 failures = $5, held_by = null, held_until = null
               where id = $1 and state = 'held' and attempts = $2";
    let newer = newer.into_iter().next();
    Ok(connection.run(sql, args![id, attempts, due, problem, failures, newer, key])? == 1)
}

/// Makes everything that waits for an incident due at once: what it waited for is there.
pub fn wake(connection: &mut Connection, incident: IncidentId, now: DateTime<Utc>) -> Result<(), Fault> {
    // Said twice, because the index is of all that is open.
    let sql = "update outbox set due_at = $2 where incident_id = $1 and state in ('waiting', 'held')
                 and state = 'waiting' and due_at > $2 and last_problem = 'waits'";
    connection.run(sql, args![incident, now]).map(drop)
}

/// What waits for something else to be delivered has this for its `last_problem`.
const WAITS: &str = "waits";

/// What Discord forbade begins with this in `last_problem`.
const BLOCKED: &str = "blocked: ";

/// Puts a held wish back until `due`, or until somebody grants what it lacks.
pub fn block(
    connection: &mut Connection,
    held: &Held,
    due: DateTime<Utc>,
    problem: &str,
) -> Result<bool, Fault> {
    put_back(connection, held, due, (&format!("{BLOCKED}{problem}"), held.failures))
}

/// Makes what Discord forbade in a server, in words that begin like this, due at once. Says whether there was any.
pub fn unblock(
    connection: &mut Connection,
    guild: GuildId,
    words: &str,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let sql = "update outbox set due_at = $2 where guild_id = $1 and state = 'waiting' and due_at > $2
                 and last_problem like $3";
    Ok(connection.run(sql, args![guild, now, format!("{BLOCKED}{words}%")])? > 0)
}

/// What Discord forbids an incident just now, in the words people were told, each once.
pub fn blocked(connection: &mut Connection, incident: IncidentId) -> Result<Vec<String>, Fault> {
    let sql = "select distinct last_problem from outbox
               where incident_id = $1 and state in ('waiting', 'held') and last_problem like $2 order by last_problem";
    let problems: Vec<String> =
        connection.all(sql, args![incident, format!("{BLOCKED}%")], |row| row.take())?;
    Ok(problems.into_iter().map(|problem| problem[BLOCKED.len()..].to_owned()).collect())
}

/// What Discord forbids in a server just now, each once. What is wished for hidden incidents is left out.
pub fn forbidden(
    connection: &mut Connection,
    guild: GuildId,
    hidden: &super::incidents::Hidden,
) -> Result<Vec<String>, Fault> {
    let sql = format!(
        "select distinct last_problem from outbox
         where guild_id = $1 and state in ('waiting', 'held') and last_problem like $2
           and (incident_id is null or incident_id not in {}) order by last_problem",
        hidden.listed()
    );
    let problems: Vec<String> =
        connection.all(&sql, args![guild, format!("{BLOCKED}%")], |row| row.take())?;
    Ok(problems.into_iter().map(|problem| problem[BLOCKED.len()..].to_owned()).collect())
}

/// Whether an incident's channel is still to be made.
pub fn channel_is_coming(connection: &mut Connection, incident: IncidentId) -> Result<bool, Fault> {
    let sql = "select count(*) from outbox
               where incident_id = $1 and state in ('waiting', 'held') and wish like '{\"wish\":\"channel\"%'";
    let waiting: i64 = connection.one(sql, args![incident], |row| row.take())?;
    Ok(waiting > 0)
}

/// When the next wish is due, or the next lease ends.
pub fn next_due(connection: &mut Connection) -> Result<Option<DateTime<Utc>>, Fault> {
    next_due_of(connection, Load::All)
}

/// When the next wish of a load is due, or the next lease of one ends.
pub fn next_due_of(connection: &mut Connection, load: Load) -> Result<Option<DateTime<Utc>>, Fault> {
    let (first, last) = load.urgencies();
    let sql = "select min(at) from (
                 select min(due_at) as at from outbox where state = 'waiting' and urgency between $1 and $2
                 union all
                 select min(held_until) from outbox where state = 'held' and urgency between $1 and $2) as soonest";
    connection.one(sql, args![first, last], |row| row.take())
}

/// Since when the longest waiting wish is due. One that a worker held beyond its lease is due since the lease ended.
pub fn oldest_due(connection: &mut Connection, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, Fault> {
    Ok(next_due(connection)?.filter(|due| *due <= now))
}

/// The wishes of a server that were tried several times in vain, and those for other systems that were given up since an
/// instant, each with its last problem: ten at most. What is forbidden is told elsewhere; what is for hidden incidents is left out.
pub fn failing(
    connection: &mut Connection,
    guild: GuildId,
    hidden: &super::incidents::Hidden,
    since: DateTime<Utc>,
) -> Result<Vec<(Notice, String)>, Fault> {
    let sql = format!(
        "select wish, last_problem from outbox
         where guild_id = $1 and last_problem is not null and last_problem <> 'waits' and last_problem not like $2
           and (incident_id is null or incident_id not in {})
           and ((state in ('waiting', 'held') and failures >= 3)
                or (state = 'gave_up' and urgency = $3 and done_at > $4))
         order by id desc limit 10",
        hidden.listed()
    );
    let args = args![guild, format!("{BLOCKED}%"), Urgency::Outside as i64, since];
    connection.all(&sql, args, |row| Ok((row.take_json()?, row.take()?)))
}

/// How many wishes wait or are held.
pub fn depth(connection: &mut Connection) -> Result<i64, Fault> {
    connection
        .one("select count(*) from outbox where state in ('waiting', 'held')", args![], |row| row.take())
}

/// Forgets up to `most` of what was settled before `before`, the oldest first; what was given up is kept and shown.
pub fn prune(connection: &mut Connection, before: DateTime<Utc>, most: i64) -> Result<u64, Fault> {
    let sql = "delete from outbox where id in (
                 select id from outbox where state in ('delivered', 'moot') and done_at < $1
                 order by done_at limit $2)";
    connection.run(sql, args![before, most])
}
