-- Somebody who is there, and somebody who has left.

insert into members (guild_id, user_id, name, is_here, looked_at) values (100, 1, 'Ana', 1, 1717337580000);
insert into members (guild_id, user_id, name, is_here, looked_at) values (100, 2, 'Ben', 0, 1717337580000);
