//! A bell that rings only when whoever sleeps would otherwise sleep too long: most wishes are for what is due later anyway, and
//! looking each time costs more than the wish did.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};
use tokio::sync::Notify;

/// Rung when something is due sooner than its one listener will look by itself.
#[derive(Debug)]
pub struct Bell {
    notify: Notify,
    looks_at_ms: AtomicI64,
}

impl Default for Bell {
    fn default() -> Self {
        Self { notify: Notify::new(), looks_at_ms: AtomicI64::new(i64::MAX) }
    }
}

impl Bell {
    /// From now on every ring is heard. To be called before looking at what is due, so that nothing falls between looking and
    /// sleeping.
    pub fn listen(&self) {
        self.looks_at_ms.store(i64::MAX, Ordering::SeqCst);
    }

    /// Waits for a ring about something due before `looks_at`, when the listener looks by itself, or due already.
    pub async fn rung_before(&self, looks_at: DateTime<Utc>) {
        self.looks_at_ms.store(looks_at.timestamp_millis(), Ordering::SeqCst);
        self.notify.notified().await;
    }

    /// Rings about something that another process left.
    pub fn ring_at_once(&self) {
        self.notify.notify_one();
    }

    /// Rings about something due at `due`. What is due at once always rings: a clock that was set may have moved the instant at which
    /// the listener meant to look.
    pub(super) fn ring(&self, due: DateTime<Utc>, now: DateTime<Utc>) {
        if due <= now || due.timestamp_millis() < self.looks_at_ms.load(Ordering::SeqCst) {
            self.notify.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use futures::FutureExt as _;

    use super::*;

    #[test]
    fn it_rings_for_what_is_due_before_the_listener_looks() {
        let now: DateTime<Utc> = "2024-06-02T14:00:00Z".parse().unwrap();
        let seconds = TimeDelta::seconds;
        for (looks, due, rings) in [
            (None, 60, true),
            (Some(30), 29, true),
            (Some(30), 30, false),
            (Some(30), 31, false),
            (Some(-60), 0, true),
            (Some(-60), 1, false),
        ] {
            let bell = Bell::default();
            if let Some(looks) = looks {
                assert!(bell.rung_before(now + seconds(looks)).now_or_never().is_none());
            }
            bell.ring(now + seconds(due), now);
            assert_eq!(bell.notify.notified().now_or_never().is_some(), rings, "looks {looks:?}, due {due}");
        }
    }

    #[test]
    fn what_is_put_between_looking_and_sleeping_is_heard() {
        let now: DateTime<Utc> = "2024-06-02T14:00:00Z".parse().unwrap();
        let bell = Bell::default();
        assert!(bell.rung_before(now + TimeDelta::seconds(1)).now_or_never().is_none());
        bell.listen();
        bell.ring(now + TimeDelta::seconds(5), now);
        assert!(bell.rung_before(now + TimeDelta::seconds(30)).now_or_never().is_some());
    }
}
