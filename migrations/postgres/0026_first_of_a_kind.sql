-- The first of each kind that implies a milestone, however long the timeline: a card asks for them each time it is worded. Notes, of
-- which there are most, have no place in this index.

create index entries_implying on entries (incident_id, kind, at, seq)
  where removed_at is null and event is null
    and kind in ('alert', 'report', 'investigation', 'finding', 'recovery', 'escalation');
