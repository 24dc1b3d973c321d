//! What an action lacks to be more than a good intention, and when the lead is asked for it.

use chrono::{DateTime, TimeDelta, Utc};

use super::Action;
use crate::model::calendar::{Calendar, WorkingHours};
use crate::model::zone::Zone;

/// Something an action lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nobody does it.
    Owner,
    /// It may be done whenever.
    Due,
}

impl Gap {
    /// What people read.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Owner => "an owner",
            Self::Due => "a due date",
        }
    }
}

/// What an open action lacks.
#[must_use]
pub fn gaps(action: &Action) -> Vec<Gap> {
    if !action.is_open() {
        return Vec::new();
    }
    let owner = action.owner.is_none().then_some(Gap::Owner);
    let due = action.due.is_none().then_some(Gap::Due);
    owner.into_iter().chain(due).collect()
}

/// When the lead is asked again after having been asked `round` times: after four business hours, then after a day.
#[must_use]
pub fn asked_again(
    round: u32,
    asked_at: DateTime<Utc>,
    zone: Zone,
    calendar: &Calendar,
) -> Option<DateTime<Utc>> {
    match round {
        1 => Some(calendar.after_business_time(asked_at, TimeDelta::hours(4), zone, WorkingHours::default())),
        2 => Some(asked_at + TimeDelta::days(1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lead_is_asked_three_times_and_then_left_alone() {
        let calendar = Calendar::default();
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        for (round, asked, again) in [
            // Friday afternoon: an hour is left, three more on Monday.
            (1, "2026-10-23T16:00:00Z", Some("2026-10-26T12:00:00Z")),
            (1, "2026-10-21T03:00:00Z", Some("2026-10-21T13:00:00Z")),
            (2, "2026-10-26T12:00:00Z", Some("2026-10-27T12:00:00Z")),
            (3, "2026-10-27T12:00:00Z", None),
        ] {
            assert_eq!(asked_again(round, at(asked), Zone::UTC, &calendar), again.map(at), "{round} {asked}");
        }
    }
}
