-- Calendars that somebody offered to a schedule and was shown, until they take them in or think better of it: one at a time for each
-- schedule, its events as they were read.

create table offered_calendars (
  id integer primary key autoincrement,
  guild_id integer not null,
  schedule_id integer not null unique,
  offer text not null,
  made_at integer not null
);
