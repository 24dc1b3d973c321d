create table channels (id integer primary key, entries integer not null);
create table entries (id integer primary key, channel integer not null references channels (id), author integer not null,
    text text not null);
create index entries_by_channel on entries (channel, id);
create virtual table words using fts5 (text, content = 'entries', content_rowid = 'id', prefix = '2 3');
create table audit (id integer primary key, entry integer not null references entries (id), what text not null);
create table outbox (id integer primary key, channel integer not null, state text not null);
create unique index outbox_waiting on outbox (channel) where state = 'waiting';
