//! The metrics of two incidents whose minutes are known, and the odd cases.

use chrono::{DateTime, Utc};

use super::*;
use crate::model::entry::EntryKind;
use crate::model::milestones::{Happening, Mark, What, implied};

fn at(text: &str) -> DateTime<Utc> {
    format!("2024-06-02T{text}:00Z").parse().unwrap()
}

fn entries(list: &[(&str, EntryKind)]) -> Milestones {
    implied(list.iter().map(|(time, kind)| Happening {
        at: at(time),
        what: What::Entry(*kind),
        text: "",
        entry: None,
    }))
}

fn minutes(metric: Metric, milestones: &Milestones) -> i64 {
    read(metric, milestones).unwrap().shown().num_minutes()
}

/// A memory leak at a bank: the alert came two minutes before users noticed.
fn memory_leak() -> Milestones {
    let mut all = entries(&[
        ("14:13", EntryKind::Alert),
        ("14:15", EntryKind::Investigation),
        ("14:20", EntryKind::Assumption),
        ("14:45", EntryKind::Finding),
        ("15:00", EntryKind::Escalation),
        ("15:15", EntryKind::Mitigation),
        ("16:00", EntryKind::Recovery),
        ("16:45", EntryKind::Recovery),
    ]);
    all.set(Milestone::ImpactStarted, Mark::at(at("14:15")));
    all.set(Milestone::Resolved, Mark::at(at("16:45")));
    all
}

/// Too many connections: nothing was mitigated before it was resolved.
fn connection_spike() -> Milestones {
    let mut all = entries(&[
        ("12:00", EntryKind::Alert),
        ("12:15", EntryKind::Investigation),
        ("13:00", EntryKind::RuledOut),
        ("14:00", EntryKind::Finding),
        ("14:30", EntryKind::Escalation),
        ("15:00", EntryKind::Mitigation),
    ]);
    all.set(Milestone::ImpactStarted, Mark::at(at("12:00")));
    all.set(Milestone::Resolved, Mark::at(at("15:30")));
    all
}

#[test]
fn the_minutes_of_a_memory_leak() {
    let all = memory_leak();
    let detect = read(Metric::TimeToDetect, &all).unwrap();
    assert_eq!((detect.shown().num_minutes(), detect.raw.num_minutes()), (0, -2));
    assert!(detect.precedes_impact());
    let acknowledge = read(Metric::TimeToAcknowledge, &all).unwrap();
    assert_eq!((acknowledge.from, acknowledge.raw.num_minutes()), (Milestone::Detected, 2));
    assert_eq!(minutes(Metric::TimeToEscalate, &all), 45);
    assert_eq!(minutes(Metric::TimeToIdentify, &all), 30);
    assert_eq!(minutes(Metric::TimeToMitigate, &all), 105);
    assert_eq!(minutes(Metric::TimeToResolve, &all), 150);
    assert_eq!(minutes(Metric::ImpactDuration, &all), 105);
}

#[test]
fn the_minutes_of_a_connection_spike() {
    let all = connection_spike();
    let golden = [0, 15, 150, 120, 210, 210, 210];
    for (metric, expected) in Metric::ALL.into_iter().zip(golden) {
        assert_eq!(minutes(metric, &all), expected, "{}", metric.words());
    }
    assert_eq!(read(Metric::TimeToMitigate, &all).unwrap().to, Milestone::Resolved);
}

#[test]
fn acknowledging_counts_from_the_first_page_only_where_it_came_before() {
    let mut all = memory_leak();
    all.set(Milestone::FirstPageSent, Mark::at(at("14:14")));
    let reading = read(Metric::TimeToAcknowledge, &all).unwrap();
    assert_eq!((reading.from, reading.raw.num_minutes()), (Milestone::FirstPageSent, 1));

    all.set(Milestone::FirstPageSent, Mark::at(at("15:00")));
    let reading = read(Metric::TimeToAcknowledge, &all).unwrap();
    assert_eq!((reading.from, reading.raw.num_minutes()), (Milestone::Detected, 2));
}

#[test]
fn what_cannot_be_measured_says_why() {
    let mut all = Milestones::default();
    assert_eq!(read(Metric::TimeToResolve, &all), Err(Unmeasured::Missing(Milestone::ImpactStarted)));
    all.set(Milestone::ImpactStarted, Mark::at(at("14:00")));
    assert_eq!(read(Metric::TimeToResolve, &all), Err(Unmeasured::Missing(Milestone::Resolved)));
    all.set(Milestone::Resolved, Mark::at(at("13:00")));
    let backwards = Unmeasured::Backwards { from: Milestone::ImpactStarted, to: Milestone::Resolved };
    assert_eq!(read(Metric::TimeToResolve, &all), Err(backwards));
    assert_eq!(backwards.to_string(), "\"resolved\" lies before \"impact started\"");
}
