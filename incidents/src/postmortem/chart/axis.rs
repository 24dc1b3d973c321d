//! Where an instant stands on the line, and which times are written below it.

use chrono::{DateTime, TimeDelta, Utc};

use crate::postmortem::stamp::Stamp;

/// The most times that fit below the line on a phone.
const MOST: i64 = 5;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The distances between times that people find natural, in seconds.
const STEPS: [i64; 16] = [
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    30 * DAY,
    90 * DAY,
];

/// The line of time.
pub(super) struct Axis {
    pub(super) start: DateTime<Utc>,
    pub(super) end: DateTime<Utc>,
    pub(super) left: f64,
    pub(super) width: f64,
}

impl Axis {
    /// The place of an instant; what lies outside stands at the nearer end.
    pub(super) fn x(&self, at: DateTime<Utc>) -> f64 {
        let whole = seconds(self.end - self.start);
        let part = seconds(at.clamp(self.start, self.end) - self.start);
        self.left + self.width * part / whole
    }

    /// Round local times within the line.
    pub(super) fn ticks(&self, stamp: &Stamp<'_>) -> Vec<(DateTime<Utc>, String)> {
        let span = (self.end - self.start).num_seconds();
        let step = STEPS.into_iter().find(|step| span / step < MOST).unwrap_or(span / MOST + 1);
        let offset = i64::from(stamp.zone.offset(self.start).local_minus_utc());
        let first = self.start.timestamp() + offset;
        let first = first + (step - first.rem_euclid(step)) % step - offset;
        let mut ticks = Vec::new();
        let mut at = DateTime::from_timestamp(first, 0).unwrap_or(self.end);
        while at <= self.end {
            ticks.push((at, label(at, step, stamp)));
            at += TimeDelta::seconds(step);
        }
        ticks
    }
}

fn label(at: DateTime<Utc>, step: i64, stamp: &Stamp<'_>) -> String {
    if step >= DAY {
        return stamp.zone.local(at).format("%b %-d").to_string();
    }
    let mut out = String::new();
    stamp.push_time(&mut out, at);
    out
}

#[expect(clippy::cast_precision_loss, reason = "a picture has fewer pixels than a float has digits")]
fn seconds(span: TimeDelta) -> f64 {
    span.num_seconds() as f64
}
