//! Rate limits, counted in windows of the simulator's clock.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};

use crate::{
    faults::Scope,
    options::{Limits, Options},
};

/// How often requests of one sort are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quota {
    most: u32,
    window_ms: i64,
}

/// What the headers say after a request was counted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Standing {
    pub(crate) most: u32,
    pub(crate) left: u32,
    pub(crate) resets_at: DateTime<Utc>,
    pub(crate) reset_after: Duration,
    pub(crate) bucket: String,
}

/// Whether a request may pass.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Verdict {
    /// No limit is counted on this route.
    Uncounted,
    /// It may.
    Passes(Standing),
    /// It came too early.
    TooMany { scope: Scope, retry_after: Duration, standing: Option<Standing> },
}

#[derive(Debug)]
struct Window {
    used: u32,
    ends: DateTime<Utc>,
}

/// What was used of every quota.
#[derive(Debug)]
pub(crate) struct Rates {
    limits: Limits,
    global: Option<Window>,
    buckets: HashMap<(String, String), Window>,
    /// When requests were answered 401, 403 or 429 (not shared): ten thousand in ten minutes ban an address.
    invalid: Vec<DateTime<Utc>>,
}

impl Rates {
    /// Nothing used yet.
    pub(crate) fn new(options: &Options) -> Self {
        Self { limits: options.limits, global: None, buckets: HashMap::new(), invalid: Vec::new() }
    }

    /// Changes which limits are enforced from now on.
    pub(crate) fn enforce(&mut self, limits: Limits) {
        self.limits = limits;
        self.global = None;
        self.buckets.clear();
    }

    /// Counts a request on `route` (its method and pattern) about `major` (the channel, server or webhook in its path).
    pub(crate) fn count(&mut self, route: &str, major: &str, now: DateTime<Utc>) -> Verdict {
        let Limits::Discord { global_per_second } = self.limits else { return Verdict::Uncounted };
        let is_answer = route.contains("/callback") || route.contains("/webhooks/");
        if !is_answer {
            let quota = Quota { most: global_per_second, window_ms: 1000 };
            let window = self.global.get_or_insert(Window { used: 0, ends: now });
            if let Err(retry_after) = window.take(quota, now) {
                return Verdict::TooMany { scope: Scope::Global, retry_after, standing: None };
            }
        }
        let quota = quota_of(route);
        let key = (bucket_of(route), major.to_owned());
        let bucket = format!("{:016x}", fingerprint(&key.0));
        let window = self.buckets.entry(key).or_insert(Window { used: 0, ends: now });
        let taken = window.take(quota, now);
        let standing = Standing {
            most: quota.most,
            left: quota.most.saturating_sub(window.used),
            resets_at: window.ends,
            reset_after: window.ends - now,
            bucket,
        };
        match taken {
            Ok(()) => Verdict::Passes(standing),
            Err(retry_after) => {
                Verdict::TooMany { scope: Scope::User, retry_after, standing: Some(standing) }
            }
        }
    }

    /// Notes a request that counts as invalid.
    pub(crate) fn count_invalid(&mut self, now: DateTime<Utc>) {
        self.invalid.push(now);
    }

    /// How many invalid requests came in the last ten minutes.
    pub(crate) fn invalid_lately(&mut self, now: DateTime<Utc>) -> usize {
        self.invalid.retain(|&at| now - at < Duration::minutes(10));
        self.invalid.len()
    }
}

impl Window {
    fn take(&mut self, quota: Quota, now: DateTime<Utc>) -> Result<(), Duration> {
        if now >= self.ends {
            *self = Self { used: 0, ends: now + Duration::milliseconds(quota.window_ms) };
        }
        if self.used >= quota.most {
            return Err(self.ends - now);
        }
        self.used += 1;
        Ok(())
    }
}

/// The numbers are what clients measured; Discord publishes none.
fn quota_of(route: &str) -> Quota {
    let (most, window_ms) = match route {
        "POST /channels/{}/messages" | "PATCH /channels/{}/messages/{}" => (5, 5_000),
        "DELETE /channels/{}/messages/{}" => (5, 1_000),
        route if is_reaction(route) => (1, 250),
        route if route.contains("/pins/") => (5, 5_000),
        route if route.contains("/webhooks/") => (5, 2_000),
        route if route.contains("/members/") && route.contains("/roles/") => (10, 10_000),
        route if route.contains("/commands") => (5, 20_000),
        _ => (50, 1_000),
    };
    Quota { most, window_ms }
}

/// Some routes share a bucket.
fn bucket_of(route: &str) -> String {
    if is_reaction(route) { "reactions".to_owned() } else { route.to_owned() }
}

fn is_reaction(route: &str) -> bool {
    route.contains("/reactions/") && !route.starts_with("GET")
}

fn fingerprint(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |mark, byte| (mark ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
