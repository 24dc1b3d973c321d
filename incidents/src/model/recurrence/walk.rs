//! From times on the wall to instants.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use crate::model::zone::Zone;

/// Clocks that change do so at most once within this.
const QUIET: TimeDelta = TimeDelta::days(2);

/// The first run after an instant of what happens once for each time on the wall: a time that came twice counts
/// the first time, and one that never came counts at the first instant after it.
///
/// `first_from` gives the pattern's first time at or after another.
pub(super) fn once(
    after: DateTime<Utc>,
    zone: Zone,
    first_from: impl Fn(NaiveDateTime) -> Option<NaiveDateTime>,
) -> Option<DateTime<Utc>> {
    let mut from = zone.local(after);
    loop {
        let local = first_from(from)?;
        let at = zone.resolve(local).first();
        if at > after {
            return Some(at);
        }
        from = local + TimeDelta::seconds(1);
    }
}

/// The first run after an instant of what happens every hour or more often: it goes on through an hour that comes
/// twice. A time that never came counts at the first instant after it.
pub(super) fn elapsed(
    after: DateTime<Utc>,
    zone: Zone,
    first_from: impl Fn(NaiveDateTime) -> Option<NaiveDateTime>,
) -> Option<DateTime<Utc>> {
    let offset = zone.offset(after);
    let local = first_from(zone.local(after) + TimeDelta::nanoseconds(1))?;
    let straight = (local - offset).and_utc();
    if straight - after > QUIET {
        return Some(zone.resolve(local).first());
    }
    let Some(change) = zone.change_between(after, straight) else { return Some(straight) };
    let shown = zone.local(change);
    if local < shown {
        return Some(change);
    }
    Some((first_from(shown)? - zone.offset(change)).and_utc())
}
