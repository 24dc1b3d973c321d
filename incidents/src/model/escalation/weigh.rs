//! How much a page matters, when that changes on the way.

use chrono::{DateTime, Utc};

use super::step::POST_AGAIN_AFTER;
use super::{Event, Gravity, Page, State, Turn, Urgency};

impl Page {
    /// From now on the page escalates: the clock of the level that was told starts here.
    pub fn raise_urgency(&mut self, now: DateTime<Utc>) -> Turn {
        let mut turn = self.begin(now);
        if self.is_open() && self.urgency == Urgency::Low {
            self.urgency = Urgency::High;
            turn.events.push(Event::UrgencyRaised);
            let due = self.due_after(self.place(), now);
            match &mut self.state {
                State::Notifying(notifying) => notifying.due = due,
                State::Acked(acked) => acked.quiet_since = now,
                _ => {}
            }
        }
        self.finish(&mut turn, now);
        turn
    }

    /// The incident's severity changed. Whoever has the page keeps it; only how loud it stays changes.
    pub fn regrade(&mut self, to: Gravity, now: DateTime<Utc>) -> Turn {
        let mut turn = self.begin(now);
        if self.is_open() && self.gravity != to {
            self.gravity = to;
            turn.events.push(Event::Regraded { to });
            if let State::Exhausted(exhausted) = &mut self.state {
                exhausted.post_due = (to == Gravity::Critical).then_some(now + POST_AGAIN_AFTER);
            }
        }
        self.finish(&mut turn, now);
        turn
    }
}
