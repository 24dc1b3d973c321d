//! The beginning and end of each turn: noticing a clock that was set back, and setting the timer.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Event, Page, State, Turn};

/// A clock that is behind by no more than this is another machine's, not one that was set back.
const CLOCKS_DIFFER_BY: TimeDelta = TimeDelta::minutes(1);

impl Page {
    /// Begins a turn. If the clock was set back, what is due moves with it, so that nobody waits for time to catch up.
    pub(super) fn begin(&mut self, now: DateTime<Utc>) -> Turn {
        let mut turn = Turn::default();
        let back = self.seen - now;
        if back > CLOCKS_DIFFER_BY {
            self.seen = now;
            if self.is_open() {
                self.move_due(-back);
                turn.events.push(Event::ClockSetBack { by_s: back.num_seconds() });
            }
        }
        turn
    }

    /// Ends a turn.
    pub(super) fn finish(&mut self, turn: &mut Turn, now: DateTime<Utc>) {
        self.seen = self.seen.max(now);
        turn.next_due = self.next_due(now);
    }

    fn move_due(&mut self, by: TimeDelta) {
        self.opened += by;
        match &mut self.state {
            State::Pending { due } => *due += by,
            State::Notifying(notifying) => notifying.due = notifying.due.map(|due| due + by),
            State::Acked(acked) => acked.quiet_since += by,
            State::Exhausted(exhausted) => exhausted.post_due = exhausted.post_due.map(|due| due + by),
            // A snooze ends at a time that somebody named, as maintenance does.
            State::Snoozed(_) | State::Ended { .. } => {}
        }
    }
}
