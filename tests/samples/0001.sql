-- What a busy server left behind under the first schema: something in every table, and every kind of absence.

insert into guilds (id, name, settings, next_number) values
  (100, 'Acme', '{}', 4),
  (101, 'Gone away', '{}', 1);
update guilds set present = 0 where id = 101;

insert into roles (guild_id, id, name, permissions) values (100, 200, 'Responders', 2048);

insert into incidents (guild_id, number, title, severity, state, status, private, sections, roles, milestones,
  opened_by, opened_by_name, opened_at, channel_id, active_at)
values
  (100, 1, 'Checkout is down', 'SEV1', 'open', 'fixing', 0, '{"summary":"Payments fail"}',
    '{"lead":{"id":1,"name":"ana"}}', '{}', 1, 'ana', 1717337580000, 300, 1717337640000),
  (100, 2, 'Ünïcode 🚒 — "quoted"', 'SEV3', 'resolved', 'monitoring', 1, '{}', '{}', '{}',
    null, 'alertmanager', 1717337580000, null, 1717337580000);
insert into incidents (guild_id, number, title, severity, state, status, private, sections, roles, milestones,
  zone, opened_by, opened_by_name, opened_at, ended_at, merged_into, active_at)
select 100, 3, 'The same again', 'SEV3', 'merged', 'investigating', 0, '{}', '{}', '{}', 'Europe/Berlin', 2, 'ben',
  1717337600000, 1717337700000, id, 1717337700000 from incidents where number = 1;

insert into places (incident_id, what, channel_id, message_id)
select id, 'card', 300, 301 from incidents where number = 1;
insert into channel_access (channel_id, target_id, kind, allow, deny, guild_id) values (300, 200, 'role', 1024, 0, 100);

insert into entries (guild_id, incident_id, seq, at, typed_at, kind, tier, text, author_id, author_name, event)
select 100, id, 1, 1717337580000, 1717337580000, 'note', 'log', 'declared this incident as SEV1', 1, 'ana',
  '{"event":"opened","severity":"SEV1"}' from incidents where number = 1;
insert into entries (guild_id, incident_id, seq, at, typed_at, kind, tier, text, author_id, author_name,
  source_channel, source_message, edited_at)
select 100, id, 2, 1717337500000, 1717337600000, 'ruled-out', 'narrative', 'Not the database', 2, 'ben', 300, 302,
  1717337650000 from incidents where number = 1;
insert into entries (guild_id, incident_id, seq, at, typed_at, kind, tier, text, author_name, removed_at, removed_by,
  removed_reason)
select 100, id, 3, 1717337500000, 1717337600000, 'note', 'narrative', 'A slip', 'ben', 1717337660000, 'ana', 'wrong channel'
  from incidents where number = 1;

insert into audit (guild_id, incident_id, at, actor, event)
select 100, id, 1717337580000, '{"person":{"id":1,"name":"ana"}}', '{"event":"opened","severity":"SEV1"}'
  from incidents where number = 1;

insert into outbox (guild_id, incident_id, wish, key, urgency, state, due_at, created_at)
select 100, id, '{"wish":"card","incident":' || id || '}', 'card:' || id, 1, 'waiting', 1717337640000, 1717337640000
  from incidents where number = 1;
insert into outbox (guild_id, incident_id, wish, key, urgency, state, due_at, created_at, attempts, last_problem, done_at)
select 100, id, '{"wish":"channel","incident":' || id || '}', 'channel:' || id, 1, 'gave_up', 1717337580000,
  1717337580000, 3, 'Missing Permissions', 1717337590000 from incidents where number = 2;

insert into timers (guild_id, key, timer, due_at)
select 100, 'update:' || id, '{"timer":"update_due","incident":' || id || '}', 1717341000000
  from incidents where number = 1;

insert into answers (interaction_id, at, reply) values (900, 1717337580000, '{}');
insert into identifies (at) values (1717337500000);
