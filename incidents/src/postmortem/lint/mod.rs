//! What a good postmortem still lacks. It flags and never rewrites.

mod actions;
mod words;

use super::facts::Facts;
use crate::model::entry::EntryKind;
use crate::model::milestones::Milestone;
use crate::sentence;
use crate::worded::Sentence;

/// Something that is missing or could be said better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Nobody chose the zone that times are told in.
    NoZone,
    /// Nothing says how many suffered.
    NoShareAffected,
    /// Nothing says what users noticed.
    NoImpact,
    /// Nothing says how it was noticed.
    NoDetection,
    /// Nothing says why it happened.
    NoCause,
    /// Nothing says what ended it.
    NoResolution,
    /// Nothing that was tried led nowhere.
    NoDeadEnd,
    /// Nobody else was called.
    NoEscalation,
    /// Nothing will be done about it.
    NoActions,
    /// Nobody does this.
    NoOwner(String),
    /// This has no date.
    NoDueDate(String),
    /// Two actions say the same.
    SameAction(String, String),
    /// One action is two.
    TwoActions(String),
    /// A word that judges somebody.
    BlameWord {
        /// The word.
        word: &'static str,
        /// Where it stands.
        place: String,
    },
    /// A person stands in the root cause.
    NameInCause(String),
}

impl Finding {
    /// What is amiss, as one sentence.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::NoZone => sentence!("Nobody chose the zone that times are told in, so they are in UTC."),
            Self::NoShareAffected => sentence!("It does not say what share of users was affected."),
            Self::NoImpact => sentence!("It does not say what users noticed."),
            Self::NoDetection => sentence!("It does not say how this was detected."),
            Self::NoCause => sentence!("It has no root cause."),
            Self::NoResolution => sentence!("It does not say what resolved it."),
            Self::NoDeadEnd => {
                sentence!("It tells no dead end: what was suspected or tried, and was not it?")
            }
            Self::NoEscalation => sentence!("It tells no escalation: who else was called, and when?"),
            Self::NoActions => sentence!("Nothing follows from it: it has no actions."),
            Self::NoOwner(title) => sentence!("Nobody owns the action “{title}”.", title),
            Self::NoDueDate(title) => sentence!("The action “{title}” has no due date.", title),
            Self::SameAction(one, other) => {
                sentence!("“{one}” and “{other}” look like the same action.", one, other)
            }
            Self::TwoActions(title) => sentence!("“{title}” looks like two actions in one.", title),
            Self::BlameWord { word, place } => {
                sentence!("“{word}” in {place} reads like blame.", word, place)
            }
            Self::NameInCause(name) => {
                sentence!("The root cause names {name}; a person is never the root cause.", name)
            }
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn next_step(&self) -> Sentence {
        match self {
            Self::NoZone => {
                sentence!(
                    "Type /incident set field:zone value:America/New_York, or the zone your team reads."
                )
            }
            Self::NoShareAffected => {
                sentence!("Type /incident set field:affected value:68% of active users.")
            }
            Self::NoImpact => sentence!("Type /incident set field:impact and say what users noticed."),
            Self::NoDetection => {
                sentence!("Type /incident set field:detection, or add an entry of kind alert or report.")
            }
            Self::NoCause => sentence!("Type /incident set field:cause and say why it happened."),
            Self::NoResolution => sentence!("Type /incident set field:resolution and say what ended it."),
            Self::NoDeadEnd => {
                sentence!("Type /timeline add with kind:ruled-out; if there was none, nothing is needed.")
            }
            Self::NoEscalation => {
                sentence!("Type /timeline add with kind:escalation; if nobody was called, nothing is needed.")
            }
            Self::NoActions => {
                sentence!("Type /action add, or write under lessons why nothing needs to change.")
            }
            Self::NoOwner(_) => sentence!("Type /action edit and give it an owner: one person or one team."),
            Self::NoDueDate(_) => sentence!("Type /action edit and give it a due date."),
            Self::SameAction(..) => sentence!("Keep one of them, and type /action drop for the other."),
            Self::TwoActions(_) => {
                sentence!("Make each its own action, so that each can be done and closed.")
            }
            Self::BlameWord { .. } => sentence!("Say what happened and how, not whose doing it was."),
            Self::NameInCause(_) => {
                sentence!("Say which role or step it was, and what made the act seem right at the time.")
            }
        }
    }
}

/// What this postmortem lacks: first what is missing, then its actions, then its words.
#[must_use]
pub fn check(facts: &Facts) -> Vec<Finding> {
    let mut findings = missing(facts);
    findings.extend(actions::check(&facts.actions));
    findings.extend(words::check(facts));
    findings
}

fn missing(facts: &Facts) -> Vec<Finding> {
    let has = |kinds: &[EntryKind]| facts.narrative().any(|entry| kinds.contains(&entry.kind));
    let texts = &facts.texts;
    let blank = |text: &str| text.trim().is_empty();
    let share = facts.affected.as_ref();
    let share =
        share.is_some_and(|it| it.percent.is_some() || it.text.contains(|c: char| c.is_ascii_digit()));
    let escalated = facts.milestones.get(Milestone::Escalated).is_some();
    let checks = [
        (!facts.zone_chosen, Finding::NoZone),
        (!share, Finding::NoShareAffected),
        (blank(&texts.impact), Finding::NoImpact),
        (blank(&texts.detection) && !has(&[EntryKind::Alert, EntryKind::Report]), Finding::NoDetection),
        (blank(&texts.cause) && blank(&texts.cause_in_short), Finding::NoCause),
        (blank(&texts.resolution), Finding::NoResolution),
        (!has(&[EntryKind::RuledOut]), Finding::NoDeadEnd),
        (!escalated && !has(&[EntryKind::Escalation]), Finding::NoEscalation),
        (facts.actions.is_empty(), Finding::NoActions),
    ];
    checks.into_iter().filter(|(lacks, _)| *lacks).map(|(_, finding)| finding).collect()
}

#[cfg(test)]
mod tests;
