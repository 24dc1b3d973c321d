//! The facts of an incident that can be corrected by hand, by the names people type.

use super::incident::Section;
use super::milestones::Milestone;

/// A fact by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// What the incident is called.
    Title,
    /// A part of what is written about it.
    Section(Section),
    /// A moment it is measured by.
    Milestone(Milestone),
    /// How its typed times are read.
    Zone,
    /// The zone or label its documents print.
    DocumentZone,
}

impl Fact {
    /// The names, in the order they are offered.
    pub const NAMES: [&str; 17] = [
        "title",
        "summary",
        "impact",
        "affected",
        "detection",
        "cause",
        "resolution",
        "lessons",
        "conclusion",
        "started",
        "detected",
        "acknowledged",
        "identified",
        "mitigated",
        "resolved",
        "zone",
        "document_zone",
    ];

    /// The fact of a name.
    #[must_use]
    pub fn named(typed: &str) -> Option<Self> {
        Some(match typed {
            "title" => Self::Title,
            "zone" => Self::Zone,
            "document_zone" => Self::DocumentZone,
            "started" => Self::Milestone(Milestone::ImpactStarted),
            "detected" => Self::Milestone(Milestone::Detected),
            "acknowledged" => Self::Milestone(Milestone::Acknowledged),
            "identified" => Self::Milestone(Milestone::Identified),
            "mitigated" => Self::Milestone(Milestone::Mitigated),
            "resolved" => Self::Milestone(Milestone::Resolved),
            section => Self::Section(section.parse().ok()?),
        })
    }
}

/// The share in what was written about who is affected, when it is more than everybody: `680%`.
#[must_use]
pub fn more_than_all(affected: &str) -> Option<&str> {
    affected.split_whitespace().find(|word| {
        let number =
            word.trim_matches(|letter: char| !letter.is_ascii_digit() && letter != '%' && letter != '.');
        let share = number.strip_suffix('%').and_then(|number| number.parse::<f64>().ok());
        share.is_some_and(|share| share > 100.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_a_fact_of_its_own() {
        let facts: Vec<_> = Fact::NAMES.iter().map(|name| Fact::named(name).unwrap()).collect();
        assert!(facts.iter().enumerate().all(|(n, fact)| !facts[..n].contains(fact)));
        assert_eq!(Fact::named("severity"), None);
    }

    #[test]
    fn nobody_is_affected_twice() {
        for (affected, found) in [
            ("68% of active users", None),
            ("100% of EU traffic", None),
            ("about 680% of users", Some("680%")),
            ("(120.5%) of all", Some("(120.5%)")),
            ("200 customers", None),
        ] {
            assert_eq!(more_than_all(affected), found, "{affected:?}");
        }
    }
}
