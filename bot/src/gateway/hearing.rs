//! What was heard so far, for whoever must wait until all of it is dealt with: a graceful stop, readiness, a test.

use chrono::{DateTime, Utc};
use tokio::sync::watch;

/// How the connection is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Link {
    /// Not ready: connecting, or waiting to.
    #[default]
    Down,
    /// Ready; what happens reaches us.
    Up,
    /// Another process listens, and this one stands by.
    Resting,
}

/// A count of what was heard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hearing {
    /// How the connection is.
    pub link: Link,
    /// When the next session is tried, while the link is down and somebody waits.
    pub retry_at: Option<DateTime<Utc>>,
    /// Sessions begun since the program started.
    pub sessions: u64,
    /// Events received in the present session, READY included: the sequence number of the last, once all have come. A
    /// resumed session goes on counting.
    pub received_in_session: u64,
    /// Events received whose handling is not over.
    pub in_flight: u64,
}

impl Hearing {
    pub(super) fn began(&mut self) {
        self.sessions += 1;
        self.received_in_session = 0;
        self.link = Link::Down;
        self.retry_at = None;
    }

    pub(super) fn rests(&mut self) {
        self.link = Link::Resting;
        self.retry_at = None;
    }

    pub(super) fn lost(&mut self, retry_at: Option<DateTime<Utc>>) {
        self.link = Link::Down;
        self.retry_at = retry_at;
    }
}

/// One event being handled; it counts as handled when this is dropped, be it by a panic.
pub(super) struct InFlight(watch::Sender<Hearing>);

impl InFlight {
    pub fn begin(hearing: &watch::Sender<Hearing>, session: u64) -> Self {
        hearing.send_modify(|hearing| {
            hearing.in_flight += 1;
            // An event of the session before may still be on its way through the runtime.
            if hearing.sessions == session {
                hearing.received_in_session += 1;
            }
        });
        Self(hearing.clone())
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.send_modify(|hearing| hearing.in_flight -= 1);
    }
}
