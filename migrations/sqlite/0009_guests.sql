-- Who was let into private incidents, which entries were worded by hand, and what stands where.

-- Those who may see the channel of a private incident besides whoever opened it: a role, or a person.
create table guests (
  incident_id integer not null references incidents (id),
  kind text not null,
  target_id integer not null,
  primary key (incident_id, kind, target_id)
);

-- An entry taken from a message follows it until somebody corrects the entry itself.
alter table entries add column worded_by_hand integer not null default 0;

create index places_by_message on places (message_id) where message_id is not null;
