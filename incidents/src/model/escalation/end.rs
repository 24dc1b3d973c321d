//! The end of a page, and its beginning anew. Time alone never ends one.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Event, Order, Page, PageRefused, Roster, State, Suspension, Turn, Withdraw};

/// How a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The incident was resolved.
    Resolved,
    /// Somebody stopped the page, or the incident was a false alarm.
    Cancelled,
    /// The incident joined another, which calls for itself.
    Merged,
}

impl Page {
    /// Ends the page and takes back everything that was not sent. Ending it again changes nothing.
    pub fn end(&mut self, how: Ending, now: DateTime<Utc>) -> Turn {
        let mut turn = self.begin(now);
        if self.is_open() {
            self.state = State::Ended { at: now, how };
            self.suspended = None;
            turn.events.push(Event::Ended { how });
            turn.orders.push(Order::Withdraw(Withdraw::Everything));
        }
        self.finish(&mut turn, now);
        turn
    }

    /// Begins a new run at the first level: at once, or when the maintenance ends that is going on.
    ///
    /// # Errors
    ///
    /// If the page is not over.
    pub fn reopen(
        &mut self,
        suspended: Option<Suspension>,
        now: DateTime<Utc>,
        roster: &impl Roster,
    ) -> Result<Turn, PageRefused> {
        if self.is_open() {
            return Err(PageRefused::StillOpen);
        }
        let mut turn = self.begin(now);
        self.run += 1;
        self.opened = now;
        self.called.clear();
        self.state = State::Pending { due: now };
        turn.events.push(Event::Reopened { run: self.run });
        self.suspended = suspended;
        turn.events.extend(suspended.map(|it| Event::Suspended { until: it.until }));
        self.run_on(&mut turn, now, roster);
        Ok(turn)
    }
}
