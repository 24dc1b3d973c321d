-- Pages: calls for help, and every try to tell somebody of one. `page` is the whole state of the call as JSON; what else
-- stands in columns is there to be looked for. A page without an incident is somebody trying out their ways.

create table pages (
  id integer primary key autoincrement,
  guild_id integer not null references guilds (id),
  incident_id integer references incidents (id),
  number integer not null,
  sent_to text not null,
  policy_id integer,
  message text,
  sent_by integer,
  sent_by_name text not null,
  page text not null,
  is_open integer not null,
  counts integer not null,
  opened_at integer not null,
  first_sent_at integer,
  first_acked_at integer,
  first_escalated_at integer
);
create unique index pages_by_number on pages (incident_id, number) where incident_id is not null;
create index pages_by_policy on pages (policy_id) where is_open = 1;

create table attempts (
  id integer primary key autoincrement,
  guild_id integer not null,
  page_id integer not null references pages (id),
  firing integer not null,
  who text not null,
  way text not null,
  state text not null,
  problem text,
  bundled_in integer references attempts (id),
  created_at integer not null,
  changed_at integer not null,
  channel_id integer,
  message_id integer
);
create index attempts_by_page on attempts (page_id, id);
create index attempts_by_person on attempts (guild_id, who, way, created_at);
create index attempts_by_bundle on attempts (bundled_in) where bundled_in is not null;
