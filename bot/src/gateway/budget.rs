//! IDENTIFYs, counted over restarts: at a thousand in a day Discord resets the token.

use chrono::{DateTime, TimeDelta, Utc};
use tracing::error;

/// From so many in an hour on, somebody must look.
const ALARM_PER_HOUR: u64 = 10;

/// At so many in a day we stop until the day is over.
const STOP_PER_DAY: u64 = 500;

/// How often to look again while stopped.
const LOOK_AGAIN: TimeDelta = TimeDelta::minutes(10);

/// Where IDENTIFYs are written down, so that a program that is restarted in a loop counts them all.
#[serenity::async_trait]
pub trait IdentifyLog: Send + Sync {
    /// Writes one down.
    async fn record(&self, at: DateTime<Utc>);

    /// How many were written down at `at` or after.
    async fn since(&self, at: DateTime<Utc>) -> u64;
}

/// Until when no session may start, if the day's budget is used up. Sounds the alarm on the way there.
pub(super) async fn held_until(log: &dyn IdentifyLog, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let in_an_hour = log.since(now - TimeDelta::hours(1)).await;
    if in_an_hour >= ALARM_PER_HOUR {
        error!(in_an_hour, "the gateway keeps losing us: look at the network and at Discord's status page");
    }
    let in_a_day = log.since(now - TimeDelta::days(1)).await;
    if in_a_day < STOP_PER_DAY {
        return None;
    }
    error!(in_a_day, "no new session for now: at 1,000 IDENTIFYs in a day Discord resets the token");
    Some(now + LOOK_AGAIN)
}
