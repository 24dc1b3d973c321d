-- A holiday that somebody was shown and has not taken in.

insert into offered_calendars (guild_id, schedule_id, offer, made_at)
select 100, id, '{"events":[{"from":"2024-12-24T23:00:00Z","to":"2024-12-26T23:00:00Z","title":"Christmas"}],"what":"clear"}',
  1717337580000 from schedules where guild_id = 100 and key = 'primary';
