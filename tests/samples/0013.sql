-- A heartbeat that has never been heard, one that is well, and one that is missing.

insert into heartbeats (guild_id, name, key, every_s, grace_s, digest) values (100, 'Backup', 'backup', 86400, 300, 'aa');
insert into heartbeats (guild_id, name, key, every_s, grace_s, policy_id, digest, last_at)
values (100, 'Import', 'import', 60, 60, 1, 'bb', 1717340000000);
insert into heartbeats (guild_id, name, key, every_s, grace_s, digest, last_at, missing_since, incident_id, misses)
select 100, 'Report', 'report', 3600, 300, 'cc', 1717330000000, 1717333900000, id, 1 from incidents
where guild_id = 100 and number = 1;
