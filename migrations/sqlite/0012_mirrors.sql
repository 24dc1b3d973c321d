-- The issue that stands for an action in a tracker, and when it was last looked at.

alter table actions add column issue text;
alter table actions add column issue_looked_at integer;
create index actions_by_issue on actions (guild_id, issue_looked_at) where issue is not null;
