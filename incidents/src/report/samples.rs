//! Five months of incidents whose figures are known, and a year of many.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Counted, LeftOut, Period, Report};
use crate::ids::Number;
use crate::model::incident::State;
use crate::model::milestones::{Mark, Milestone, Milestones};
use crate::model::zone::Zone;

/// Minutes from the start: detected, acknowledged, escalated, identified, mitigated, resolved.
type Minutes = [Option<i64>; 6];

const ENDS: [Milestone; 6] = [
    Milestone::Detected,
    Milestone::Acknowledged,
    Milestone::Escalated,
    Milestone::Identified,
    Milestone::Mitigated,
    Milestone::Resolved,
];

fn counted(number: i64, severity: (&str, u8), started: &str, minutes: Minutes) -> Counted {
    let started: DateTime<Utc> = format!("{started}:00Z").parse().unwrap();
    let mut milestones = Milestones::default();
    milestones.set(Milestone::ImpactStarted, Mark::at(started));
    for (milestone, minutes) in ENDS.into_iter().zip(minutes) {
        if let Some(minutes) = minutes {
            milestones.set(milestone, Mark::at(started + TimeDelta::minutes(minutes)));
        }
    }
    let state = if minutes[5].is_some() { State::Resolved } else { State::Open };
    Counted {
        number: Number(number),
        title: format!("Incident {number}"),
        severity: severity.0.to_owned(),
        rank: severity.1,
        state,
        started,
        milestones,
    }
}

/// A year and a half of five severities, one of them with a long name.
pub(super) fn long() -> Report {
    let severities = [("Critical – all users", 1), ("Major", 2), ("Minor", 3), ("Low", 4), ("Question", 5)];
    let counted = (0..90).map(|nth| {
        let month = nth * 18 / 90;
        let started =
            format!("{}-{:02}-{:02}T12:00", 2023 + (month + 6) / 12, (month + 6) % 12 + 1, nth % 28 + 1);
        let slow = 1 + (nth * 7) % 5;
        let minutes = [1, 3, 20, 30, 45, 90].map(|minutes| Some(minutes * slow * (20 - month) / 4));
        counted(nth + 1, severities[usize::try_from(nth * nth / 3 % 5).unwrap()], &started, minutes)
    });
    let now = "2025-01-01T00:00:00Z".parse().unwrap();
    Report {
        period: Period::read("2023-07-01 to 2024-12-31", now, Zone::UTC).unwrap(),
        zone: Zone::UTC,
        counted: counted.collect(),
        left_out: BTreeMap::new(),
    }
}

/// The report.
pub(super) fn months() -> Report {
    let (one, two, three) = (("SEV1", 1), ("SEV2", 2), ("SEV3", 3));
    let some = |minutes: [i64; 6]| minutes.map(Some);
    let counted = vec![
        counted(1, one, "2024-01-10T12:00", some([-2, 2, 45, 30, 105, 150])),
        counted(2, two, "2024-01-20T12:00", some([0, 15, 150, 120, 210, 210])),
        counted(3, three, "2024-02-03T03:00", some([10, 12, 30, 60, 90, 100])),
        counted(4, three, "2024-02-14T03:00", [Some(4), Some(9), None, Some(20), None, Some(50)]),
        counted(5, two, "2024-03-01T03:00", some([1, 3, 10, 40, 80, 90])),
        counted(6, one, "2024-05-01T03:00", some([2, 4, 20, 200, 500, 3_000])),
        counted(7, three, "2024-05-09T03:00", [Some(5), None, None, None, None, None]),
    ];
    let now = "2024-06-01T00:00:00Z".parse().unwrap();
    Report {
        period: Period::read("2024-01-01 to 2024-05-31", now, Zone::UTC).unwrap(),
        zone: Zone::UTC,
        counted,
        left_out: BTreeMap::from([(LeftOut::Cancelled, 2), (LeftOut::Drill, 1)]),
    }
}
