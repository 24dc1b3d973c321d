-- Two entries of one kind, the second of which happened first.

insert into entries (guild_id, incident_id, seq, at, typed_at, kind, tier, text, author_name)
values (100, 1, 101, 1717337700000, 1717337700000, 'finding', 'note', 'A second leak', 'ana');
insert into entries (guild_id, incident_id, seq, at, typed_at, kind, tier, text, author_name)
values (100, 1, 102, 1717337640000, 1717337760000, 'finding', 'note', 'A leak', 'ana');
