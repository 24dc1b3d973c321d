-- Postmortems: one published in its second edition with a review planned, and a template.

insert into postmortems (incident_id, guild_id, state, edition, published_at, review_at, review_event)
select id, guild_id, 'published', 2, 1717400000000, 1717500000000, 700 from incidents
where guild_id = 100 and number = 1;
insert into editions (incident_id, edition, at, by_name, changes, facts)
select id, 1, 1717390000000, 'ana', '[]',
  '{"number":1,"title":"Checkout is down","severity":{"label":"SEV1","rank":1}}' from incidents
where guild_id = 100 and number = 1;
insert into editions (incident_id, edition, at, by_name, changes, facts)
select id, 2, 1717400000000, 'ana', '["The document is now: published."]',
  '{"number":1,"title":"Checkout is down","severity":{"label":"SEV1","rank":1},"state":"published","version":2}'
from incidents where guild_id = 100 and number = 1;
insert into templates (guild_id, name, source, added_by, added_at)
values (100, 'house', '# {{ title }}', 'ana', 1717400000000);
