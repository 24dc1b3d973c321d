-- What Discord last said of people whom policies and schedules name: what they are called, and whether they are still there.

create table members (
  guild_id integer not null,
  user_id integer not null,
  name text not null,
  is_here integer not null,
  looked_at integer not null,
  primary key (guild_id, user_id)
);
