-- Keys that the program makes for itself: links that one replica has signed are read by all of them.

create table keys (
  name text primary key,
  secret blob not null,
  made_at integer not null
);
