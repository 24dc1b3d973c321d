//! The only place that reads the wall clock or sleeps.
//!
//! Tests and the demo move time by hand: nothing in the program can tell the difference.

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

/// Tells the time and waits for it.
#[derive(Debug, Clone)]
pub struct Clock(Kind);

#[derive(Debug, Clone)]
enum Kind {
    /// The machine's clock, shifted by a whole number of milliseconds (nought outside the demo).
    System(watch::Sender<TimeDelta>),
    ByHand(watch::Sender<DateTime<Utc>>),
}

/// Measures how long something really takes, whatever the clock shows meanwhile.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// How long it has been.
    #[must_use]
    pub fn elapsed(&self) -> std::time::Duration {
        self.0.elapsed()
    }
}

impl Clock {
    /// The machine's own clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Kind::System(watch::Sender::new(TimeDelta::zero())))
    }

    /// A clock that stands still until it is moved.
    #[must_use]
    pub fn by_hand(start: DateTime<Utc>) -> Self {
        Self(Kind::ByHand(watch::Sender::new(start)))
    }

    /// The present instant, to the millisecond: what is stored is what was decided upon.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &self.0 {
            Kind::System(shift) => Utc::now() + *shift.borrow(),
            Kind::ByHand(at) => *at.borrow(),
        };
        DateTime::from_timestamp_millis(now.timestamp_millis()).unwrap_or(now)
    }

    /// Moves time on: a clock by hand stands at the new instant, the machine's clock runs on from it.
    pub fn advance(&self, by: TimeDelta) {
        match &self.0 {
            Kind::System(shift) => shift.send_modify(|shift| *shift += by),
            Kind::ByHand(at) => at.send_modify(|at| *at += by),
        }
    }

    /// Waits until the clock shows `at` or later. Moving the clock wakes the sleeper.
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub async fn sleep_until(&self, at: DateTime<Utc>) {
        match &self.0 {
            Kind::System(shift) => {
                let mut moved = shift.subscribe();
                loop {
                    let Ok(left) = (at - self.now()).to_std() else { return };
                    if left.is_zero() {
                        return;
                    }
                    tokio::select! {
                        () = tokio::time::sleep(left) => {}
                        _ = moved.changed() => {}
                    }
                }
            }
            Kind::ByHand(now) => {
                let mut moved = now.subscribe();
                // The sender lives as long as `self`, so the wait cannot end in an error.
                drop(moved.wait_for(|now| *now >= at).await);
            }
        }
    }

    /// Begins to measure how long something takes.
    #[must_use]
    pub fn stopwatch(&self) -> Stopwatch {
        Stopwatch(std::time::Instant::now())
    }

    /// Waits for `span` by this clock.
    pub async fn sleep(&self, span: TimeDelta) {
        self.sleep_until(self.now() + span).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_sleeper_wakes_when_time_is_moved_past_its_instant() {
        let start = DateTime::from_timestamp_millis(1_700_000_000_000).unwrap();
        let clock = Clock::by_hand(start);
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move {
                clock.sleep_until(start + TimeDelta::minutes(5)).await;
                clock.now()
            }
        });
        clock.advance(TimeDelta::minutes(4));
        clock.advance(TimeDelta::minutes(1));
        assert_eq!(sleeper.await.unwrap(), start + TimeDelta::minutes(5));
    }
}
