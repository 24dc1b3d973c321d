-- A chain of one row in a server of its own.

insert into audit (guild_id, at, actor, event, salt, digest, seal)
values (101, 1717337580000, '"sitrep"', '{"event":"archived"}', '00',
  '3b4a1e4b9ac0b5e6a8f1bb0f6a4c8a8c0f0e2b7b55cbd0de4a6a3ad1d2f3c4b5', '5f0c');
insert into audit_heads (guild_id, length, seal) values (101, 1, '5f0c');
