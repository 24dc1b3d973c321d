-- Maintenance: when paging waits, for a whole server (policy 0) or for one policy. One row each; it is over at `until`.

create table maintenances (
  guild_id integer not null references guilds (id),
  policy_id integer not null,
  since integer not null,
  until integer not null,
  started_by text not null,
  primary key (guild_id, policy_id)
);
create index pages_open on pages (guild_id) where is_open = 1;
