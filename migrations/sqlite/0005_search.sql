-- The search index, the channels of each server, and where a merged incident's entries came from.

-- Everything that can be looked for, one row for each thing that holds words.
create table search_texts (
  id integer primary key autoincrement,
  guild_id integer not null,
  incident_id integer not null references incidents (id),
  what text not null,
  source_id integer not null,
  title text not null,
  body text not null,
  unique (incident_id, what, source_id)
);
create index search_texts_by_guild on search_texts (guild_id, incident_id);
create virtual table search_index using fts5 (title, body, content = 'search_texts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3'); -- only here
create trigger search_texts_added after insert on search_texts begin insert into search_index (rowid, title, body) values (new.id, new.title, new.body); end; -- only here
create trigger search_texts_removed after delete on search_texts begin insert into search_index (search_index, rowid, title, body) values ('delete', old.id, old.title, old.body); end; -- only here
create trigger search_texts_changed after update on search_texts begin insert into search_index (search_index, rowid, title, body) values ('delete', old.id, old.title, old.body); insert into search_index (rowid, title, body) values (new.id, new.title, new.body); end; -- only here
insert into search_texts (guild_id, incident_id, what, source_id, title, body)
  select guild_id, id, 'incident', 0, title, '' from incidents;
insert into search_texts (guild_id, incident_id, what, source_id, title, body)
  select guild_id, incident_id, 'entry', id, '', text from entries where event is null and removed_at is null;

-- The channels of each server, as Discord last told them.
create table channels (
  guild_id integer not null,
  id integer not null,
  name text not null,
  kind integer not null,
  primary key (guild_id, id)
);

-- An entry that came with a merged incident names the one it was copied from.
alter table entries add column copied_from integer references entries (id);

create index incidents_private on incidents (guild_id) where private = 1;
