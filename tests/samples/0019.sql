-- Set-ups: one that was begun, and made a channel.

insert into setups (guild_id, set_up, changed_at) values
  (100, '{"version": 2, "choices": {"category": "leave", "announcements": {"use": 501}}, "made": [{"piece": "announcements", "id": 501, "before": null}]}', 1717337580000);
