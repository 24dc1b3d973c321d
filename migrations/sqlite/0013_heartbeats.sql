-- Jobs of the team that say regularly that they are alive. Of the secret in an address only the digest is kept.

create table heartbeats (
  id integer primary key autoincrement,
  guild_id integer not null references guilds (id),
  name text not null,
  key text not null,
  every_s integer not null,
  grace_s integer not null,
  policy_id integer,
  digest text not null,
  last_at integer,
  missing_since integer,
  incident_id integer,
  misses integer not null default 0,
  removed_at integer
);
create unique index heartbeats_by_key on heartbeats (guild_id, key) where removed_at is null;
create unique index heartbeats_by_digest on heartbeats (digest);
