//! Every clock change of every place, for properties that must hold around all of them.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::Zone;

/// No place keeps its clocks changed for less: Morocco's Ramadan is the shortest.
const STEP: TimeDelta = TimeDelta::days(6);

/// The clock changes of each place between two years. Places whose clocks agree throughout are given once.
pub(crate) fn of_every_place(from: i32, to: i32) -> Vec<(Zone, Vec<DateTime<Utc>>)> {
    let first = |year| Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).unwrap();
    let mut known = BTreeMap::new();
    for place in TZ_VARIANTS {
        let changes = changes(place, first(from), first(to + 1));
        let clock: Vec<_> =
            changes.iter().map(|at| (*at, Zone::Place(place).offset(*at).local_minus_utc())).collect();
        let start = Zone::Place(place).offset(first(from)).local_minus_utc();
        known.entry((start, clock)).or_insert((Zone::Place(place), changes));
    }
    known.into_values().collect()
}

fn changes(place: Tz, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let zone = Zone::Place(place);
    std::iter::successors(Some(from), |at| Some(*at + STEP).filter(|next| *next < to))
        .filter_map(|at| zone.change_between(at, at + STEP))
        .collect()
}
