//! The naive model: a list of rungs written out in full, and counters that are looked at every minute.

use super::{DEE, Deed, Edited, Gravity, OnActivity, Opening, Seen, Table, Target, Urgency};
use crate::model::who::Who;

/// A policy written out rung by rung, all rounds one after the other, in minutes.
pub(super) struct Plan {
    rungs: Vec<Rung>,
    levels: usize,
    delay: i64,
    timeout: Option<i64>,
    asks: bool,
    low: bool,
    critical: bool,
}

struct Rung {
    level: usize,
    round: u32,
    targets: Vec<Target>,
    wait: i64,
}

impl From<&Opening> for Plan {
    fn from(opening: &Opening) -> Self {
        let policy = &opening.policy;
        let mut rungs = Vec::new();
        for round in 0..=policy.repeat {
            for (level, one) in policy.levels.iter().enumerate() {
                let wait = i64::from(one.wait_s) / 60;
                rungs.push(Rung { level, round, targets: one.targets.clone(), wait });
            }
        }
        Self {
            rungs,
            levels: policy.levels.len(),
            delay: i64::from(policy.initial_delay_s) / 60,
            timeout: policy.ack_timeout_s.map(|seconds| i64::from(seconds) / 60),
            asks: policy.on_activity == OnActivity::Restarts,
            low: opening.urgency == Urgency::Low,
            critical: opening.gravity == Gravity::Critical,
        }
    }
}

/// What the page is doing; a rung is a place in the written-out list.
enum Doing {
    Delaying { until: i64 },
    Calling { rung: usize, since: i64, wait: i64, called: Vec<Who>, lost: Vec<Who> },
    Held { rung: usize, by: Who, quiet: i64, asked: bool },
    Asleep { rung: usize, by: Who, until: i64 },
    GivenUp { rung: usize, said: i64 },
    Over,
}

/// The whole model.
pub(super) struct Naive {
    plan: Plan,
    doing: Doing,
    fired_ever: bool,
    suspended: Option<Option<i64>>,
    table: Table,
    seen: Vec<Seen>,
}

impl Naive {
    pub(super) fn open(plan: Plan, table: Table) -> Self {
        let doing = Doing::Delaying { until: plan.delay };
        Self { plan, doing, fired_ever: false, suspended: None, table, seen: Vec::new() }
    }

    /// Another page begins, with another plan.
    pub(super) fn open_anew(&mut self, plan: Plan, now: i64) {
        self.doing = Doing::Delaying { until: now + plan.delay };
        (self.plan, self.fired_ever, self.suspended) = (plan, false, None);
    }

    /// Somebody edits what pages are called by.
    pub(super) fn edit(&mut self, edited: &Edited, now: i64) {
        self.table.edit(edited, now);
    }

    /// One minute passes.
    pub(super) fn minute(&mut self, now: i64) -> Vec<Seen> {
        if let Some(Some(until)) = self.suspended
            && until <= now
        {
            self.suspended = None;
        }
        if self.suspended.is_none() {
            self.tick(now);
        }
        std::mem::take(&mut self.seen)
    }

    fn tick(&mut self, now: i64) {
        match &mut self.doing {
            Doing::Delaying { until } if *until <= now => {
                let until = *until;
                self.catch_up(0, until, now);
            }
            Doing::Calling { rung, since, wait, .. } if !self.plan.low && *since + *wait <= now => {
                let (next, due) = (*rung + 1, *since + *wait);
                if next < self.plan.rungs.len() {
                    self.catch_up(next, due, now);
                } else {
                    self.give_up(now);
                }
            }
            Doing::Held { rung, by, quiet, asked } => {
                let Some(timeout) = self.plan.timeout.filter(|_| !self.plan.low) else { return };
                let ask = timeout - (timeout / 10).min(5);
                if *quiet + timeout <= now {
                    let (rung, by) = (*rung, *by);
                    self.seen.push(Seen::Unacked(by));
                    self.call(rung, Some(by), now);
                } else if self.plan.asks && !*asked && *quiet + ask <= now {
                    *asked = true;
                    self.seen.push(Seen::Asked(*by));
                }
            }
            Doing::Asleep { rung, by, until } if *until <= now => {
                let (rung, by) = (*rung, *by);
                self.seen.push(Seen::Unacked(by));
                self.call(rung, Some(by), now);
            }
            Doing::GivenUp { said, .. } if self.plan.critical && *said + 15 <= now => {
                *said = now;
                self.seen.push(Seen::PostedAgain);
            }
            _ => {}
        }
    }

