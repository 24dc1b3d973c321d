-- The roster: a contact with ways, one who was removed, a policy that calls both a person and a schedule, a schedule
-- with an override and a history, and a request for cover that was accepted in part.

insert into contacts (guild_id, name, key, user_id, ways) values (100, 'Ana', 'ana', 1,
  '[{"way":"discord","worked_at":"2024-06-02T14:13:00Z"},{"way":"email","to":"ana@example.com","worked_at":null}]');
insert into contacts (guild_id, name, key, user_id, ways, removed_at)
values (100, 'ana', 'ana', 1, '[{"way":"discord","worked_at":null}]', 1717337600000);

insert into schedules (guild_id, name, key, schedule) values (100, 'Primary', 'primary',
  '{"layers":[{"rotation":{"people":[{"contact":1},{"user":2}],"start":"2024-06-03T09:00:00Z","every":{"weeks":1},"zone":"Europe/Berlin","anchor":"2024-06-03T11:00:00","first":0},"restrictions":[]}],"overrides":[{"id":1,"from":"2024-06-05T00:00:00Z","to":"2024-06-06T00:00:00Z","change":{"replace":{"who":{"contact":1},"by":{"user":2}}}}],"overrides_made":1,"history":[]}');

insert into policies (guild_id, name, key, policy)
select 100, 'payments', 'payments', '{"levels":[{"targets":[{"schedule":' || id
  || '},{"who":{"contact":1}}],"wait_s":300,"answers":"one"}],"repeat":2,"ack_timeout_s":1800}' from schedules;

insert into covers (guild_id, schedule_id, cover, asked_at)
select 100, id, '{"asker":{"contact":1},"asked":{"from":"2024-06-07T00:00:00Z","to":"2024-06-08T00:00:00Z"},"open":[],"taken":[]}',
  1717337580000 from schedules;
