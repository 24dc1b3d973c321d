//! Time passes: taking every step that is due.

use chrono::{DateTime, TimeDelta, Utc};

use super::fire::Firing;
use super::{Event, Exhausted, Gravity, Order, Page, Roster, State, Step, Turn};

/// How often the gravest say again that nobody answered.
pub(super) const POST_AGAIN_AFTER: TimeDelta = TimeDelta::minutes(15);

impl Page {
    /// Takes every step that is due at `now`. Stepping too early or twice does nothing.
    pub fn step(&mut self, now: DateTime<Utc>, roster: &impl Roster) -> Turn {
        let mut turn = self.begin(now);
        self.run_on(&mut turn, now, roster);
        turn
    }

    /// Takes steps until none is due, and ends the turn.
    pub(super) fn run_on(&mut self, turn: &mut Turn, now: DateTime<Utc>, roster: &impl Roster) {
        loop {
            match self.decide(now) {
                Step::Wait { .. } | Step::Rest => break,
                step => self.take(step, turn, now, roster),
            }
        }
        self.finish(turn, now);
    }

    fn take(&mut self, step: Step, turn: &mut Turn, now: DateTime<Utc>, roster: &impl Roster) {
        match step {
            Step::Fire { place, because, due, passed_over } => {
                let firing = Firing { because, due, passed_over, also: None, now };
                self.fire(place, firing, turn, roster);
            }
            Step::Unack { from, because, due } => {
                turn.events.push(Event::Unacknowledged { because });
                let firing = Firing { because, due, passed_over: 0, also: Some(from), now };
                self.fire(self.place(), firing, turn, roster);
            }
            Step::AskStillOnIt { who, by } => {
                if let State::Acked(acked) = &mut self.state {
                    acked.asked = Some(now);
                }
                turn.events.push(Event::AskedStillOnIt { who });
                turn.orders.push(Order::AskStillOnIt { who, by });
            }
            Step::Exhaust => self.exhaust(turn, now),
            Step::PostAgain => self.post_again(turn, now),
            Step::Resume => self.end_suspension(turn),
            Step::Wait { .. } | Step::Rest => {}
        }
    }

    pub(super) fn exhaust(&mut self, turn: &mut Turn, now: DateTime<Utc>) {
        let post_due = (self.gravity == Gravity::Critical).then_some(now + POST_AGAIN_AFTER);
        self.state = State::Exhausted(Exhausted { at: now, place: self.place(), posts: 1, post_due });
        turn.events.push(Event::Exhausted);
        turn.orders.push(Order::PostExhausted { nth: 1 });
    }

    fn post_again(&mut self, turn: &mut Turn, now: DateTime<Utc>) {
        if let State::Exhausted(exhausted) = &mut self.state {
            exhausted.posts += 1;
            exhausted.post_due = Some(now + POST_AGAIN_AFTER);
            turn.events.push(Event::StillExhausted { nth: exhausted.posts });
            turn.orders.push(Order::PostExhausted { nth: exhausted.posts });
        }
    }
}
