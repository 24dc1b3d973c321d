//! The moments an incident is measured by, and how timeline entries imply them.
//!
//! A milestone set by hand always wins. The others follow from what was recorded, by when it happened and never by when
//! it was typed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::entry::EntryKind;
use crate::ids::EntryId;

/// A moment that metrics are taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// Users began to suffer.
    ImpactStarted,
    /// A machine or a person noticed.
    Detected,
    /// Somebody took it on.
    Acknowledged,
    /// The cause was known.
    Identified,
    /// Users stopped suffering.
    Mitigated,
    /// It was over.
    Resolved,
    /// The incident was opened.
    Declared,
    /// The first page left.
    FirstPageSent,
    /// More people were called.
    Escalated,
    /// A customer told us.
    ReportedByCustomer,
}

impl Milestone {
    /// Every milestone, in the order documents list them.
    pub const ALL: [Self; 10] = [
        Self::ImpactStarted,
        Self::Detected,
        Self::Acknowledged,
        Self::Identified,
        Self::Mitigated,
        Self::Resolved,
        Self::Declared,
        Self::FirstPageSent,
        Self::Escalated,
        Self::ReportedByCustomer,
    ];

    /// The name in databases and files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ImpactStarted => "impact_started",
            Self::Detected => "detected",
            Self::Acknowledged => "acknowledged",
            Self::Identified => "identified",
            Self::Mitigated => "mitigated",
            Self::Resolved => "resolved",
            Self::Declared => "declared",
            Self::FirstPageSent => "first_page_sent",
            Self::Escalated => "escalated",
            Self::ReportedByCustomer => "reported_by_customer",
        }
    }

    /// The words readers see.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::ImpactStarted => "impact started",
            Self::FirstPageSent => "first page sent",
            Self::ReportedByCustomer => "reported by a customer",
            other => other.as_str(),
        }
    }
}

/// When a milestone was reached, and the event that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The instant.
    pub at: DateTime<Utc>,
    /// The event in words; empty when the time was simply set.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub event: String,
    /// The entry it came from, if it came from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
}

impl Mark {
    /// A milestone set by hand or by the program, without an entry behind it.
    #[must_use]
    pub fn at(at: DateTime<Utc>) -> Self {
        Self { at, event: String::new(), entry: None }
    }
}

/// The milestones that are known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Milestones(BTreeMap<Milestone, Mark>);

impl Milestones {
    /// The mark of one milestone.
    #[must_use]
    pub fn get(&self, milestone: Milestone) -> Option<&Mark> {
        self.0.get(&milestone)
    }

    /// The instant of one milestone.
    #[must_use]
    pub fn at(&self, milestone: Milestone) -> Option<DateTime<Utc>> {
        self.get(milestone).map(|mark| mark.at)
    }

    /// Sets a milestone, whatever stood there.
    pub fn set(&mut self, milestone: Milestone, mark: Mark) {
        self.0.insert(milestone, mark);
    }

    /// Forgets a milestone that was set by hand; what the timeline implies counts again.
    pub fn clear(&mut self, milestone: Milestone) {
        self.0.remove(&milestone);
    }

    /// Those that are known, in the order documents list them.
    pub fn iter(&self) -> impl Iterator<Item = (Milestone, &Mark)> {
        self.0.iter().map(|(milestone, mark)| (*milestone, mark))
    }

    /// Says in other words what an entry told.
    pub fn retell(&mut self, entry: EntryId, text: &str) {
        for mark in self.0.values_mut().filter(|mark| mark.entry == Some(entry)) {
            text.clone_into(&mut mark.event);
        }
    }

    /// Fills what is missing from `implied`: what was set by hand stays.
    #[must_use]
    pub fn or(mut self, implied: Self) -> Self {
        for (milestone, mark) in implied.0 {
            self.0.entry(milestone).or_insert(mark);
        }
        self
    }
}

