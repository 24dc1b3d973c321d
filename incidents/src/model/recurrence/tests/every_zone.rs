//! No run is missed or doubled around any change of any clock.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike, Utc};

use crate::model::recurrence::Recurrence;
use crate::model::zone::{Resolved, Zone, transitions};

/// All runs in `(from, to]`, which must come in order.
fn runs(line: &str, zone: Zone, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let recurrence = Recurrence::parse(line).unwrap();
    let next = |after: &DateTime<Utc>| recurrence.next_after(*after, zone, from).filter(|at| at <= &to);
    let runs: Vec<_> = std::iter::successors(next(&from), next).collect();
    assert!(runs.is_sorted_by(|a, b| a < b), "{line} in {zone}: {runs:?}");
    runs
}

/// A daily run at a time runs once for each date, at that time unless the clock never showed it.
fn once_a_day(at: NaiveDateTime, zone: Zone, around: DateTime<Utc>) {
    let (from, to) = (around - TimeDelta::hours(50), around + TimeDelta::hours(50));
    let expected: Vec<_> = (-4..=4)
        .map(|days| zone.resolve(at + TimeDelta::days(days)))
        .map(|resolved| match resolved {
            Resolved::One(at) | Resolved::Fold(at, _) | Resolved::Gap(at) => at,
        })
        .filter(|at| from < *at && *at <= to)
        .collect();
    assert!(expected.len() >= 3, "{zone} {around}");
    for line in
        [format!("{} {} * * *", at.minute(), at.hour()), format!("every day at {}", at.format("%H:%M"))]
    {
        assert_eq!(runs(&line, zone, from, to), expected, "{line} in {zone} around {around}");
    }
}

/// A line that runs through every hour runs at each matching minute of elapsed time, and where a gap swallowed one.
fn every_period(line: &str, minutes: u32, zone: Zone, around: DateTime<Utc>) {
    let (from, to) = (around - TimeDelta::hours(4), around + TimeDelta::hours(4));
    let matches = |at: &DateTime<Utc>| {
        let local = zone.local(*at);
        local.minute().is_multiple_of(minutes) && local.second() == 0
    };
    let steps = (to - from).num_minutes();
    let mut expected: BTreeSet<_> =
        (1..=steps).map(|step| from + TimeDelta::minutes(step)).filter(matches).collect();
    let (before, after) = (zone.local(around - TimeDelta::seconds(1)), zone.local(around));
    let skipped = (1..(after - before).num_minutes())
        .map(|minute| before + TimeDelta::seconds(1) + TimeDelta::minutes(minute - 1));
    if skipped.into_iter().any(|local| local.minute().is_multiple_of(minutes)) {
        expected.insert(around);
    }
    assert_eq!(runs(line, zone, from, to), Vec::from_iter(expected), "{line} in {zone} around {around}");
}

#[test]
fn no_run_is_missed_or_doubled_around_any_change_of_any_clock() {
    let mut changes_seen = 0;
    for (zone, changes) in transitions::of_every_place(2020, 2037) {
        for change in changes {
            changes_seen += 1;
            let before = zone.local(change - TimeDelta::seconds(1)) + TimeDelta::seconds(1);
            let after = zone.local(change);
            for local in
                [before, after, before.min(after) + TimeDelta::minutes(30), after - TimeDelta::minutes(15)]
            {
                once_a_day(local, zone, change);
            }
            every_period("0 * * * *", 60, zone, change);
            every_period("*/15 * * * *", 15, zone, change);
        }
    }
    assert!(changes_seen > 1_000, "only {changes_seen} changes were found");
}
