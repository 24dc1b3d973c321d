-- Who can be paged: contacts with their ways, escalation policies, on-call schedules, and requests for cover.
-- What was removed keeps its row, for pages and overrides of the past name it; `key` is the name in lower case.

create table contacts (
  id integer primary key autoincrement,
  guild_id integer not null references guilds (id),
  name text not null,
  key text not null,
  user_id integer,
  ways text not null,
  removed_at integer
);
create unique index contacts_by_key on contacts (guild_id, key) where removed_at is null;
create unique index contacts_by_user on contacts (guild_id, user_id) where removed_at is null and user_id is not null;

create table policies (
  id integer primary key autoincrement,
  guild_id integer not null references guilds (id),
  name text not null,
  key text not null,
  policy text not null,
  removed_at integer
);
create unique index policies_by_key on policies (guild_id, key) where removed_at is null;

create table schedules (
  id integer primary key autoincrement,
  guild_id integer not null references guilds (id),
  name text not null,
  key text not null,
  schedule text not null,
  removed_at integer
);
create unique index schedules_by_key on schedules (guild_id, key) where removed_at is null;

create table covers (
  id integer primary key autoincrement,
  guild_id integer not null,
  schedule_id integer not null references schedules (id),
  cover text not null,
  asked_at integer not null
);
