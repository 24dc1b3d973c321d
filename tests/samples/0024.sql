-- A token that has never been used, one that is in use, and one that was revoked.

insert into tokens (guild_id, name, key, digest, may_write, made_by, made_at)
values (100, 'Dashboard', 'dashboard', 'aa', 0, 'ana', 1717337580000);
insert into tokens (guild_id, name, key, digest, may_write, made_by, made_at, last_at)
values (100, 'Deploys', 'deploys', 'bb', 1, 'ana', 1717337580000, 1717340000000);
insert into tokens (guild_id, name, key, digest, may_write, made_by, made_at, revoked_at)
values (100, 'Old', 'old', 'cc', 1, 'ben', 1717330000000, 1717340000000);
