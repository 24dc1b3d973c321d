-- A token that has never been used, one that is in use, and one that was revoked.

insert into tokens (guild_id, name, key, digest, may_write, made_by, made_at)
values (100, 'Dashboard', 'dashboard', 'aa', 0, 'ana', 1717337580000);
insert into tokens (guild_id, name, key, digest, may_write, made_by, made_at, last_at)
values (100, 'Deploys', 'deploys', 'bb', 1, 'ana', 1717337580000, 1717340000000);
insert into tokens (guild_id, name, key, digest, may_write, made_by, made_at, revoked_at)
values (100, 'Old', 'old', 'cc', 1, 'ben', 1717330000000, 1717340000000);

-- Two wishes of one meaning that a program held when it ended.
insert into outbox (guild_id, incident_id, wish, key, urgency, state, due_at, created_at, attempts, held_by, held_until)
values (100, 1, '{"wish":"card","incident":1}', 'card:1', 2, 'held', 1717500000000, 1717337580000, 1, 'only', 1717500060000);
insert into outbox (guild_id, incident_id, wish, key, urgency, state, due_at, created_at, attempts, held_by, held_until)
values (100, 1, '{"wish":"card","incident":1}', 'card:1', 2, 'held', 1717500000000, 1717337590000, 1, 'only', 1717500060000);
