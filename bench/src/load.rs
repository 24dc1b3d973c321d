//! Many commands, so and so many at once, and how long each took: from its dispatch to the arrival of its answer, both as the
//! simulator wrote them down.

use std::cell::RefCell;
use std::collections::HashMap;

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use simulator::{InteractionId, Simulator};

use crate::clock;
use crate::figures::Spread;
use crate::stage::Stage;

/// How many commands are asked, and how many at once.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// In all.
    pub count: usize,
    /// Unanswered at any time.
    pub at_once: usize,
}

/// What came of it.
#[derive(Debug, Clone, Copy)]
pub struct Answered {
    /// How long the answers took.
    pub took: Spread,
    /// How many came in a second.
    pub per_second: f64,
}

impl Load {
    /// Puts the load on a program: notes, one like the other.
    ///
    /// # Errors
    /// When a command is not answered with a message.
    pub async fn on(self, stage: &Stage) -> Result<Answered> {
        self.of(stage, |nth| format!("/timeline add text:The queue of payments grows, {nth} wait now.")).await
    }

    /// Puts a load of other commands on it: the nth of them is what `line` says.
    ///
    /// # Errors
    /// When a command is not answered with a message.
    pub async fn of(self, stage: &Stage, line: impl Fn(usize) -> String) -> Result<Answered> {
        let asked = self.ask(stage, line).await?;
        let spans = spans(&stage.discord, &asked)?;
        let first = spans.iter().map(|(from, _)| *from).min().context("something was asked")?;
        let last = spans.iter().map(|(_, to)| *to).max().context("something was asked")?;
        let took = spans.iter().map(|(from, to)| clock::ms(*to - *from)).collect();
        let count = f64::from(u32::try_from(spans.len())?);
        Ok(Answered { took: Spread::of(took), per_second: count / (last - first).as_seconds_f64() })
    }

    async fn ask(self, stage: &Stage, line: impl Fn(usize) -> String) -> Result<Vec<InteractionId>> {
        let (mut asked, waiting) = (Vec::with_capacity(self.count), RefCell::new(Vec::new()));
        while asked.len() < self.count || !waiting.borrow().is_empty() {
            while asked.len() < self.count && waiting.borrow().len() < self.at_once {
                let id = stage.ana.runs(stage.channel, &line(asked.len()))?;
                asked.push(id);
                waiting.borrow_mut().push(id);
            }
            let before = waiting.borrow().len();
            stage
                .until(|stage| {
                    waiting.borrow_mut().retain(|id| stage.discord.answer_of(*id).is_none());
                    waiting.borrow().len() < before
                })
                .await?;
        }
        Ok(asked)
    }
}

/// When each command was dispatched, and when its answer arrived.
///
/// # Errors
/// When one of them was not answered with a message.
pub fn spans(discord: &Simulator, asked: &[InteractionId]) -> Result<Vec<(DateTime<Utc>, DateTime<Utc>)>> {
    let (dispatched, arrived) = (dispatches(discord), arrivals(discord));
    let span = |id: &InteractionId| {
        let id = id.to_string();
        let from = dispatched.get(&id).context("the journal holds what was dispatched")?;
        let to = arrived.get(&id).context("a command was not answered with a message")?;
        Ok((*from, *to))
    };
    asked.iter().map(span).collect()
}

type Instants = HashMap<String, DateTime<Utc>>;

fn dispatches(discord: &Simulator) -> Instants {
    let frames = discord.frames().into_iter();
    let dispatched = frames.filter(|frame| frame.event.as_deref() == Some("INTERACTION_CREATE"));
    dispatched.filter_map(|frame| Some((frame.data["id"].as_str()?.to_owned(), frame.at))).collect()
}

fn arrivals(discord: &Simulator) -> Instants {
    let calls = discord.calls().into_iter();
    let with_message = calls.filter(|call| call.body["type"] == 4 && (200..300).contains(&call.status));
    with_message
        .filter_map(|call| {
            let id = call.path.strip_prefix("/interactions/")?.split('/').next()?;
            Some((id.to_owned(), call.at))
        })
        .collect()
}
