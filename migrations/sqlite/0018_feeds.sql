-- The secret address under which a schedule is read as a calendar. Only its digest is kept.

alter table schedules add column feed_digest text;
create unique index schedules_by_feed on schedules (feed_digest) where feed_digest is not null;
