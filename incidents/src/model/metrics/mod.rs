//! How long it took to detect, acknowledge, mitigate and resolve, each with the two events it was taken from.
//!
//! A metric depends on when things happened, never on when they were typed.

mod aggregate;
pub mod span;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

pub use aggregate::{Case, Excluded, Mean, Month, Row, Stats, by_month_and_severity, over};

use super::milestones::{Milestone, Milestones};
use crate::sentence;
use crate::worded::{Gap, Sentence};

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// From the start of impact until somebody or something noticed.
    TimeToDetect,
    /// From the first page, else from detection, until somebody took it on.
    TimeToAcknowledge,
    /// From the start of impact until more people were called.
    TimeToEscalate,
    /// From the start of impact until the cause was known.
    TimeToIdentify,
    /// From the start of impact until users stopped suffering.
    TimeToMitigate,
    /// From the start of impact until it was over: the whole duration of the incident.
    TimeToResolve,
    /// How long users suffered: until mitigated, else until resolved.
    ImpactDuration,
}

impl Metric {
    /// Every metric, in the order documents list them.
    pub const ALL: [Self; 7] = [
        Self::TimeToDetect,
        Self::TimeToAcknowledge,
        Self::TimeToEscalate,
        Self::TimeToIdentify,
        Self::TimeToMitigate,
        Self::TimeToResolve,
        Self::ImpactDuration,
    ];

    /// The name in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TimeToDetect => "time_to_detect",
            Self::TimeToAcknowledge => "time_to_acknowledge",
            Self::TimeToEscalate => "time_to_escalate",
            Self::TimeToIdentify => "time_to_identify",
            Self::TimeToMitigate => "time_to_mitigate",
            Self::TimeToResolve => "time_to_resolve",
            Self::ImpactDuration => "impact_duration",
        }
    }

    /// The words readers see.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::TimeToDetect => "Time to detect",
            Self::TimeToAcknowledge => "Time to acknowledge",
            Self::TimeToEscalate => "Time to escalate",
            Self::TimeToIdentify => "Time to identify",
            Self::TimeToMitigate => "Time to mitigate",
            Self::TimeToResolve => "Time to resolve",
            Self::ImpactDuration => "Duration of impact",
        }
    }

    /// The two milestones this metric lies between, for what is known of this incident.
    #[must_use]
    pub fn ends(self, milestones: &Milestones) -> (Milestone, Milestone) {
        let start = Milestone::ImpactStarted;
        match self {
            Self::TimeToDetect => (start, Milestone::Detected),
            Self::TimeToAcknowledge => (acknowledgement_base(milestones), Milestone::Acknowledged),
            Self::TimeToEscalate => (start, Milestone::Escalated),
            Self::TimeToIdentify => (start, Milestone::Identified),
            Self::TimeToResolve => (start, Milestone::Resolved),
            Self::TimeToMitigate | Self::ImpactDuration => {
                let mitigated = milestones.get(Milestone::Mitigated).is_some();
                (start, if mitigated { Milestone::Mitigated } else { Milestone::Resolved })
            }
        }
    }
}

/// The first page, where one was sent before the acknowledgement; else detection.
fn acknowledgement_base(milestones: &Milestones) -> Milestone {
    let paged = milestones.at(Milestone::FirstPageSent);
    let acknowledged = milestones.at(Milestone::Acknowledged);
    match (paged, acknowledged) {
        (Some(paged), Some(acknowledged)) if paged <= acknowledged => Milestone::FirstPageSent,
        _ => Milestone::Detected,
    }
}

/// One metric of one incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// What was measured.
    pub metric: Metric,
    /// The milestone it was taken from.
    pub from: Milestone,
    /// The milestone it was taken to.
    pub to: Milestone,
    /// The plain difference; negative where detection preceded the impact.
    pub raw: TimeDelta,
}

impl Reading {
    /// What is shown and averaged: never below nought.
    #[must_use]
    pub fn shown(&self) -> TimeDelta {
        self.raw.max(TimeDelta::zero())
    }

    /// Whether it was noticed before users suffered, so that nought is shown for a negative difference.
    #[must_use]
    pub fn precedes_impact(&self) -> bool {
        self.raw < TimeDelta::zero()
    }
}

/// Why a metric cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unmeasured {
    /// This milestone is not known.
    Missing(Milestone),
    /// The second milestone lies before the first.
    Backwards {
        /// Where the metric would begin.
        from: Milestone,
        /// Where it would end.
        to: Milestone,
    },
}

impl Unmeasured {
    /// Why, as people read it.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Missing(milestone) => {
                sentence!(
                    "it is not recorded when it was: {milestone}",
                    milestone = Gap::word(milestone.words())
                )
            }
            Self::Backwards { from, to } => {
                let (first, second) = (Gap::word(from.words()), Gap::word(to.words()));
                sentence!("\"{second}\" lies before \"{first}\"", first, second)
            }
        }
    }
}

impl std::fmt::Display for Unmeasured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence().in_english())
    }
}

/// Takes one metric.
///
/// # Errors
/// Says which milestone is missing or out of order.
pub fn read(metric: Metric, milestones: &Milestones) -> Result<Reading, Unmeasured> {
    let (from, to) = metric.ends(milestones);
    let start = milestones.at(from).ok_or(Unmeasured::Missing(from))?;
    let end = milestones.at(to).ok_or(Unmeasured::Missing(to))?;
    let raw = end - start;
    if raw < TimeDelta::zero() && metric != Metric::TimeToDetect {
        return Err(Unmeasured::Backwards { from, to });
    }
    Ok(Reading { metric, from, to, raw })
}

#[cfg(test)]
mod tests;
