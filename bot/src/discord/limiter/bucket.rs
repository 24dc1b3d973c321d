//! One bucket of Discord's: how many calls are left until it fills again.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::super::call::Priority;
use super::super::headers::BucketNews;

/// Who waits, in the order in which they go: by urgency, then by arrival.
pub(super) type Turn = (Priority, u64);

/// What is known of one bucket; a fresh one knows nothing and lets everything through.
#[derive(Debug, Default)]
pub(super) struct Bucket {
    window: Option<Window>,
    /// What Discord said last: so many calls in so long.
    pace: Option<(u32, TimeDelta)>,
    /// Closed by a 429 until then, whatever the window says.
    closed_until: Option<DateTime<Utc>>,
    pub is_shared: bool,
    pub in_flight: u32,
    pub waiting: BTreeSet<Turn>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    remaining: u32,
    resets_at: DateTime<Utc>,
    source: Source,
}

/// Where our idea of a window comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Told,
    /// The last one is over, and we expect the next to be like it until an answer tells.
    Guessed,
}

impl Bucket {
    /// When the next call may go, if not at once.
    pub fn opens_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let window = self.window.filter(|window| window.remaining == 0).map(|window| window.resets_at);
        self.closed_until.max(window).filter(|at| *at > now)
    }

    /// Takes one call out.
    pub fn take(&mut self, now: DateTime<Utc>) {
        if self.window.is_none_or(|window| window.resets_at <= now) {
            self.window = self.pace.map(|(limit, span)| Window {
                remaining: limit.saturating_sub(self.in_flight),
                resets_at: now + span,
                source: Source::Guessed,
            });
        }
        if let Some(window) = &mut self.window {
            window.remaining = window.remaining.saturating_sub(1);
        }
        self.in_flight += 1;
    }

    /// Learns from an answer. Answers overtake one another, so within a window the count only falls; calls still out are not
    /// yet in Discord's count.
    pub fn learn(&mut self, news: &BucketNews, now: DateTime<Utc>) {
        let told = Window {
            remaining: news.remaining.saturating_sub(self.in_flight.saturating_sub(1)),
            resets_at: now + news.resets_after,
            source: Source::Told,
        };
        self.pace = Some((news.limit, news.resets_after));
        self.window = Some(match self.window {
            Some(known) if known.source == Source::Told && known.resets_at > now => Window {
                remaining: known.remaining.min(news.remaining),
                resets_at: known.resets_at.max(told.resets_at),
                source: Source::Told,
            },
            _ => told,
        });
    }

    /// Closes after a 429.
    pub fn close(&mut self, until: DateTime<Utc>, is_shared: bool) {
        self.closed_until = self.closed_until.max(Some(until));
        self.is_shared = is_shared;
    }

    /// Takes over what another knows: the route turned out to belong to this bucket.
    pub fn absorb(&mut self, other: Self) {
        self.closed_until = self.closed_until.max(other.closed_until);
        self.in_flight += other.in_flight;
        self.waiting.extend(other.waiting);
    }

    /// Whether forgetting it loses nothing.
    pub fn is_idle(&self, now: DateTime<Utc>) -> bool {
        self.in_flight == 0
            && self.waiting.is_empty()
            && self.closed_until.is_none_or(|at| at <= now)
            && self.window.is_none_or(|window| window.resets_at <= now)
    }
}
