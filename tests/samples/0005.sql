-- What can be looked for, the channels of a server, and an entry that came with a merged incident.

insert into search_texts (guild_id, incident_id, what, source_id, title, body)
select guild_id, id, 'postmortem', 0, 'Checkout is down', 'The pool was empty.' from incidents;

insert into channels (guild_id, id, name, kind) values (100, 7, 'inc-1-checkout-is-down', 0), (100, 8, 'Incidents', 4);

insert into entries (guild_id, incident_id, seq, at, typed_at, kind, tier, text, author_name, copied_from)
select guild_id, incident_id, 9001, at, typed_at, kind, tier, text, author_name, id from entries where seq = 1;
