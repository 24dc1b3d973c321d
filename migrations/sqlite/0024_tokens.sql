-- Programs that may read or write by the API. Of the secret that each was given only the digest is kept.

create table tokens (
  id integer primary key autoincrement,
  guild_id integer not null references guilds (id),
  name text not null,
  key text not null,
  digest text not null,
  may_write integer not null,
  made_by text not null,
  made_at integer not null,
  last_at integer,
  revoked_at integer
);
create unique index tokens_by_key on tokens (guild_id, key) where revoked_at is null;
create unique index tokens_by_digest on tokens (digest);
