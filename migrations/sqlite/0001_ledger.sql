-- The ledger: servers, incidents with their timeline, the audit log, the outbox and the timers.
-- Instants are epoch milliseconds, enums are text, lists and maps are JSON text.

create table guilds (
  id integer primary key,
  name text not null,
  settings text not null,
  next_number integer not null default 1,
  present integer not null default 1
);

create table roles (
  guild_id integer not null,
  id integer not null,
  name text not null,
  permissions integer not null,
  primary key (guild_id, id)
);

create table incidents (
  id integer primary key autoincrement,
  guild_id integer not null references guilds (id),
  number integer not null,
  title text not null,
  severity text not null,
  state text not null,
  status text not null,
  private integer not null,
  sections text not null,
  roles text not null,
  milestones text not null,
  zone text,
  document_zone text,
  opened_by integer,
  opened_by_name text not null,
  opened_at integer not null,
  ended_at integer,
  channel_id integer,
  merged_into integer references incidents (id),
  last_update text,
  next_update_at integer,
  active_at integer not null,
  unique (guild_id, number)
);
create unique index incidents_by_channel on incidents (channel_id) where channel_id is not null;
create index incidents_by_state on incidents (guild_id, state, number);

-- Where the things of an incident stand on Discord: its card, its announcement, its postmortems.
create table places (
  incident_id integer not null references incidents (id),
  what text not null,
  channel_id integer not null,
  message_id integer,
  primary key (incident_id, what)
);

-- Who can see a channel that not everybody sees, as Discord last said.
create table channel_access (
  channel_id integer not null,
  target_id integer not null,
  kind text not null,
  allow integer not null,
  deny integer not null,
  guild_id integer not null,
  primary key (channel_id, target_id)
);

create table entries (
  id integer primary key autoincrement,
  guild_id integer not null,
  incident_id integer not null references incidents (id),
  seq integer not null,
  at integer not null,
  typed_at integer not null,
  kind text not null,
  tier text not null,
  text text not null,
  author_id integer,
  author_name text not null,
  event text,
  source_channel integer,
  source_message integer,
  edited_at integer,
  removed_at integer,
  removed_by text,
  removed_reason text,
  unique (incident_id, seq)
);
create index entries_in_order on entries (incident_id, at, seq);
create unique index entries_by_source on entries (incident_id, source_message) where source_message is not null;

create table audit (
  id integer primary key autoincrement,
  guild_id integer not null,
  incident_id integer,
  at integer not null,
  actor text not null,
  event text not null
);
create index audit_by_incident on audit (incident_id, id);

-- Wishes for effects outside the database. A wish is waiting, held by a worker until its lease ends, or done.
create table outbox (
  id integer primary key autoincrement,
  guild_id integer not null,
  incident_id integer,
  wish text not null,
  key text,
  urgency integer not null,
  state text not null,
  due_at integer not null,
  created_at integer not null,
  attempts integer not null default 0,
  held_by text,
  held_until integer,
  last_problem text,
  done_at integer
);
create unique index outbox_waiting_key on outbox (guild_id, key) where state = 'waiting' and key is not null;
create index outbox_due on outbox (urgency, due_at, id) where state = 'waiting';
create index outbox_soonest on outbox (due_at) where state = 'waiting';
create index outbox_held on outbox (held_until) where state = 'held';
create index outbox_done_key on outbox (key, done_at) where state = 'delivered' and key is not null;
create index outbox_by_incident on outbox (incident_id) where state = 'waiting';
create index outbox_done on outbox (done_at) where state in ('delivered', 'moot');

create table timers (
  id integer primary key autoincrement,
  guild_id integer not null,
  key text not null,
  timer text not null,
  due_at integer not null,
  unique (guild_id, key)
);
create index timers_due on timers (due_at);

-- What was answered to each interaction, so that one delivered twice is answered alike and done once.
create table answers (
  interaction_id integer primary key,
  at integer not null,
  reply text not null
);
create index answers_by_age on answers (at);

-- Every IDENTIFY sent to Discord: past a thousand a day it takes the token away.
create table identifies (
  at integer not null
);
create index identifies_by_age on identifies (at);
