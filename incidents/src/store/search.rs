//! Looking for words in everything that was written. The two databases index and rank it each in their own way; all of
//! that difference stands here and in the migration that made the index.

use super::connection::{Connection, Dialect, Row, args};
use super::incidents::Hidden;
use super::unindexed::Words;
use super::value::{Columns, json};
use crate::error::Fault;
use crate::ids::{GuildId, IncidentId};
use crate::model::query::Query;

/// What kind of thing holds the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The incident itself: its title and the sections of its postmortem.
    Incident,
    /// An entry of its timeline.
    Entry,
    /// An action that came of it.
    Action,
    /// The document it came in as, where that says more.
    Document,
}

/// Words to be found by.
#[derive(Debug, Clone, Copy)]
pub struct Text<'t> {
    /// Those that weigh more.
    pub title: &'t str,
    /// The others.
    pub body: &'t str,
}

/// An incident that was found, with the thing in which the words stood best.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Which incident.
    pub incident: IncidentId,
    /// What kind of thing held the words.
    pub what: What,
    /// Its row among things of its kind.
    pub source: i64,
    /// Its title, where it has one.
    pub title: String,
    /// Its other words.
    pub body: String,
}

impl What {
    const ALL: [Self; 4] = [Self::Incident, Self::Entry, Self::Action, Self::Document];

    /// The word the database stores and people read.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Entry => "entry",
            Self::Action => "action",
            Self::Document => "document",
        }
    }
}

impl std::str::FromStr for What {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|what| what.as_str() == text)
            .ok_or_else(|| format!("{text:?} is nothing that is searched"))
    }
}

/// Makes a thing findable by its words, in place of those it had, once the change stands or somebody looks. `source` is its row
/// among things of its kind.
pub fn put(
    connection: &mut Connection,
    incident: IncidentId,
    what: What,
    source: i64,
    text: &Text<'_>,
) -> Result<(), Fault> {
    let (title, body) = (text.title.to_owned(), text.body.to_owned());
    connection.unindexed().add(Words { incident, what, source, title, body });
    if connection.unindexed().is_full() { write_waiting(connection) } else { Ok(()) }
}

/// Writes what waits to be findable. To be called before anything else is done with the index.
pub(super) fn write_waiting(connection: &mut Connection) -> Result<(), Fault> {
    let waiting = connection.unindexed().unwritten().to_vec();
    match connection.dialect() {
        _ if waiting.is_empty() => {}
        Dialect::Sqlite => {
            let sql = "insert into search_texts (guild_id, incident_id, what, source_id, title, body)
                       select i.guild_id, i.id, w.value ->> 1, w.value ->> 2, w.value ->> 3, w.value ->> 4
                       from json_each($1) w join incidents i on i.id = w.value ->> 0 where true
                       on conflict (incident_id, what, source_id) do update set title = excluded.title, body = excluded.body
                       where search_texts.title <> excluded.title or search_texts.body <> excluded.body";
            let rows: Vec<_> = waiting
                .iter()
                .map(|words| (words.incident, words.what.as_str(), words.source, &words.title, &words.body))
                .collect();
            connection.run(sql, args![json(&rows)])?;
        }
        // One by one, for a statement of Postgres' changes no row twice, and its index minds nothing of this.
        Dialect::Postgres => {
            let sql = "insert into search_texts (guild_id, incident_id, what, source_id, title, body)
                       select guild_id, id, $2, $3, $4, $5 from incidents where id = $1
                       on conflict (incident_id, what, source_id) do update set title = excluded.title, body = excluded.body
                       where search_texts.title <> excluded.title or search_texts.body <> excluded.body";
            for words in waiting {
                let args = args![words.incident, words.what.as_str(), words.source, words.title, words.body];
                connection.run(sql, args)?;
            }
        }
    }
    connection.unindexed().is_written();
    Ok(())
}

/// Makes a thing unfindable.
pub fn forget(
    connection: &mut Connection,
    incident: IncidentId,
    what: What,
    source: i64,
) -> Result<(), Fault> {
    write_waiting(connection)?;
    let sql = "delete from search_texts where incident_id = $1 and what = $2 and source_id = $3";
    connection.run(sql, args![incident, what.as_str(), source]).map(drop)
}

/// Leaves no trace of what was made unfindable: SQLite's index only marks words as gone, until their part is written anew.
pub fn purge(connection: &mut Connection) -> Result<(), Fault> {
    write_waiting(connection)?;
    match connection.dialect() {
        Dialect::Sqlite => {
            connection.run("insert into search_index (search_index) values ('optimize')", args![]).map(drop)
        }
        Dialect::Postgres => Ok(()),
    }
}

/// Makes a thing unfindable in every incident but the one it belongs to now.
pub(super) fn forget_elsewhere(
    connection: &mut Connection,
    incident: IncidentId,
    what: What,
    source: i64,
) -> Result<(), Fault> {
    write_waiting(connection)?;
    let sql = "delete from search_texts where what = $2 and source_id = $3 and incident_id <> $1";
    connection.run(sql, args![incident, what.as_str(), source]).map(drop)
}

