-- Somebody who was last heard in German.

insert into tongues (user_id, tongue) values (1, 'de');
