//! One time of a repeating action, and how many in a row were done.

use chrono::{DateTime, Utc};

use super::words;
use crate::ids::ActionId;
use serde::{Deserialize, Serialize};

/// One time that a repeating action came round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Which action.
    pub action: ActionId,
    /// When it was due.
    pub due: DateTime<Utc>,
    /// What came of it.
    pub outcome: Outcome,
    /// How many times it stands for: those missed in a row while nobody looked are one.
    pub times: u32,
    /// When it was settled.
    pub closed_at: Option<DateTime<Utc>>,
    /// By whom.
    pub closed_by: Option<String>,
    /// How it was verified, or why it was skipped.
    pub note: Option<String>,
}

words! {
    /// What came of one time.
    Outcome:
    /// Still to be done.
    Open = "open",
    /// Done.
    Done = "done",
    /// Decided against, this time.
    Skipped = "skipped",
    /// The next time came first.
    Missed = "missed",
}

/// How many times in a row it was done, the newest first. What was skipped neither counts nor ends it; what was
/// missed ends it.
#[must_use]
pub fn streak(newest_first: impl IntoIterator<Item = Outcome>) -> usize {
    newest_first
        .into_iter()
        .take_while(|outcome| *outcome != Outcome::Missed)
        .filter(|outcome| *outcome == Outcome::Done)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Outcome::{Done, Missed, Open, Skipped};

    #[test]
    fn a_streak_ends_at_the_first_miss() {
        for (outcomes, length) in [
            (&[][..], 0),
            (&[Open], 0),
            (&[Open, Done, Done], 2),
            (&[Open, Done, Skipped, Done, Missed, Done], 2),
            (&[Open, Missed, Done], 0),
            (&[Open, Skipped], 0),
        ] {
            assert_eq!(streak(outcomes.iter().copied()), length, "{outcomes:?}");
        }
    }
}