/// Something that happened, as far as milestones care.
#[derive(Debug, Clone, Copy)]
pub struct Happening<'a> {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What it was.
    pub what: What,
    /// The event in words.
    pub text: &'a str,
    /// The entry that records it.
    pub entry: Option<EntryId>,
}

/// The kinds of happening that imply a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// An entry of this kind was recorded.
    Entry(EntryKind),
    /// A page was sent.
    PageSent,
    /// A page was acknowledged.
    PageAcknowledged,
    /// A page went to its next level.
    PageEscalated,
}

impl What {
    fn implies(self) -> Option<Milestone> {
        match self {
            Self::Entry(EntryKind::Alert | EntryKind::Report) => Some(Milestone::Detected),
            Self::Entry(EntryKind::Investigation) | Self::PageAcknowledged => Some(Milestone::Acknowledged),
            Self::Entry(EntryKind::Finding) => Some(Milestone::Identified),
            Self::Entry(EntryKind::Recovery) => Some(Milestone::Mitigated),
            Self::Entry(EntryKind::Escalation) | Self::PageEscalated => Some(Milestone::Escalated),
            Self::PageSent => Some(Milestone::FirstPageSent),
            Self::Entry(_) => None,
        }
    }
}

/// Whether an entry of a kind can imply a milestone.
#[must_use]
pub fn may_imply(kind: EntryKind) -> bool {
    What::Entry(kind).implies().is_some()
}

/// The milestones that what happened implies: of each the earliest, and of several at one instant the one recorded first.
pub fn implied<'a>(happenings: impl IntoIterator<Item = Happening<'a>>) -> Milestones {
    let mut found = Milestones::default();
    for happening in happenings {
        let Some(milestone) = happening.what.implies() else { continue };
        if found.at(milestone).is_none_or(|at| happening.at < at) {
            let mark = Mark { at: happening.at, event: happening.text.to_owned(), entry: happening.entry };
            found.set(milestone, mark);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_717_337_700 + minute * 60, 0).unwrap()
    }

    fn entry(kind: EntryKind, minute: i64, text: &str) -> Happening<'_> {
        Happening { at: at(minute), what: What::Entry(kind), text, entry: Some(EntryId(minute)) }
    }

    #[test]
    fn each_kind_implies_its_milestone_by_when_it_happened() {
        let found = implied([
            entry(EntryKind::Recovery, 60, "back"),
            entry(EntryKind::Report, 5, "typed first, happened later"),
            entry(EntryKind::Alert, -2, "the alert"),
            entry(EntryKind::Investigation, 10, "looking"),
            Happening { at: at(3), what: What::PageAcknowledged, text: "Ana acknowledged", entry: None },
            entry(EntryKind::Finding, 30, "a leak"),
            entry(EntryKind::Finding, 40, "another leak"),
            entry(EntryKind::RuledOut, 1, "not the network"),
        ]);
        let minutes: Vec<_> = found.iter().map(|(name, mark)| (name.as_str(), mark.at)).collect();
        assert_eq!(
            minutes,
            [("detected", at(-2)), ("acknowledged", at(3)), ("identified", at(30)), ("mitigated", at(60))]
        );
        assert_eq!(found.get(Milestone::Detected).unwrap().event, "the alert");
        assert_eq!(found.get(Milestone::Detected).unwrap().entry, Some(EntryId(-2)));
    }

    #[test]
    fn what_was_set_by_hand_wins() {
        let mut by_hand = Milestones::default();
        by_hand.set(Milestone::Detected, Mark::at(at(7)));
        let all = by_hand
            .or(implied([entry(EntryKind::Alert, -2, "the alert"), entry(EntryKind::Finding, 30, "a leak")]));
        assert_eq!(all.at(Milestone::Detected), Some(at(7)));
        assert_eq!(all.at(Milestone::Identified), Some(at(30)));
    }

    #[test]
    fn of_two_at_one_instant_the_first_recorded_counts() {
        let found = implied([entry(EntryKind::Alert, 0, "first"), entry(EntryKind::Report, 0, "second")]);
        assert_eq!(found.get(Milestone::Detected).unwrap().event, "first");
    }
}
