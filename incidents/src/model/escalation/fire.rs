//! Firing: from a place in the policy to people who are called.

use chrono::{DateTime, Utc};

use super::{Because, Event, Notifying, Order, Page, Place, Rank, Roster, SkippedFor, State, Tell, Turn};
use crate::model::who::Who;

/// Why, when and for whom else levels fire.
#[derive(Debug, Clone, Copy)]
pub(super) struct Firing {
    pub(super) because: Because,
    pub(super) due: DateTime<Utc>,
    pub(super) passed_over: u32,
    /// Somebody to call together with the first level that has anybody.
    pub(super) also: Option<Who>,
    pub(super) now: DateTime<Utc>,
}

impl Firing {
    /// A firing that is due at the moment.
    pub(super) const fn at_once(because: Because, now: DateTime<Utc>) -> Self {
        Self { because, due: now, passed_over: 0, also: None, now }
    }
}

impl Page {
    /// Fires `first`, the levels that are due together with it, and in place of an empty level the one after it.
    pub(super) fn fire(&mut self, first: Place, mut firing: Firing, turn: &mut Turn, roster: &impl Roster) {
        self.firings += 1;
        let (mut place, mut called, mut skipped) = (first, Vec::new(), 0);
        loop {
            let people = self.people(place, firing.now, roster);
            if people.is_empty() {
                turn.events.push(Event::LevelSkipped { place, because: self.skipped_for(place) });
                skipped += 1;
            } else {
                self.fire_level(place, people, &mut firing, (&mut called, turn));
                if !self.wait(place.level).is_zero() {
                    break;
                }
            }
            match self.policy.next(place) {
                // Nobody was called yet: on to the next level, in the next round if need be, until all were tried.
                Some(next) if called.is_empty() && skipped < self.policy.levels.len() => place = next,
                // A level that waits for nought takes the next one along, but never into another round.
                Some(next) if !called.is_empty() && next.round == place.round => place = next,
                _ => break,
            }
        }
        if !called.is_empty() {
            self.await_answer(place, called, firing.now);
        } else if skipped >= self.policy.levels.len() {
            self.fall_back(place, firing, turn);
        } else {
            self.exhaust(turn, firing.now);
        }
    }

    /// Calls `who` outside the levels, as the page stands at `place`.
    pub(super) fn tell(&mut self, who: Who, place: Place, because: Because, turn: &mut Turn) {
        let rank = if self.called.insert(who) { Rank::New } else { Rank::Repeat };
        let tell = Tell { who, place, firing: self.firings, because, rank, kind: self.kind };
        turn.orders.push(Order::Tell(tell));
    }

    /// From now on `called` have until the level's wait is over.
    pub(super) fn await_answer(&mut self, place: Place, called: Vec<Who>, now: DateTime<Utc>) {
        let due = self.due_after(place, now);
        self.state = State::Notifying(Notifying { place, called, lost: Vec::new(), due });
    }

    fn fire_level(
        &mut self,
        place: Place,
        mut who: Vec<Who>,
        firing: &mut Firing,
        (called, turn): (&mut Vec<Who>, &mut Turn),
    ) {
        who.extend(firing.also.take().filter(|also| !who.contains(also)));
        for one in &who {
            if !called.contains(one) {
                called.push(*one);
                self.tell(*one, place, firing.because, turn);
            }
        }
        let late_s = (firing.now - firing.due).num_seconds();
        let Firing { because, passed_over, .. } = *firing;
        turn.events.push(Event::LevelFired { place, who, because, late_s, passed_over });
    }

    fn fall_back(&mut self, place: Place, firing: Firing, turn: &mut Turn) {
        let fallback = self.policy.fallback;
        turn.events.push(Event::FellBack { to: fallback });
        turn.orders.push(Order::PostNobodyOnCall { fallback });
        let mut called = Vec::new();
        for who in fallback.into_iter().chain(firing.also) {
            if !called.contains(&who) {
                called.push(who);
                self.tell(who, place, Because::NobodyOnCall, turn);
            }
        }
        self.await_answer(place, called, firing.now);
    }

    /// Whom the level means at the moment, each once.
    fn people(&self, place: Place, now: DateTime<Utc>, roster: &impl Roster) -> Vec<Who> {
        let mut people = Vec::new();
        for target in self.policy.levels.get(place.level).into_iter().flat_map(|level| &level.targets) {
            for who in roster.people(*target, now) {
                if !people.contains(&who) {
                    people.push(who);
                }
            }
        }
        people
    }

    fn skipped_for(&self, place: Place) -> SkippedFor {
        match self.policy.levels.get(place.level) {
            Some(level) if !level.targets.is_empty() => SkippedFor::NobodyOnCall,
            _ => SkippedFor::NoTargets,
        }
    }
}
