-- Postmortems: how far each has come, every edition of it with what changed since the one before, and the documents a
-- server words by templates of its own.

create table postmortems (
  incident_id bigint primary key references incidents (id),
  guild_id bigint not null references guilds (id),
  state text not null,
  edition bigint not null,
  published_at bigint,
  review_at bigint,
  review_event bigint
);
create index postmortems_by_state on postmortems (guild_id, state);

create table editions (
  incident_id bigint not null references incidents (id),
  edition bigint not null,
  at bigint not null,
  by_name text not null,
  changes text not null,
  facts text not null,
  primary key (incident_id, edition)
);

create table templates (
  guild_id bigint not null references guilds (id),
  name text not null,
  source text not null,
  added_by text not null,
  added_at bigint not null,
  primary key (guild_id, name)
);
