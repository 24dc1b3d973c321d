-- How far each server's set-up has come: what was chosen, and what was made and can be taken away again.

create table setups (
  guild_id bigint primary key references guilds (id),
  set_up text not null,
  changed_at bigint not null
);
