-- Who is signed in at our pages, and since when. Of the secret in a browser only the digest is kept, and nothing that acts at
-- Discord in anybody's name.

create table sessions (
  digest text primary key,
  user_id bigint not null,
  user_name text not null,
  servers text not null,
  made_at bigint not null,
  expires_at bigint not null
);
create index sessions_by_user on sessions (user_id, made_at);
create index sessions_by_end on sessions (expires_at);
