-- The language in which somebody was last heard, so that direct messages are worded in it.

create table tongues (
  user_id bigint primary key,
  tongue text not null
);
