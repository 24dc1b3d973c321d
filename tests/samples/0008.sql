-- Maintenance of a whole server that is over, and of one policy that goes on for long.

insert into maintenances (guild_id, policy_id, since, until, started_by) values (100, 0, 1717337580000, 1717341180000, 'ana');
insert into maintenances (guild_id, policy_id, since, until, started_by) values (100, 1, 1717337580000, 4070908800000, 'ana');
