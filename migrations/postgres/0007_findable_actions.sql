-- Actions are found by their words like everything else. What a postmortem says stands in the sections of its incident,
-- and is found there.

create index search_texts_by_source on search_texts (what, source_id);
delete from search_texts where what = 'postmortem';
insert into search_texts (guild_id, incident_id, what, source_id, title, body)
  select guild_id, incident_id, 'action', id, title, coalesce(detail, '') || ' ' || coalesce(done_when, '') from actions;
