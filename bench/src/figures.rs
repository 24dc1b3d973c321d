//! What is measured of one program in one round, and how several rounds become one figure.

use anyhow::Result;
use chrono::TimeDelta;

use crate::clock;
use crate::contender::Contender;
use crate::load::Load;
use crate::own::Own;
use crate::ramp::ramp;
use crate::stage::Stage;

/// Unmeasured commands before the others: connections, caches and statements are made by then.
const WARMING: Load = Load { count: 50, at_once: 4 };

/// One after the other.
const ALONE: Load = Load { count: 300, at_once: 1 };

/// As many as work on one incident.
const TEN: Load = Load { count: 500, at_once: 10 };

/// Many at once.
const TOGETHER: Load = Load { count: 1_000, at_once: 32 };

/// More than any server has at one time.
const HUNDRED: Load = Load { count: 1_000, at_once: 100 };

/// After so long without work a program is at rest.
const SETTLING: TimeDelta = TimeDelta::seconds(2);

/// It is watched at rest for so long.
const RESTING: TimeDelta = TimeDelta::seconds(1);

/// The middle and the tail of many durations, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// Half were faster.
    pub p50: f64,
    /// One in a hundred was slower.
    pub p99: f64,
    /// None was slower.
    pub max: f64,
}

impl Spread {
    /// The spread of these.
    #[must_use]
    pub fn of(mut durations: Vec<f64>) -> Self {
        durations.sort_by(f64::total_cmp);
        let at = |percent: usize| durations.get(durations.len() * percent / 100).copied().unwrap_or(f64::NAN);
        let max = durations.last().copied().unwrap_or(f64::NAN);
        Self { p50: at(50), p99: at(99), max }
    }
}

/// One program in one round.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    /// Resident memory after the start, at rest, in KiB.
    pub idle_kib: f64,
    /// How often a second one of its threads wakes up then.
    pub wakes: f64,
    /// Resident memory after all commands, in KiB.
    pub worked_kib: f64,
    /// Answers to one command at a time, in milliseconds.
    pub alone: Spread,
    /// Answers to 10 commands at a time, in milliseconds.
    pub ten: Spread,
    /// Answers to 32 commands at a time, in milliseconds.
    pub together: Spread,
    /// Answers to 100 commands at a time, in milliseconds.
    pub hundred: Spread,
    /// Answers in a second, to 32 at a time.
    pub per_second: f64,
    /// The most answers in a second at which nobody waited longer than one, however many asked.
    pub most_per_second: f64,
    /// Microseconds of a core for each command, 32 at a time.
    pub cpu_us: f64,
    /// What only Sitrep is asked.
    pub own: Option<Own>,
}

impl Figures {
    /// Measures the program on the stage.
    ///
    /// # Errors
    /// When it dies or leaves a command unanswered.
    pub async fn measure(contender: Contender, stage: &Stage) -> Result<Self> {
        clock::wait(SETTLING).await;
        let idle_kib = kib(stage)?;
        let wakes = stage.program.at_rest(RESTING).await?.wakes_per_s;
        WARMING.on(stage).await?;
        let alone = ALONE.on(stage).await?;
        let ten = TEN.on(stage).await?;
        let before = stage.program.ran()?;
        let together = TOGETHER.on(stage).await?;
        let ran = u32::try_from((stage.program.ran()? - before) / 1_000)?;
        let hundred = HUNDRED.on(stage).await?;
        let most_per_second = ramp(stage).await;
        let worked_kib = kib(stage)?;
        let cpu_us = f64::from(ran) / f64::from(u32::try_from(TOGETHER.count)?);
        let own = if contender == Contender::Sitrep { Some(Own::measure(stage).await?) } else { None };
        Ok(Self {
            idle_kib,
            wakes,
            worked_kib,
            alone: alone.took,
            ten: ten.took,
            together: together.took,
            hundred: hundred.took,
            per_second: together.per_second,
            most_per_second,
            cpu_us,
            own,
        })
    }
}

fn kib(stage: &Stage) -> Result<f64> {
    Ok(f64::from(u32::try_from(stage.program.resident()?)?))
}

/// The one in the middle; between two, the mean of both.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match (values.len() % 2, values.get(half)) {
        (_, None) => f64::NAN,
        (1, Some(middle)) => *middle,
        (_, Some(above)) => f64::midpoint(values[half - 1], *above),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_not_the_middle() {
        let spread = Spread::of((1..=1_000).rev().map(f64::from).collect());
        assert_eq!(spread, Spread { p50: 501.0, p99: 991.0, max: 1_000.0 });
    }

    #[test]
    fn one_wild_round_does_not_move_the_median() {
        assert_eq!(median(vec![1.2, 90.0, 1.4]), 1.4);
        assert_eq!(median(vec![1.0, 2.0, 3.0, 90.0]), 2.5);
        assert!(median(Vec::new()).is_nan());
    }
}
