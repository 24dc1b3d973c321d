-- A wish that was tried in vain twice, and taken up once more by a program that was killed.

insert into outbox (guild_id, incident_id, wish, urgency, state, due_at, created_at, attempts, failures, last_problem)
values (100, 1, '{"wish":"card","incident":1}', 2, 'waiting', 1717500000000, 1717337580000, 3, 2, 'status 502');
