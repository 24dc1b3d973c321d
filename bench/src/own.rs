//! What the small bots have no command for: asked of Sitrep alone, in the round in which they were measured, and held against their
//! one answer.

use anyhow::{Context as _, Result};
use chrono::{DateTime, TimeDelta, Utc};

use crate::clock;
use crate::figures::Spread;
use crate::load::{Load, spans};
use crate::stage::Stage;

/// The card of the incident, asked for one time after the other: it is read, and nothing is written.
const SHOWN: Load = Load { count: 300, at_once: 1 };

/// Incidents, one after the other; what each of them has the program do by itself is still to be done when the next is opened.
const OPENED: Load = Load { count: 100, at_once: 1 };

/// Incidents that are opened with a rest between, so that none waits for what Discord takes of the one before.
const RESTED: usize = 10;
const REST: TimeDelta = TimeDelta::milliseconds(250);

/// Our own figures, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Own {
    /// Answers to `/incident show`.
    pub shown: Spread,
    /// Answers to `/incident open`.
    pub opened: Spread,
    /// From `/incident open` to the request for the channel.
    pub channel: Spread,
}

impl Own {
    /// Measures it. What it leaves behind is in nobody else's way: it comes last.
    ///
    /// # Errors
    /// When the program dies or leaves a command unanswered.
    pub async fn measure(stage: &Stage) -> Result<Self> {
        let shown = SHOWN.of(stage, |_| "/incident show".to_owned()).await?.took;
        let channel = channels(stage).await?;
        let opened =
            OPENED.of(stage, |nth| format!("/incident open title:Opened as number {nth}")).await?.took;
        Ok(Self { shown, opened, channel })
    }
}

/// From each of some openings to the request for its channel.
async fn channels(stage: &Stage) -> Result<Spread> {
    let mut took = Vec::new();
    for number in 0..RESTED {
        clock::wait(REST).await;
        let guild = stage.ana.guild();
        let before = guild.channels().len();
        let id = stage.ana.runs(stage.channel, &format!("/incident open title:Opening number {number}"))?;
        stage.until(|stage| stage.discord.answer_of(id).is_some() && guild.channels().len() > before).await?;
        let (dispatched, _) = spans(&stage.discord, &[id])?.remove(0);
        let requested = last_request(stage).context("it was made")?;
        took.push(clock::ms(requested - dispatched));
    }
    Ok(Spread::of(took))
}

/// When the last request for a channel came.
fn last_request(stage: &Stage) -> Option<DateTime<Utc>> {
    let is_one = |method: &str, path: &str| {
        method == "POST" && path.starts_with("/guilds/") && path.ends_with("/channels")
    };
    let calls = stage.discord.calls();
    calls.iter().rev().find(|call| is_one(&call.method, &call.path)).map(|call| call.at)
}
