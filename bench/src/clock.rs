//! The time to the microsecond; the ledger's clock, which the program uses, counts whole milliseconds.

use chrono::{DateTime, TimeDelta, Utc};

/// The present instant.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "a measurement is made in real time")]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// A span in milliseconds.
#[must_use]
pub fn ms(span: TimeDelta) -> f64 {
    span.as_seconds_f64() * 1_000.0
}

/// Waits in real time.
pub async fn wait(span: TimeDelta) {
    incidents::Clock::system().sleep(span).await;
}
