-- Actions of every sort: owned, dropped, and one that has come round.

update guilds set next_action = 4 where id = 100;

insert into actions (guild_id, number, incident_id, title, kind, owner, owner_key, due, due_at, priority, done_when,
  state, created_by, created_by_name, created_at)
select 100, 1, id, 'Add an alert', 'preventative', '{"owner":"user","id":1,"name":"ana"}', 'user:1',
  '{"at":"2024-06-07T23:59:00Z","whole_day":true,"zone":"UTC"}', 1717804740000, 'high', 'it rings', 'open', 1, 'ana',
  1717337700000 from incidents where number = 1;
insert into actions (guild_id, number, incident_id, title, kind, state, closed, closed_at, created_by_name, created_at)
select 100, 2, id, 'Rewrite it', 'task', 'dropped', '{"at":"2024-06-03T09:00:00Z","by":"ben","note":"too much"}',
  1717405200000, 'ben', 1717337700000 from incidents where number = 1;
insert into actions (guild_id, number, incident_id, title, kind, due, due_at, repeats, state, created_by_name,
  created_at)
select 100, 3, id, 'Drill', 'improvement', '{"at":"2024-06-10T09:00:00Z","whole_day":false,"zone":"UTC"}',
  1718010000000, '{"every":"every monday 09:00","anchor":"2024-06-03T09:00:00Z","zone":"UTC"}', 'open', 'ben',
  1717337700000 from incidents where number = 1;

insert into occurrences (action_id, due_at, outcome, times, closed_at, closed_by, note)
select id, 1717405200000, 'done', 1, 1717405300000, 'ana', 'went well' from actions where number = 3;

insert into reminders (guild_id, recipient, action_id, why, late_since)
select 100, 'user:1', id, 'owner', null from actions where number = 1;
insert into reminded (guild_id, recipient, zone, told_on) values (100, 'user:1', 'Europe/Madrid', '2024-06-03');
insert into told (guild_id, recipient, day, items) values (100, 'user:1', '2024-06-03', '[]');
