//! Giving the page to somebody in particular.

use chrono::{DateTime, Utc};

use super::{Because, Event, Order, Page, PageRefused, State, Turn, Withdraw};
use crate::model::who::Who;

impl Page {
    /// Gives the page from one person to another, who has the level's wait to answer.
    ///
    /// Only what was not yet sent to the one before is withdrawn; others who were called stay called.
    ///
    /// # Errors
    ///
    /// If the page is over.
    pub fn reassign(&mut self, from: Option<Who>, to: Who, now: DateTime<Utc>) -> Result<Turn, PageRefused> {
        self.refuse_ended()?;
        let mut turn = self.begin(now);
        turn.events.push(Event::Reassigned { from, to });
        turn.orders.extend(from.map(|from| Order::Withdraw(Withdraw::Of(vec![from]))));
        let mut called = match &self.state {
            State::Notifying(notifying) => notifying.called.clone(),
            _ => Vec::new(),
        };
        called.retain(|who| Some(*who) != from && *who != to);
        called.push(to);
        self.firings += 1;
        let place = self.place();
        self.tell(to, place, Because::Reassigned, &mut turn);
        self.await_answer(place, called, now);
        self.finish(&mut turn, now);
        Ok(turn)
    }
}
