-- Imports: an incident that came in as a document.

insert into imports (guild_id, incident_id, sha256, name, at, beside)
select 100, id, 'c0ffee', 'past.md', 1717337580000, '{"cause_in_short":"a leak","further":[{"heading":"Glossary","text":"MTA"}]}'
from incidents where guild_id = 100 and number = 1;
