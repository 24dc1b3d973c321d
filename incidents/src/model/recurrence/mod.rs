//! What comes round again: `every monday 9:00`, `last friday of the month`, or a cron line.
//!
//! A recurrence is a pattern of times on the wall. Which instants those are is decided here and not by a library, so
//! that no run is missed and none is doubled when the clocks change.

mod cron_line;
mod refused;
mod rule;
mod walk;
mod words;

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::zone::Zone;
use cron_line::CronLine;
use rule::Rule;

pub use refused::Refused;

/// Missed runs are counted up to here.
const COUNTED: usize = 1000;

/// How many coming runs are shown before a recurrence is accepted.
const SHOWN: usize = 3;

/// Something that comes round again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence(Pattern);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Pattern {
    Rule(Rule),
    Cron(CronLine),
}

/// Runs that should have been while nobody was looking. They collapse into one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missed {
    /// How many there were; a thousand stands for that many or more.
    pub count: usize,
    /// The latest of them.
    pub latest: DateTime<Utc>,
}

impl Recurrence {
    /// Reads words or a cron line.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if text.is_empty() {
            return Err(Refused::Empty);
        }
        if text.len() > 200 {
            return Err(Refused::not_understood(&text));
        }
        if cron_line::looks_like_one(&text) {
            return CronLine::parse(&text).map(|line| Self(Pattern::Cron(line)));
        }
        words::parse(&text).map(|rule| Self(Pattern::Rule(rule)))
    }

    /// The first run after an instant. `anchor` is where counting starts, as in `every 2 weeks`.
    #[must_use]
    pub fn next_after(
        &self,
        after: DateTime<Utc>,
        zone: Zone,
        anchor: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        match &self.0 {
            Pattern::Rule(rule) => {
                let first = zone.local(anchor).date();
                walk::once(after, zone, |from| rule.first_from(from, first))
            }
            Pattern::Cron(line) if line.runs_every_hour() => {
                walk::elapsed(after, zone, |from| line.first_from(from))
            }
            Pattern::Cron(line) => walk::once(after, zone, |from| line.first_from(from)),
        }
    }

    /// The next `count` runs after an instant, fewer where there are no more.
    #[must_use]
    pub fn next_runs(
        &self,
        count: usize,
        after: DateTime<Utc>,
        zone: Zone,
        anchor: DateTime<Utc>,
    ) -> Vec<DateTime<Utc>> {
        let next = |after: &DateTime<Utc>| self.next_after(*after, zone, anchor);
        std::iter::successors(next(&after), next).take(count).collect()
    }

    /// The next three runs, to be shown before the recurrence is accepted; refused where there is none.
    pub fn preview(&self, now: DateTime<Utc>, zone: Zone) -> Result<Vec<DateTime<Utc>>, Refused> {
        let runs = self.next_runs(SHOWN, now, zone, now);
        if runs.is_empty() { Err(Refused::Never(self.to_string())) } else { Ok(runs) }
    }

    /// The runs in `(last, now]`, collapsed into one.
    #[must_use]
    pub fn missed_between(
        &self,
        last: DateTime<Utc>,
        now: DateTime<Utc>,
        zone: Zone,
        anchor: DateTime<Utc>,
    ) -> Option<Missed> {
        let next = |after: &DateTime<Utc>| self.next_after(*after, zone, anchor).filter(|at| *at <= now);
        let runs = std::iter::successors(next(&last), next);
        let (count, latest) = runs.take(COUNTED).fold((0, None), |(count, _), at| (count + 1, Some(at)));
        let latest = latest?;
        if count < COUNTED {
            return Some(Missed { count, latest });
        }
        // Too many to walk: look back from now, twice as far each time, until there is a run.
        let mut back = TimeDelta::minutes(1);
        loop {
            let from = (now - back).max(latest);
            if let Some(run) = next(&from) {
                let latest = std::iter::successors(Some(run), next).last()?;
                return Some(Missed { count, latest });
            }
            if from == latest {
                return Some(Missed { count, latest });
            }
            back = back + back;
        }
    }
}

impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Pattern::Rule(rule) => rule.fmt(f),
            Pattern::Cron(line) => line.fmt(f),
        }
    }
}

impl std::str::FromStr for Recurrence {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        Self::parse(text)
    }
}

impl Serialize for Recurrence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Recurrence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
