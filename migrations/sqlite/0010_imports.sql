-- Past incidents that came in as documents: which document, so that none is taken in twice, and what it knew that no
-- other table has a place for, as JSON.

create table imports (
  id integer primary key autoincrement,
  guild_id integer not null references guilds (id),
  incident_id integer not null references incidents (id),
  sha256 text not null,
  name text not null,
  at integer not null,
  beside text not null,
  unique (guild_id, sha256)
);
create unique index imports_by_incident on imports (incident_id);
