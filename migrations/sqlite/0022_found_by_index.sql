-- Nothing that people or timers wait for looks through a table that grows: what is asked for is found by an index.

-- Which timers come first when several are due: those of pages. Finding the next few costs the same however many are due.
alter table timers add column urgency integer not null default 1;
update timers set urgency = 0 where key like 'page-due:%';
drop index timers_due;
create index timers_due on timers (urgency, due_at, id);

-- What is still open of an incident, among all that was delivered in weeks: asked whenever a card is worded.
create index outbox_open on outbox (incident_id) where state in ('waiting', 'held');
drop index outbox_by_incident;

create index pages_still_open on pages (id) where is_open = 1;
create index entries_by_origin on entries (copied_from) where copied_from is not null;
create index attachments_by_entry on attachments (entry_id);
create index attachments_by_content on attachments (sha256) where sha256 is not null;
create index reminders_by_action on reminders (action_id);
create index told_by_day on told (day);
