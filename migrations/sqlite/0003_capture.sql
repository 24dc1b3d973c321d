-- What is captured with the timeline: files, quoted messages, and what people were told once.

create table attachments (
  id integer primary key autoincrement,
  incident_id integer not null references incidents (id),
  entry_id integer not null references entries (id),
  name text not null,
  url text not null,
  state text not null,
  mime text,
  size integer,
  sha256 text,
  problem text
);
create index attachments_by_incident on attachments (incident_id, id);

-- Messages that somebody is filling a form from, or choosing an incident for.
create table quotes (
  id integer primary key autoincrement,
  guild_id integer not null,
  quoted text not null,
  at integer not null
);
create index quotes_by_age on quotes (at);

-- What was explained in an incident, so that it is explained once.
create table explained (
  incident_id integer not null references incidents (id),
  what text not null,
  primary key (incident_id, what)
);

alter table entries add column pinned integer not null default 0;
alter table entries add column source_gone_at integer;
create index entries_by_message on entries (source_message) where source_message is not null;
