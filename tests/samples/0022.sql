-- Timers: one of a page, which comes first.

insert into timers (guild_id, key, timer, due_at, urgency)
values (100, 'page-due:1', '{"timer":"page_due","page":1}', 1717500000000, 0);
