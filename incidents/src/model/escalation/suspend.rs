//! Maintenance: escalation pauses, and catches up when it ends.

use chrono::{DateTime, Utc};

use super::{Event, Page, Roster, Suspension, Turn};

impl Page {
    /// Suspends escalation. Calls that were made already go on; people may still answer and escalate by hand.
    pub fn suspend(&mut self, until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Turn {
        let mut turn = self.begin(now);
        if self.is_open() {
            let since = self.suspended.map_or(now, |suspension| suspension.since);
            self.suspended = Some(Suspension { since, until });
            turn.events.push(Event::Suspended { until });
        }
        self.finish(&mut turn, now);
        turn
    }

    /// Ends maintenance: of what was due meanwhile, the latest happens now.
    pub fn resume(&mut self, now: DateTime<Utc>, roster: &impl Roster) -> Turn {
        let mut turn = self.begin(now);
        self.end_suspension(&mut turn);
        self.run_on(&mut turn, now, roster);
        turn
    }

    pub(super) fn end_suspension(&mut self, turn: &mut Turn) {
        if self.suspended.take().is_some() {
            turn.events.push(Event::Resumed);
        }
    }
}
