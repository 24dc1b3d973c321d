-- Pages: one that calls, with a try that left and one told in its message, and a test page without an incident.

insert into pages (guild_id, incident_id, number, sent_to, policy_id, message, sent_by, sent_by_name, page, is_open,
  counts, opened_at, first_sent_at)
select 100, id, 1, 'payments', 1, 'Please look', 1, 'ana',
  '{"policy":{"levels":[{"targets":[{"who":{"user":1}}],"wait_s":300,"answers":"one"}],"repeat":2,"ack_timeout_s":1800},"kind":"real","urgency":"high","gravity":"ordinary","state":{"notifying":{"place":{"level":0,"round":0},"called":[{"user":1}],"lost":[],"due":"2024-06-02T14:18:00Z"}},"opened":"2024-06-02T14:13:00Z","run":0,"firings":1,"called":[{"user":1}],"suspended":null,"seen":"2024-06-02T14:13:00Z"}',
  1, 1, 1717337580000, 1717337581000 from incidents where guild_id = 100 and number = 1;
insert into pages (guild_id, number, sent_to, sent_by_name, page, is_open, counts, opened_at)
values (100, 0, 'Ana', 'ana',
  '{"policy":{"levels":[{"targets":[{"who":{"contact":1}}],"wait_s":300,"answers":"one"}],"repeat":2,"ack_timeout_s":1800},"kind":"test","urgency":"low","gravity":"ordinary","state":{"ended":{"at":"2024-06-02T14:14:00Z","how":"resolved"}},"opened":"2024-06-02T14:13:00Z","run":0,"firings":1,"called":[{"contact":1}],"suspended":null,"seen":"2024-06-02T14:14:00Z"}',
  0, 0, 1717337580000);
insert into attempts (guild_id, page_id, firing, who, way, state, created_at, changed_at, channel_id, message_id)
select 100, id, 1, '{"user":1}', 'discord', 'sent', 1717337580000, 1717337581000, 900, 901 from pages where number = 1;
insert into attempts (guild_id, page_id, firing, who, way, state, bundled_in, created_at, changed_at)
select 100, page_id, 2, who, way, 'bundled', id, 1717337590000, 1717337590000 from attempts;
