-- A schedule that is read as a calendar.

update schedules set feed_digest = 'dd' where guild_id = 100 and key = 'primary';
