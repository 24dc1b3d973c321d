//! A place in the line, and the leave to call: both give themselves back when they are dropped.

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::super::call::Call;
use super::super::failure::{Failure, Scope};
use super::super::headers::BucketNews;
use super::Limiter;
use super::state::Waiter;

/// A place in the line.
pub(super) struct Place {
    limiter: Limiter,
    pub waiter: Waiter,
    has_gone: bool,
}

impl Place {
    pub fn queue(limiter: Limiter, call: &Call) -> Self {
        let waiter = limiter.lock().queue(call, limiter.now());
        Self { limiter, waiter, has_gone: false }
    }

    /// The verdict was to go.
    pub fn go(mut self) -> Permit {
        self.has_gone = true;
        self.limiter.ring();
        Permit { limiter: self.limiter.clone(), waiter: self.waiter.clone() }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.has_gone {
            self.limiter.lock().leave(&self.waiter);
            self.limiter.ring();
        }
    }
}

/// The leave to make one call.
pub(in super::super) struct Permit {
    limiter: Limiter,
    waiter: Waiter,
}

impl Permit {
    /// Learns the bucket's state from an answer.
    pub fn learn(&self, status: StatusCode, headers: &HeaderMap) {
        let now = self.limiter.now();
        let mut state = self.limiter.lock();
        if let Some(news) = BucketNews::read(headers) {
            state.learn(&self.waiter, &news, now);
        }
        if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
            state.refused(now);
        }
    }

    /// Learns from a failure how long to hold what.
    pub fn failed(&self, failure: &Failure) {
        let mut state = self.limiter.lock();
        state.wait(&self.waiter, failure);
        if matches!(failure, Failure::RetryAfter { scope, .. } if *scope != Scope::Shared) {
            state.refused(self.limiter.now());
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.limiter.lock().landed(&self.waiter);
        self.limiter.ring();
    }
}