    /// Writes down when each rung from `first` on would have been due, and calls the first of those due last.
    fn catch_up(&mut self, first: usize, due: i64, now: i64) {
        let mut timetable = vec![(due, first)];
        for rung in first + 1..if self.plan.low { 0 } else { self.plan.rungs.len() } {
            let before = timetable.last().unwrap();
            timetable.push((before.0 + self.plan.rungs[before.1].wait, rung));
        }
        let last_due = timetable.iter().map(|(due, _)| *due).filter(|due| *due <= now).max().unwrap();
        let rung = timetable.iter().find(|(due, _)| *due == last_due).unwrap().1;
        self.call(rung, None, now);
    }

    /// Calls a rung, those due with it, and the next if there is nobody.
    fn call(&mut self, first: usize, mut also: Option<Who>, now: i64) {
        let mut called: Vec<Who> = Vec::new();
        let mut empty = 0;
        let mut rung = first;
        loop {
            let Rung { level, round, .. } = self.plan.rungs[rung];
            let mut who = self.members(rung, now);
            if who.is_empty() {
                empty += 1;
                self.seen.push(Seen::Skipped { level, round });
            } else {
                who.extend(also.take());
                let who = each_once(who);
                called = each_once([called, who.clone()].concat());
                self.fired_ever = true;
                self.seen.push(Seen::Fired { level, round, who });
                if self.plan.rungs[rung].wait > 0 {
                    break;
                }
            }
            let next = self.plan.rungs.get(rung + 1);
            let goes_on = match next {
                None => false,
                Some(next) if !called.is_empty() => next.round == round,
                Some(_) => empty < self.plan.levels,
            };
            if !goes_on {
                break;
            }
            rung += 1;
        }
        if called.is_empty() && empty < self.plan.levels {
            return self.give_up(now);
        }
        if called.is_empty() {
            called = each_once([DEE].into_iter().chain(also).collect());
            self.fired_ever = true;
            self.seen.push(Seen::FellBack(called.clone()));
        }
        self.listen(rung, called, now);
    }

    fn listen(&mut self, rung: usize, called: Vec<Who>, now: i64) {
        let own = self.plan.rungs[rung].wait;
        let wait = if own == 0 { self.plan.rungs.last().unwrap().wait } else { own };
        self.doing = Doing::Calling { rung, since: now, wait, called, lost: Vec::new() };
    }

    fn give_up(&mut self, now: i64) {
        let rung = self.rung();
        self.seen.push(Seen::Exhausted);
        self.doing = Doing::GivenUp { rung, said: now };
    }

    fn members(&self, rung: usize, now: i64) -> Vec<Who> {
        let means = |target: &Target| self.table.means(target, now);
        each_once(self.plan.rungs[rung].targets.iter().flat_map(means).collect())
    }

    fn rung(&self) -> usize {
        match &self.doing {
            Doing::Delaying { .. } | Doing::Over => 0,
            Doing::Calling { rung, .. }
            | Doing::Held { rung, .. }
            | Doing::Asleep { rung, .. }
            | Doing::GivenUp { rung, .. } => *rung,
        }
    }

    /// Where a person who escalates sends it: the next rung, or the first level of the last round.
    fn pushed(&self) -> usize {
        let rung = self.rung();
        if !self.fired_ever {
            return rung;
        }
        if rung + 1 < self.plan.rungs.len() { rung + 1 } else { self.plan.rungs.len() - self.plan.levels }
    }

