//! Snoozing: an acknowledgement with a time of its own.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Answerer, Event, Order, Page, PageRefused, Snoozed, State, Turn, Withdraw};

const SHORTEST: TimeDelta = TimeDelta::minutes(1);
const LONGEST: TimeDelta = TimeDelta::days(4);

impl Page {
    /// Puts the page off; when the time is up the level where it stood is called again, and so is whoever snoozed.
    ///
    /// # Errors
    ///
    /// If the page is over, or the time out of bounds.
    pub fn snooze(
        &mut self,
        by: &Answerer,
        span: TimeDelta,
        now: DateTime<Utc>,
    ) -> Result<Turn, PageRefused> {
        self.refuse_ended()?;
        if !(SHORTEST..=LONGEST).contains(&span) {
            return Err(PageRefused::SnoozeLength);
        }
        let mut turn = self.begin(now);
        let until = now + span;
        turn.orders.push(Order::Withdraw(Withdraw::Everything));
        turn.events.push(Event::Snoozed { by: by.who, until });
        self.state =
            State::Snoozed(Snoozed { by: by.who, at: now, until, place: self.place(), also: Vec::new() });
        self.finish(&mut turn, now);
        Ok(turn)
    }
}
