//! Holds calls back before Discord would: per bucket, in all, and when too many were refused.
//!
//! A short wait is waited here, where the most urgent call goes first when a bucket opens. A long one is handed back, so that
//! nobody holds a row of the outbox for minutes. Memory is bounded: what has been quiet for a while is forgotten.

mod bucket;
mod global;
mod permit;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, MutexGuard};

use chrono::{DateTime, TimeDelta, Utc};
use incidents::clock::Clock;
use tokio::sync::Notify;

use self::permit::{Permit, Place};
use self::state::{State, Verdict};
use super::call::Call;
use super::failure::{Failure, Scope};

/// The limits we keep by ourselves.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Calls in any second, over everything but interactions.
    pub global_per_second: usize,
    /// The longest wait that is waited here instead of being handed back.
    pub patience: TimeDelta,
    /// Refused calls in ten minutes after which only answers to interactions go out. Discord's own end is 10,000.
    pub refusals: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { global_per_second: 50, patience: TimeDelta::seconds(5), refusals: 1_000 }
    }
}

/// The limiter; clones share their state.
#[derive(Clone)]
pub(super) struct Limiter(Arc<Shared>);

struct Shared {
    limits: Limits,
    clock: Clock,
    state: Mutex<State>,
    /// Rings whenever somebody who waits may have come to the front.
    bell: Notify,
}

impl Limiter {
    pub fn new(limits: Limits, clock: Clock) -> Self {
        let state = Mutex::new(State::new(limits.global_per_second, limits.refusals));
        Self(Arc::new(Shared { limits, clock, state, bell: Notify::new() }))
    }

    /// Waits until the call may go out, or says when it may.
    pub async fn enter(&self, call: &Call) -> Result<Permit, Failure> {
        let shared = &self.0;
        let patient_until = shared.clock.now() + shared.limits.patience;
        let place = Place::queue(self.clone(), call);
        loop {
            let mut bell = std::pin::pin!(shared.bell.notified());
            bell.as_mut().enable();
            let verdict = self.lock().may_go(&place.waiter, shared.clock.now());
            match verdict {
                Verdict::Go => return Ok(place.go()),
                Verdict::NotBefore { at, scope } if at > patient_until => {
                    return Err(Failure::RetryAfter { at, scope });
                }
                Verdict::NotBefore { at, .. } => tokio::select! {
                    () = shared.clock.sleep_until(at) => {}
                    () = bell => {}
                },
                Verdict::BehindAnother => bell.await,
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().expect("nothing panics while it holds the limiter")
    }

    fn now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    fn ring(&self) {
        self.0.bell.notify_waiters();
    }
}

/// The scope of a wait that a bucket causes.
const fn bucket_scope(is_shared: bool) -> Scope {
    if is_shared { Scope::Shared } else { Scope::Bucket }
}
