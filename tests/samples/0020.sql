-- Somebody who is signed in.

insert into sessions (digest, user_id, user_name, servers, made_at, expires_at)
values ('aa', 1, 'ana', '[100]', 1717337580000, 1718547180000);
