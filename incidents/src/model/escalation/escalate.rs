//! Escalating by hand: the next level now, even after an acknowledgement.

use chrono::{DateTime, Utc};

use super::fire::Firing;
use super::{Because, Event, Page, PageRefused, Place, Roster, State, Turn};

impl Page {
    /// Calls the next level; after the last one of the last round, the first.
    ///
    /// `seen` is the firing that whoever asks was looking at: a second press of the same button is recognised by it.
    ///
    /// # Errors
    ///
    /// If the page is over, or has moved on from `seen`.
    pub fn escalate(
        &mut self,
        seen: Option<u32>,
        now: DateTime<Utc>,
        roster: &impl Roster,
    ) -> Result<Turn, PageRefused> {
        self.refuse_ended()?;
        if seen.is_some_and(|seen| seen != self.firings) {
            return Err(PageRefused::MovedOn { to: self.place() });
        }
        let mut turn = self.begin(now);
        let to = self.place_by_hand();
        turn.events.push(Event::Escalated { to });
        self.fire(to, Firing::at_once(Because::Escalated, now), &mut turn, roster);
        self.finish(&mut turn, now);
        Ok(turn)
    }

    /// Refuses what only makes sense while the page is open.
    pub(super) const fn refuse_ended(&self) -> Result<(), PageRefused> {
        match self.state {
            State::Ended { how, at } => Err(PageRefused::Ended { how, at }),
            _ => Ok(()),
        }
    }

    /// The place that a person who escalates means.
    pub(super) fn place_by_hand(&self) -> Place {
        let place = self.place();
        if self.called.is_empty() {
            return place;
        }
        self.policy.next(place).unwrap_or(Place { level: 0, ..place })
    }
}
