//! From a time on the wall to an instant, where clocks jump.

use chrono::{DateTime, LocalResult, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// The instant at which a clock in `zone` first shows `wall`.
///
/// A time that the clock skips happens at the first instant after the gap, a time that it shows twice at the first.
pub(super) fn instant(zone: Tz, wall: NaiveDateTime) -> DateTime<Utc> {
    match zone.from_local_datetime(&wall) {
        LocalResult::Single(at) => at.to_utc(),
        LocalResult::Ambiguous(one, other) => one.min(other).to_utc(),
        LocalResult::None => end_of_gap(zone, wall),
    }
}

/// What a clock in `zone` shows at `at`.
pub(super) fn shown(zone: Tz, at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&zone).naive_local()
}

/// No offset is as far from UTC as this, so the gap lies between the wall time less and plus it.
const FARTHEST_OFFSET: TimeDelta = TimeDelta::hours(30);

/// Halves the neighbourhood of the gap down to the second at which the clock jumps over `wall`.
fn end_of_gap(zone: Tz, wall: NaiveDateTime) -> DateTime<Utc> {
    let mut before = (wall.and_utc() - FARTHEST_OFFSET).timestamp();
    let mut after = (wall.and_utc() + FARTHEST_OFFSET).timestamp();
    let jumped = |second: i64| DateTime::from_timestamp(second, 0).is_none_or(|at| shown(zone, at) >= wall);
    while after - before > 1 {
        let middle = before.midpoint(after);
        if jumped(middle) { after = middle } else { before = middle }
    }
    DateTime::from_timestamp(after, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}
