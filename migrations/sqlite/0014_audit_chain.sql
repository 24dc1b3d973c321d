-- The audit log becomes a chain: each row is sealed by a hash over itself and over the row before it in its server, so that
-- what another hand changes, takes out or puts in can be seen. Rows from before are sealed when the program starts.

alter table audit add column salt text;
alter table audit add column digest text;
alter table audit add column seal text;
create index audit_unsealed on audit (id) where seal is null;

-- How far the chain of each server has come.
create table audit_heads (
  guild_id integer primary key,
  length integer not null,
  seal text not null
);
