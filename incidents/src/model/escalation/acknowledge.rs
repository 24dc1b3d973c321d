//! Acknowledging: the first answer takes the page, and spares everybody who was not told yet.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Acked, Answers, Ending, Event, Order, Page, State, Turn, Withdraw};
use crate::model::who::Who;

/// Somebody who answers, and the other names under which they may have been called: contact, user, roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answerer {
    /// The name under which the page is theirs.
    pub who: Who,
    /// Their other names.
    pub known_as: Vec<Who>,
}

impl From<Who> for Answerer {
    fn from(who: Who) -> Self {
        Self { who, known_as: Vec::new() }
    }
}

impl Answerer {
    fn names(&self) -> impl Iterator<Item = Who> + '_ {
        std::iter::once(self.who).chain(self.known_as.iter().copied())
    }
}

/// Whether somebody who answers was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// They were.
    Paged,
    /// They took it on their own account.
    NotPaged,
}

/// What an acknowledgement came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The page is theirs.
    Taken(Standing),
    /// Somebody else has it; that they are there too is on record.
    Also {
        /// Who has it.
        with: Who,
        /// Whether they were called.
        standing: Standing,
    },
    /// They said so before; nothing was recorded again.
    AlsoBefore {
        /// Who has it.
        with: Who,
    },
    /// They have it already, and are known to be there still.
    StillTheirs,
    /// The page is over; nothing changed.
    AfterEnd {
        /// How it ended.
        how: Ending,
        /// When.
        at: DateTime<Utc>,
    },
}

impl Page {
    /// Somebody says that they have it.
    pub fn acknowledge(&mut self, by: &Answerer, now: DateTime<Utc>) -> (Answer, Turn) {
        let mut turn = self.begin(now);
        let standing = self.standing(by);
        let answer = match &mut self.state {
            State::Ended { at, how } => Answer::AfterEnd { how: *how, at: *at },
            State::Acked(acked) if by.names().any(|name| name == acked.by) => {
                acked.quiet_since = now;
                acked.asked = None;
                turn.events.push(Event::StillOnIt { by: by.who });
                Answer::StillTheirs
            }
            State::Snoozed(snoozed) if by.names().any(|name| name == snoozed.by) => Answer::StillTheirs,
            State::Acked(Acked { by: with, also, .. }) => join(also, *with, (by.who, standing), &mut turn),
            State::Snoozed(snoozed) => join(&mut snoozed.also, snoozed.by, (by.who, standing), &mut turn),
            State::Pending { .. } | State::Notifying(_) | State::Exhausted(_) => {
                self.give_to(by, now, &mut turn);
                turn.events.push(Event::Acknowledged { by: by.who, standing });
                Answer::Taken(standing)
            }
        };
        self.finish(&mut turn, now);
        (answer, turn)
    }

    /// Something happened in the incident: whoever has the page is evidently at it.
    pub fn activity(&mut self, now: DateTime<Utc>) -> Turn {
        let mut turn = self.begin(now);
        if let State::Acked(acked) = &mut self.state
            && self.policy.on_activity == super::OnActivity::Restarts
        {
            acked.quiet_since = acked.quiet_since.max(now);
            acked.asked = None;
        }
        self.finish(&mut turn, now);
        turn
    }

    fn give_to(&mut self, by: &Answerer, now: DateTime<Utc>, turn: &mut Turn) {
        let place = self.place();
        turn.orders.push(Order::Withdraw(match self.answers_wanted() {
            Answers::One => Withdraw::Everything,
            Answers::Each => Withdraw::Of(by.names().collect()),
        }));
        let also = Vec::new();
        self.state = State::Acked(Acked { by: by.who, at: now, place, also, quiet_since: now, asked: None });
    }

    fn answers_wanted(&self) -> Answers {
        match &self.state {
            State::Notifying(notifying) => {
                self.policy.levels.get(notifying.place.level).map_or(Answers::One, |level| level.answers)
            }
            _ => Answers::One,
        }
    }

    fn standing(&self, by: &Answerer) -> Standing {
        if by.names().any(|name| self.called.contains(&name)) { Standing::Paged } else { Standing::NotPaged }
    }
}

fn join(also: &mut Vec<Who>, with: Who, (who, standing): (Who, Standing), turn: &mut Turn) -> Answer {
    if also.contains(&who) {
        return Answer::AlsoBefore { with };
    }
    also.push(who);
    turn.orders.push(Order::Withdraw(Withdraw::Of(vec![who])));
    turn.events.push(Event::AlsoAcknowledged { by: who, standing });
    Answer::Also { with, standing }
}
