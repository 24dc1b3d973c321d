-- Corrective actions, each time that a repeating one came round, and what waits to be reminded of.

alter table guilds add column next_action integer not null default 1;

create table actions (
  id integer primary key autoincrement,
  guild_id integer not null references guilds (id),
  number integer not null,
  incident_id integer not null references incidents (id),
  title text not null,
  kind text not null,
  detail text,
  owner text,
  owner_key text,
  due text,
  due_at integer,
  priority text,
  repeats text,
  done_when text,
  state text not null,
  closed text,
  closed_at integer,
  snoozed_until integer,
  created_by integer,
  created_by_name text not null,
  created_at integer not null,
  unique (guild_id, number)
);
create index actions_by_incident on actions (incident_id);
create index actions_by_state on actions (guild_id, state, due_at);
create index actions_by_owner on actions (guild_id, owner_key, state);

create table occurrences (
  action_id integer not null references actions (id),
  due_at integer not null,
  outcome text not null,
  times integer not null,
  closed_at integer,
  closed_by text,
  note text,
  primary key (action_id, due_at)
);

-- What somebody is to be reminded of with their next message.
create table reminders (
  guild_id integer not null,
  recipient text not null,
  action_id integer not null references actions (id),
  why text not null,
  late_since integer,
  primary key (guild_id, recipient, action_id)
);

-- Whom reminders go to: the zone they live by, and the last day on which they were told.
create table reminded (
  guild_id integer not null,
  recipient text not null,
  zone text,
  told_on text,
  primary key (guild_id, recipient)
);

-- What a message of a day was about, so that its pages can be turned for as long as it stands.
create table told (
  guild_id integer not null,
  recipient text not null,
  day text not null,
  items text not null,
  primary key (guild_id, recipient, day)
);
