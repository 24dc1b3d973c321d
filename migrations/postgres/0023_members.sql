-- What Discord last said of people whom policies and schedules name: what they are called, and whether they are still there.

create table members (
  guild_id bigint not null,
  user_id bigint not null,
  name text not null,
  is_here bigint not null,
  looked_at bigint not null,
  primary key (guild_id, user_id)
);
