//! What the chart shows, in order of time: phases between milestones, stretches of severity, and its two ends.

use chrono::{DateTime, TimeDelta, Utc};

use crate::model::milestones::Milestone;
use crate::postmortem::facts::{Facts, Severity};

/// What is to be drawn.
pub(super) struct Moments<'a> {
    pub(super) start: DateTime<Utc>,
    pub(super) end: DateTime<Utc>,
    pub(super) phases: Vec<Phase>,
    pub(super) severities: Vec<Stretch<'a>>,
}

/// The time until a milestone was reached.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Phase {
    pub(super) from: DateTime<Utc>,
    pub(super) to: DateTime<Utc>,
    pub(super) until: Milestone,
}

impl Phase {
    /// What people did in it.
    pub(super) fn words(&self) -> &'static str {
        match self.until {
            Milestone::ImpactStarted => "Before the impact",
            Milestone::Detected => "Unnoticed",
            Milestone::Acknowledged => "Waiting for somebody",
            Milestone::Identified => "Finding the cause",
            Milestone::Mitigated => "Stopping the impact",
            _ => "Putting it right",
        }
    }

    pub(super) fn colour(&self) -> &'static str {
        match self.until {
            Milestone::ImpactStarted => "#8b949e",
            Milestone::Detected => "#cf222e",
            Milestone::Acknowledged => "#bc4c00",
            Milestone::Identified => "#bf8700",
            Milestone::Mitigated => "#0969da",
            _ => "#1a7f37",
        }
    }
}

/// A time of one severity.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stretch<'a> {
    pub(super) from: DateTime<Utc>,
    pub(super) to: DateTime<Utc>,
    pub(super) severity: &'a Severity,
}

const BOUNDARIES: [Milestone; 6] = [
    Milestone::ImpactStarted,
    Milestone::Detected,
    Milestone::Acknowledged,
    Milestone::Identified,
    Milestone::Mitigated,
    Milestone::Resolved,
];

impl<'a> Moments<'a> {
    /// Nothing where no stretch of time is known.
    pub(super) fn of(facts: &'a Facts) -> Option<Self> {
        let mut reached: Vec<(DateTime<Utc>, Milestone)> =
            BOUNDARIES.into_iter().filter_map(|it| Some((facts.milestones.at(it)?, it))).collect();
        reached.sort();
        let marks = facts.pages.iter().map(|page| page.at);
        let answers =
            facts.pages.iter().filter_map(|page| page.acknowledged.as_ref()).map(|answer| answer.at);
        let start = reached.iter().map(|(at, _)| *at).chain(marks.clone()).min()?;
        let end = facts.milestones.at(Milestone::Resolved).or_else(|| {
            let entries = facts.narrative().map(|entry| entry.at);
            reached.iter().map(|(at, _)| *at).chain(marks).chain(answers).chain(entries).max()
        })?;
        if end - start < TimeDelta::minutes(1) {
            return None;
        }
        let phases = reached
            .windows(2)
            .map(|two| Phase { from: two[0].0, to: two[1].0, until: two[1].1 })
            .filter(|phase| phase.from < phase.to && phase.to <= end)
            .collect();
        Some(Self { start, end, phases, severities: severities(facts, start, end) })
    }
}

fn severities(facts: &Facts, start: DateTime<Utc>, end: DateTime<Utc>) -> Vec<Stretch<'_>> {
    let mut changes: Vec<_> = facts.severity_changes.iter().collect();
    changes.sort_by_key(|change| change.at);
    let Some(first) = changes.first() else {
        return vec![Stretch { from: start, to: end, severity: &facts.severity }];
    };
    let mut stretches = vec![Stretch { from: start, to: first.at, severity: &first.from }];
    for (nth, change) in changes.iter().enumerate() {
        let to = changes.get(nth + 1).map_or(end, |next| next.at);
        stretches.push(Stretch { from: change.at, to, severity: &change.to });
    }
    for stretch in &mut stretches {
        stretch.from = stretch.from.clamp(start, end);
        stretch.to = stretch.to.clamp(start, end);
    }
    stretches.retain(|stretch| stretch.from < stretch.to);
    stretches
}
