//! Every zone, every transition of the years ahead: no handoff is missed and none happens twice.

use chrono::{Datelike, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::TZ_VARIANTS;

use super::*;

/// The instants at which `zone` changes its offset, found by halving the fortnights in which it did.
fn transitions(zone: Tz) -> Vec<DateTime<Utc>> {
    let (mut at, end) = (at("2020-01-01T00:00:00Z"), at("2038-01-01T00:00:00Z"));
    let mut found = Vec::new();
    while at < end {
        let next = at + TimeDelta::days(14);
        if offset(zone, at) != offset(zone, next) {
            found.push(halved(zone, at, next));
        }
        at = next;
    }
    found
}

fn halved(zone: Tz, mut before: DateTime<Utc>, mut after: DateTime<Utc>) -> DateTime<Utc> {
    while after - before > TimeDelta::seconds(1) {
        let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
        if offset(zone, middle) == offset(zone, before) { before = middle } else { after = middle }
    }
    after
}

fn offset(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}

/// The wall times worth handing off at around a transition: its edges, and the middle of the gap or fold.
fn wall_times(zone: Tz, transition: DateTime<Utc>) -> [NaiveDateTime; 4] {
    let shown = |at: DateTime<Utc>| at.with_timezone(&zone).naive_local();
    let (old, new) = (shown(transition - TimeDelta::seconds(1)) + TimeDelta::seconds(1), shown(transition));
    [old, new, old + (new - old) / 2, old - TimeDelta::minutes(1)]
}

/// Steps by the rotation's own handoffs and checks that there is one for each of ten days, a day apart on the wall.
#[track_caller]
fn each_day_hands_over_once(zone: Tz, transition: DateTime<Utc>, wall: NaiveDateTime) {
    let start = transition - TimeDelta::days(5);
    let handoff = HandoffTime { time: wall.time(), weekday: None };
    let rotation = Rotation::new(vec![ANA, BEN, CLEO], start, Length::Days(1), handoff, zone).unwrap();
    let first = rotation.next_handoff_after(start);
    let mut now = first;
    for turn in 1..10 {
        let next = rotation.next_handoff_after(now);
        let apart = next - now;
        assert!(
            apart >= TimeDelta::hours(20) && apart <= TimeDelta::hours(28),
            "{zone} {wall}: {now} to {next}"
        );
        let second = TimeDelta::seconds(1);
        assert_eq!(rotation.person_at(next - second), Some([ANA, BEN, CLEO][turn % 3]), "{zone} {next}");
        assert_eq!(rotation.person_at(next), Some([BEN, CLEO, ANA][turn % 3]), "{zone} {next}");
        now = next;
    }
    let shown = |at: DateTime<Utc>| at.with_timezone(&zone).naive_local();
    assert_eq!(shown(now) - shown(first), TimeDelta::days(9), "{zone} {transition} {wall}");
}

#[track_caller]
fn each_week_hands_over_once(zone: Tz, transition: DateTime<Utc>, wall: NaiveDateTime) {
    let start = transition - TimeDelta::days(10);
    let handoff = HandoffTime { time: wall.time(), weekday: Some(wall.weekday()) };
    let rotation = Rotation::new(vec![ANA, BEN], start, Length::Weeks(1), handoff, zone).unwrap();
    let handoffs: Vec<_> = std::iter::successors(Some(start), |at| Some(rotation.next_handoff_after(*at)))
        .skip(1)
        .take_while(|at| *at < transition + TimeDelta::days(11))
        .collect();
    assert_eq!(handoffs.len(), 3, "{zone} {transition} {wall}: {handoffs:?}");
    let held: Vec<_> = handoffs.iter().map(|at| rotation.person_at(*at).unwrap()).collect();
    assert_eq!(held, [BEN, ANA, BEN], "{zone} {transition} {wall}");
}

#[test]
fn no_zone_and_no_transition_misses_or_doubles_a_handoff() {
    let mut checked = 0;
    for zone in TZ_VARIANTS {
        for transition in transitions(zone) {
            for wall in wall_times(zone, transition) {
                each_day_hands_over_once(zone, transition, wall);
                each_week_hands_over_once(zone, transition, wall);
                checked += 1;
            }
        }
    }
    assert!(checked > 20_000, "only {checked} were checked");
}