/// Makes the entries that came from a merged incident findable where they are now.
pub(super) fn copy_entries(connection: &mut Connection, incident: IncidentId) -> Result<(), Fault> {
    write_waiting(connection)?;
    let sql = "insert into search_texts (guild_id, incident_id, what, source_id, title, body)
               select guild_id, incident_id, 'entry', id, '', text from entries
               where incident_id = $1 and copied_from is not null and event is null and removed_at is null
               on conflict (incident_id, what, source_id) do nothing";
    connection.run(sql, args![incident]).map(drop)
}

/// The incidents of a server in which all words of a query stand, the best first.
pub fn matching(
    connection: &mut Connection,
    guild: GuildId,
    query: &Query,
    hidden: &Hidden,
    stretch: (i64, i64),
) -> Result<Vec<Hit>, Fault> {
    write_waiting(connection)?;
    let (skip, most) = stretch;
    let hidden = hidden.listed();
    let sql = match connection.dialect() {
        Dialect::Sqlite => format!(
            "with hits as materialized (
               select rowid as id, bm25(search_index, 4.0, 1.0) as rank from search_index where search_index match $1)
             select t.incident_id, t.what, t.source_id, t.title, t.body, min(h.rank) as best
             from hits h join search_texts t on t.id = h.id
             where t.guild_id = $2 and t.incident_id not in {hidden}
             group by t.incident_id order by best, t.incident_id desc limit $4 offset $3"
        ),
        Dialect::Postgres => format!(
            "select incident_id, what, source_id, title, body from (
               select distinct on (t.incident_id) t.incident_id, t.what, t.source_id, t.title, t.body,
                 ts_rank(t.words, q) as rank
               from search_texts t, to_tsquery('simple', $1) q
               where t.words @@ q and t.guild_id = $2 and t.incident_id not in {hidden}
               order by t.incident_id, rank desc, t.id) best
             order by rank desc, incident_id desc limit $4 offset $3"
        ),
    };
    let spelled = spelled(connection.dialect(), query, Joined::All);
    connection.all(&sql, args![spelled, guild, skip, most], hit)
}

/// Resolved incidents of a server that share a word with a query, the newest first. Private ones are never among them.
pub fn sharing(
    connection: &mut Connection,
    guild: GuildId,
    query: &Query,
    except: IncidentId,
    most: i64,
) -> Result<Vec<Hit>, Fault> {
    write_waiting(connection)?;
    let (texts, matches) = matched(connection.dialect());
    let sql = format!(
        "select t.incident_id, t.what, t.source_id, t.title, t.body
         from {texts} join incidents i on i.id = t.incident_id
         where {matches} and t.what = 'incident' and t.guild_id = $2 and i.id <> $3 and i.state = 'resolved'
           and i.private = 0
         order by i.id desc limit $4"
    );
    let spelled = spelled(connection.dialect(), query, Joined::Any);
    connection.all(&sql, args![spelled, guild, except, most], hit)
}

/// In how many incidents of a server a word of a query stands; from `most` on nobody counts.
pub fn spread(connection: &mut Connection, guild: GuildId, query: &Query, most: i64) -> Result<i64, Fault> {
    write_waiting(connection)?;
    let (texts, matches) = matched(connection.dialect());
    let sql = format!(
        "select count(*) from (
           select t.id from {texts} where {matches} and t.what = 'incident' and t.guild_id = $2 limit $3) as few"
    );
    let spelled = spelled(connection.dialect(), query, Joined::Any);
    connection.one(&sql, args![spelled, guild, most], |row| row.take())
}

/// How each database is asked for the texts `t` in which `$1` stands: from where, and on which condition.
fn matched(dialect: Dialect) -> (&'static str, &'static str) {
    match dialect {
        Dialect::Sqlite => {
            ("search_index join search_texts t on t.id = search_index.rowid", "search_index match $1")
        }
        Dialect::Postgres => ("search_texts t", "t.words @@ to_tsquery('simple', $1)"),
    }
}

fn hit(row: &mut Row<'_>) -> Result<Hit, Fault> {
    Ok(Hit {
        incident: row.take()?,
        what: row.take_parsed()?,
        source: row.take()?,
        title: row.take()?,
        body: row.take()?,
    })
}

enum Joined {
    All,
    Any,
}

/// A query in the grammar of the database: its words are letters and digits only, quoted all the same, and each stands
/// for every word it begins.
fn spelled(dialect: Dialect, query: &Query, joined: Joined) -> String {
    let word = |word: &String| match dialect {
        Dialect::Sqlite => format!("\"{word}\"*"),
        Dialect::Postgres => format!("'{word}':*"),
    };
    let between = match (dialect, joined) {
        (Dialect::Sqlite, Joined::All) => " AND ",
        (Dialect::Sqlite, Joined::Any) => " OR ",
        (Dialect::Postgres, Joined::All) => " & ",
        (Dialect::Postgres, Joined::Any) => " | ",
    };
    query.words().iter().map(word).collect::<Vec<_>>().join(between)
}
