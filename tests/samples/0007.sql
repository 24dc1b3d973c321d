-- An action that can be found.

insert into search_texts (guild_id, incident_id, what, source_id, title, body)
select guild_id, incident_id, 'action', id, title, 'it rings' from actions where number = 1
on conflict (incident_id, what, source_id) do nothing;
