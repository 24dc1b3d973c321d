//! The decision: what a page wants at an instant, as a named step.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Acked, Because, Notifying, OnActivity, Page, Place, State, Urgency};
use crate::model::who::Who;

/// What is to be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Call a level.
    Fire {
        /// Which.
        place: Place,
        /// Why.
        because: Because,
        /// When it was due.
        due: DateTime<Utc>,
        /// How many levels were due before it and are passed over.
        passed_over: u32,
    },
    /// Every level and repeat is through.
    Exhaust,
    /// Say again that nobody answered.
    PostAgain,
    /// Ask whoever has the page whether they still do.
    AskStillOnIt {
        /// Whom to ask.
        who: Who,
        /// When the page is taken from them without an answer.
        by: DateTime<Utc>,
    },
    /// Take the page from whoever has it, and call the level where it stood.
    Unack {
        /// Who has it.
        from: Who,
        /// Why.
        because: Because,
        /// When it was due.
        due: DateTime<Utc>,
    },
    /// Maintenance is over.
    Resume,
    /// Nothing before then.
    Wait {
        /// When to decide again.
        until: DateTime<Utc>,
    },
    /// Nothing, until somebody does something.
    Rest,
}

/// An acknowledgement runs out no later than this after the page was opened.
const ACKS_RUN_OUT_WITHIN: TimeDelta = TimeDelta::days(7);
/// Whoever has a page is asked at most this long before it is taken from them.
const LONGEST_ASK: TimeDelta = TimeDelta::minutes(5);
/// And otherwise for this part of the acknowledgement timeout.
const ASK_PART: i32 = 10;

impl Page {
    /// What the page wants at `now`.
    #[must_use]
    pub fn decide(&self, now: DateTime<Utc>) -> Step {
        if let Some(suspension) = self.suspended {
            return suspension.until.map_or(Step::Rest, |until| due_or_wait(until, now, Step::Resume));
        }
        match &self.state {
            State::Pending { due } if now < *due => Step::Wait { until: *due },
            State::Pending { due } => self.fire_latest(Place::START, self.beginning(), *due, now),
            State::Notifying(notifying) => self.decide_notifying(notifying, now),
            State::Acked(acked) => self.decide_acked(acked, now),
            State::Snoozed(snoozed) => {
                let because = Because::SnoozeEnded { by: snoozed.by };
                let unack = Step::Unack { from: snoozed.by, because, due: snoozed.until };
                due_or_wait(snoozed.until, now, unack)
            }
            State::Exhausted(exhausted) => {
                exhausted.post_due.map_or(Step::Rest, |due| due_or_wait(due, now, Step::PostAgain))
            }
            State::Ended { .. } => Step::Rest,
        }
    }

    fn decide_notifying(&self, notifying: &Notifying, now: DateTime<Utc>) -> Step {
        let Some(due) = notifying.due else { return Step::Rest };
        if now < due {
            return Step::Wait { until: due };
        }
        self.policy.next(notifying.place).map_or(Step::Exhaust, |next| {
            let repeats = next.round > notifying.place.round;
            let because = if repeats { Because::Repeat } else { Because::NoAnswer };
            self.fire_latest(next, because, due, now)
        })
    }

    fn decide_acked(&self, acked: &Acked, now: DateTime<Utc>) -> Step {
        let Some(due) = self.ack_runs_out(acked) else { return Step::Rest };
        if now >= due {
            let because = Because::AckTimedOut { by: acked.by };
            return Step::Unack { from: acked.by, because, due };
        }
        let asks = self.policy.on_activity == OnActivity::Restarts && acked.asked.is_none();
        if !asks {
            return Step::Wait { until: due };
        }
        let ask = due - LONGEST_ASK.min((due - acked.quiet_since) / ASK_PART);
        due_or_wait(ask, now, Step::AskStillOnIt { who: acked.by, by: due })
    }

    /// When the acknowledgement runs out, if it ever does.
    fn ack_runs_out(&self, acked: &Acked) -> Option<DateTime<Utc>> {
        if self.urgency == Urgency::Low {
            return None;
        }
        let due = acked.quiet_since + self.paced(self.policy.ack_timeout_s?);
        (due <= self.opened + ACKS_RUN_OUT_WITHIN).then_some(due)
    }

    /// Of the levels that are due, the latest: after the program was down nobody gets the backlog one by one.
    ///
    /// Levels that wait for nought are due together and count as one.
    fn fire_latest(&self, first: Place, because: Because, due: DateTime<Utc>, now: DateTime<Utc>) -> Step {
        let mut latest = (first, because, due, 0);
        let (mut place, mut place_due, mut passed) = (first, due, 0);
        while let Some(next) = self.policy.next(place).filter(|_| self.urgency == Urgency::High) {
            let next_due = place_due + self.wait(place.level);
            if next_due > now {
                break;
            }
            passed += 1;
            if next_due > place_due {
                let repeats = next.round > place.round;
                latest = (next, if repeats { Because::Repeat } else { Because::NoAnswer }, next_due, passed);
            }
            (place, place_due) = (next, next_due);
        }
        let (place, because, due, passed_over) = latest;
        Step::Fire { place, because, due, passed_over }
    }

    const fn beginning(&self) -> Because {
        if self.run == 0 { Because::Opened } else { Because::Reopened }
    }
}

fn due_or_wait(due: DateTime<Utc>, now: DateTime<Utc>, step: Step) -> Step {
    if now < due { Step::Wait { until: due } } else { step }
}
