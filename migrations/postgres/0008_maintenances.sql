-- Maintenance: when paging waits, for a whole server (policy 0) or for one policy. One row each; it is over at `until`.

create table maintenances (
  guild_id bigint not null references guilds (id),
  policy_id bigint not null,
  since bigint not null,
  until bigint not null,
  started_by text not null,
  primary key (guild_id, policy_id)
);
create index pages_open on pages (guild_id) where is_open = 1;
