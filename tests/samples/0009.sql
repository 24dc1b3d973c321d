-- Somebody who was let into a private incident, and an entry that was worded by hand.

insert into guests (incident_id, kind, target_id) select id, 'member', 7 from incidents where number = 1;
insert into guests (incident_id, kind, target_id) select id, 'role', 9 from incidents where number = 1;
update entries set worded_by_hand = 1 where seq = 1;
