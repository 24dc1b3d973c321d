//! When one source opens more incidents than anybody can look at: the rest is gathered in one.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::IncidentId;

/// How many incidents a source may open within [`WINDOW`].
const ONE_BY_ONE: usize = 5;
const WINDOW: TimeDelta = TimeDelta::minutes(1);
/// How long after its last alert a storm is over.
const CALM: TimeDelta = TimeDelta::minutes(10);

/// What a source has opened lately.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Storm {
    /// When its latest incidents were opened: no more than [`ONE_BY_ONE`].
    opened: Vec<DateTime<Utc>>,
    /// Where the storm is gathered, while there is one.
    gathered_in: Option<IncidentId>,
    /// When the storm last had a new alert.
    last: Option<DateTime<Utc>>,
}

/// Where a new alert belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In an incident of its own.
    Own,
    /// In a new incident that gathers the storm.
    New,
    /// In the incident that gathers the storm, if that is still open; else in a new one.
    Gathered(IncidentId),
}

impl Storm {
    /// Where a new alert belongs.
    #[must_use]
    pub fn place(&self, now: DateTime<Utc>) -> Place {
        match (self.gathered_in, self.last) {
            (Some(incident), Some(last)) if now - last < CALM => Place::Gathered(incident),
            _ if self.opened.iter().filter(|at| now - **at < WINDOW).count() >= ONE_BY_ONE => Place::New,
            _ => Place::Own,
        }
    }

    /// Notes that a new alert got an incident of its own.
    pub fn opened(&mut self, now: DateTime<Utc>) {
        self.gathered_in = None;
        self.opened.retain(|at| now - *at < WINDOW);
        self.opened.push(now);
        let many = self.opened.len().saturating_sub(ONE_BY_ONE);
        self.opened.drain(..many);
    }

    /// Notes that a new alert was gathered in an incident.
    pub fn gathered(&mut self, incident: IncidentId, now: DateTime<Utc>) {
        self.gathered_in = Some(incident);
        self.last = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_within_a_minute_is_gathered_and_calm_ends_that() {
        let start: DateTime<Utc> = "2024-06-02T14:15:00Z".parse().unwrap();
        let after = |seconds| start + TimeDelta::seconds(seconds);
        let mut storm = Storm::default();
        for second in 0..5 {
            assert_eq!(storm.place(after(second)), Place::Own, "after {second} s");
            storm.opened(after(second));
        }
        assert_eq!(storm.place(after(5)), Place::New);
        assert_eq!(storm.place(after(60)), Place::Own, "the first of them is a minute ago");
        storm.gathered(IncidentId(7), after(5));
        assert_eq!(storm.place(after(604)), Place::Gathered(IncidentId(7)));
        storm.gathered(IncidentId(7), after(604));
        assert_eq!(storm.place(after(1_203)), Place::Gathered(IncidentId(7)), "each new alert prolongs it");
        assert_eq!(storm.place(after(1_204)), Place::Own);
        assert_eq!(serde_json::from_str::<Storm>(&serde_json::to_string(&storm).unwrap()).unwrap(), storm);
    }
}
