//! Somebody who was called turns out not to be there.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::fire::Firing;
use super::{Because, Event, Order, Page, Place, Roster, State, Turn, Urgency, Withdraw};
use crate::model::who::Who;

/// Why somebody is lost to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Loss {
    /// The last of their ways failed for good.
    Unreachable,
    /// They left the server, or were removed.
    Gone,
    /// They said that they cannot take it.
    Declined,
}

impl Page {
    /// Somebody cannot be reached, is gone, or cannot take it: once nobody of the level is left, the next one is called.
    ///
    /// The end of a round keeps its wait: a policy whose people are all unreachable is not run down in seconds.
    pub fn lose(&mut self, who: Who, why: Loss, now: DateTime<Utc>, roster: &impl Roster) -> Turn {
        let mut turn = self.begin(now);
        match &mut self.state {
            State::Notifying(notifying)
                if notifying.called.contains(&who) && !notifying.lost.contains(&who) =>
            {
                notifying.lost.push(who);
                let nobody_left = notifying.called.iter().all(|called| notifying.lost.contains(called));
                record(who, why, &mut turn);
                if nobody_left {
                    self.escalate_early(&mut turn, now, roster);
                }
            }
            State::Acked(acked) if acked.by == who && why != Loss::Unreachable => {
                record(who, why, &mut turn);
                self.give_back(who, &mut turn, now, roster);
            }
            _ => {}
        }
        self.finish(&mut turn, now);
        turn
    }

    fn escalate_early(&mut self, turn: &mut Turn, now: DateTime<Utc>, roster: &impl Roster) {
        let next = self.next_in_round();
        if let Some(next) = next.filter(|_| self.urgency == Urgency::High && self.suspended.is_none()) {
            self.fire(next, Firing::at_once(Because::NobodyReachable, now), turn, roster);
        }
    }

    /// The one who has the page cannot keep it.
    fn give_back(&mut self, by: Who, turn: &mut Turn, now: DateTime<Utc>, roster: &impl Roster) {
        let because = Because::GivenBack { by };
        turn.events.push(Event::Unacknowledged { because });
        self.fire(self.place_by_hand(), Firing::at_once(because, now), turn, roster);
    }

    fn next_in_round(&self) -> Option<Place> {
        let place = self.place();
        self.policy.next(place).filter(|next| next.round == place.round)
    }
}

fn record(who: Who, why: Loss, turn: &mut Turn) {
    turn.events.push(Event::Lost { who, why });
    turn.orders.push(Order::Withdraw(Withdraw::Of(vec![who])));
    if why != Loss::Declined {
        turn.orders.push(Order::PostUnreachable { who, why });
    }
}
