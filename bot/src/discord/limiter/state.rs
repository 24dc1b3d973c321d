//! All that the limiter knows, behind one lock that is never held over an await.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::super::call::{Call, Priority};
use super::super::failure::{Failure, Scope};
use super::super::headers::BucketNews;
use super::bucket::{Bucket, Turn};
use super::bucket_scope;
use super::global::Global;
use super::refusals::Refusals;

/// How many buckets are kept before idle ones are forgotten.
const MANY_BUCKETS: usize = 512;

/// A kind of call: its method and its path without ids.
pub(super) type Route = (reqwest::Method, &'static str);

/// A bucket's name (a route until Discord has named one) and the top-level id counted apart.
type BucketId = (String, String);

/// Somebody who wants to call.
#[derive(Debug, Clone)]
pub(super) struct Waiter {
    pub route: Route,
    pub major: String,
    pub turn: Turn,
    pub is_global: bool,
}

/// Whether somebody may call now.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Go,
    NotBefore {
        at: DateTime<Utc>,
        scope: Scope,
    },
    /// The door is open, and somebody more urgent is about to go through.
    BehindAnother,
}

pub(super) struct State {
    names: HashMap<Route, String>,
    buckets: HashMap<BucketId, Bucket>,
    global: Global,
    refusals: Refusals,
    last_turn: u64,
}

impl State {
    pub fn new(global_per_second: usize, refusals: u32) -> Self {
        Self {
            names: HashMap::new(),
            buckets: HashMap::new(),
            global: Global::new(global_per_second),
            refusals: Refusals::new(refusals),
            last_turn: 0,
        }
    }

    /// Puts a call in line.
    pub fn queue(&mut self, call: &Call, now: DateTime<Utc>) -> Waiter {
        self.forget_idle(now);
        self.last_turn += 1;
        let waiter = Waiter {
            route: (call.method.clone(), call.route),
            major: call.major.clone(),
            turn: (call.priority, self.last_turn),
            is_global: call.is_global,
        };
        self.bucket(&waiter).waiting.insert(waiter.turn);
        waiter
    }

    /// Decides, and takes the call out when it may go.
    pub fn may_go(&mut self, waiter: &Waiter, now: DateTime<Utc>) -> Verdict {
        let is_answer = waiter.turn.0 == Priority::Answer;
        if let Some(at) = self.refusals.braked_until(now).filter(|_| !is_answer) {
            return Verdict::NotBefore { at, scope: Scope::Brake };
        }
        let bucket = self.bucket(waiter);
        let is_first = bucket.waiting.first() == Some(&waiter.turn);
        let closed = bucket.opens_at(now).map(|at| (at, bucket_scope(bucket.is_shared)));
        if let Some((at, scope)) = closed {
            self.global.waiting.remove(&waiter.turn);
            return Verdict::NotBefore { at, scope };
        }
        if !is_first {
            return Verdict::BehindAnother;
        }
        if waiter.is_global {
            self.global.waiting.insert(waiter.turn);
            if let Some(at) = self.global.opens_at(now) {
                return Verdict::NotBefore { at, scope: Scope::Global };
            }
            if self.global.waiting.first() != Some(&waiter.turn) {
                return Verdict::BehindAnother;
            }
            self.global.take(now);
        }
        self.bucket(waiter).take(now);
        self.leave(waiter);
        Verdict::Go
    }

    /// Takes somebody out of every line.
    pub fn leave(&mut self, waiter: &Waiter) {
        self.global.waiting.remove(&waiter.turn);
        self.bucket(waiter).waiting.remove(&waiter.turn);
    }

    /// An answer arrived, or never will.
    pub fn landed(&mut self, waiter: &Waiter) {
        let bucket = self.bucket(waiter);
        bucket.in_flight = bucket.in_flight.saturating_sub(1);
    }

    /// Learns what an answer's headers say.
    pub fn learn(&mut self, waiter: &Waiter, news: &BucketNews, now: DateTime<Utc>) {
        if self.names.get(&waiter.route) != Some(&news.name) {
            self.rename(waiter, &news.name);
        }
        self.bucket(waiter).learn(news, now);
    }

    /// Learns from a 429.
    pub fn wait(&mut self, waiter: &Waiter, failure: &Failure) {
        match failure {
            Failure::RetryAfter { at, scope: Scope::Global } => self.global.hold(*at),
            Failure::RetryAfter { at, scope } => self.bucket(waiter).close(*at, *scope == Scope::Shared),
            Failure::Unavailable { .. } | Failure::Refused(_) => {}
        }
    }

    /// Counts a refusal.
    pub fn refused(&mut self, now: DateTime<Utc>) {
        self.refusals.count(now);
    }

    /// Discord has named the bucket of a route: all that is known of the route so far moves under that name.
    fn rename(&mut self, waiter: &Waiter, name: &str) {
        let old = self.name(&waiter.route);
        self.names.insert(waiter.route.clone(), name.to_owned());
        let majors: Vec<String> = self
            .buckets
            .keys()
            .filter(|(bucket, _)| *bucket == old)
            .map(|(_, major)| major.clone())
            .collect();
        if self.names.values().any(|other| *other == old) {
            return;
        }
        for major in majors {
            if let Some(bucket) = self.buckets.remove(&(old.clone(), major.clone())) {
                self.buckets.entry((name.to_owned(), major)).or_default().absorb(bucket);
            }
        }
    }

    fn bucket(&mut self, waiter: &Waiter) -> &mut Bucket {
        let name = self.name(&waiter.route);
        self.buckets.entry((name, waiter.major.clone())).or_default()
    }

    fn name(&self, route: &Route) -> String {
        self.names.get(route).cloned().unwrap_or_else(|| format!("{} {}", route.0, route.1))
    }

    fn forget_idle(&mut self, now: DateTime<Utc>) {
        if self.buckets.len() >= MANY_BUCKETS {
            self.buckets.retain(|_, bucket| !bucket.is_idle(now));
        }
    }
}

/// What the limiter's tests count.
#[cfg(test)]
mod tests {
    use super::State;

    impl State {
        pub fn bucket_count(&self) -> usize {
            self.buckets.len()
        }

        pub fn waiting_count(&self) -> usize {
            self.buckets.values().map(|bucket| bucket.waiting.len()).sum()
        }

        pub fn in_flight_count(&self) -> u32 {
            self.buckets.values().map(|bucket| bucket.in_flight).sum()
        }
    }
}