    /// Somebody does something.
    pub(super) fn deed(&mut self, deed: &Deed, now: i64) -> Vec<Seen> {
        let over = matches!(self.doing, Doing::Over);
        match *deed {
            Deed::Reopen(maintenance) if over => {
                self.fired_ever = false;
                self.doing = Doing::Delaying { until: now };
                self.suspended = maintenance.map(|minutes| Some(now + minutes));
                if self.suspended.is_none() {
                    self.tick(now);
                }
            }
            Deed::Resume => {
                self.suspended = None;
                self.settle(now);
            }
            _ if over => {}
            Deed::Ack(who) => self.acked(who, now),
            Deed::Escalate => self.call(self.pushed(), None, now),
            Deed::Snooze(by, minutes) => {
                self.doing = Doing::Asleep { rung: self.rung(), by, until: now + minutes };
            }
            Deed::Activity if self.plan.asks => self.stirred(now),
            Deed::Resolve => {
                self.suspended = None;
                self.doing = Doing::Over;
            }
            Deed::Suspend(minutes) => self.suspended = Some(minutes.map(|minutes| now + minutes)),
            Deed::Lose(who) | Deed::Edit(Edited::Removed(who)) => self.lost(who, now),
            Deed::Reassign(to) => self.reassigned(to, now),
            Deed::Raise if self.plan.low => self.raised(now),
            _ => {}
        }
        std::mem::take(&mut self.seen)
    }

    /// Ticks until a tick says nothing.
    fn settle(&mut self, now: i64) {
        loop {
            let before = self.seen.len();
            self.tick(now);
            if self.seen.len() == before {
                return;
            }
        }
    }

    fn acked(&mut self, who: Who, now: i64) {
        match &mut self.doing {
            Doing::Held { by, .. } if *by == who => self.stirred(now),
            Doing::Held { .. } | Doing::Asleep { .. } | Doing::Over => {}
            _ => self.doing = Doing::Held { rung: self.rung(), by: who, quiet: now, asked: false },
        }
    }

    fn stirred(&mut self, now: i64) {
        if let Doing::Held { quiet, asked, .. } = &mut self.doing {
            (*quiet, *asked) = (now, false);
        }
    }

    fn lost(&mut self, who: Who, now: i64) {
        let pushed = self.pushed();
        match &mut self.doing {
            Doing::Calling { rung, called, lost, .. } if called.contains(&who) && !lost.contains(&who) => {
                lost.push(who);
                let last_of_round = (*rung + 1).is_multiple_of(self.plan.levels);
                let all = lost.len() == called.len();
                if all && !last_of_round && !self.plan.low && self.suspended.is_none() {
                    let next = *rung + 1;
                    self.call(next, None, now);
                }
            }
            Doing::Held { by, .. } if *by == who => {
                self.seen.push(Seen::Unacked(who));
                self.call(pushed, None, now);
            }
            _ => {}
        }
    }

    fn reassigned(&mut self, to: Who, now: i64) {
        let mut called = match &self.doing {
            Doing::Calling { called, .. } => called.clone(),
            _ => Vec::new(),
        };
        called.retain(|who| *who != to);
        called.push(to);
        self.fired_ever = true;
        self.seen.push(Seen::Told(vec![to]));
        self.listen(self.rung(), called, now);
    }

    fn raised(&mut self, now: i64) {
        self.plan.low = false;
        match &mut self.doing {
            Doing::Calling { since, .. } => *since = now,
            Doing::Held { quiet, .. } => *quiet = now,
            _ => {}
        }
    }
}

fn each_once(people: Vec<Who>) -> Vec<Who> {
    let mut once = Vec::new();
    for who in people {
        if !once.contains(&who) {
            once.push(who);
        }
    }
    once
}
