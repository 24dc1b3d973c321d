//! A pretend Discord with one measured program in it, ready to be asked.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use simulator::{ChannelId, Limits, Options, Person, Simulator};

use crate::clock;
use crate::contender::Contender;
use crate::process::Process;

/// By then something is broken, however busy the machine is.
const STUCK: Duration = Duration::from_secs(60);

/// The scene of one run.
pub struct Stage {
    /// The pretend Discord.
    pub discord: Simulator,
    /// Who asks.
    pub ana: Person,
    /// Where she asks.
    pub channel: ChannelId,
    /// Who answers.
    pub program: Process,
}

impl Stage {
    /// Starts the program and waits until it can be asked.
    ///
    /// # Errors
    /// When it does not start, or not in time.
    pub async fn set(contender: Contender, folder: &Path) -> Result<Self> {
        let discord =
            Simulator::start(Options { limits: Limits::Off, ..Options::new(Arc::new(clock::now)) }).await?;
        let guild = discord.guild("Acme");
        let ana = guild.person("ana");
        let channel = guild.channel("general").context("a server is founded with it")?;
        let program = Process::start(contender, &discord, folder)?;
        let mut stage = Self { discord, ana, channel, program };
        stage.until(|stage| stage.discord.online() > 0 && !stage.discord.commands().is_empty()).await?;
        if contender == Contender::Sitrep {
            stage.channel = stage.opens(&stage.ana, channel).await?;
        }
        Ok(stage)
    }

    /// Somebody opens their server's first incident. Says in which channel it lives.
    ///
    /// # Errors
    /// When it is not opened.
    pub async fn opens(&self, who: &Person, at: ChannelId) -> Result<ChannelId> {
        who.runs(at, "/incident open title:Checkout is down")?;
        let guild = who.guild();
        let place = || guild.channels().into_iter().find(|channel| channel.name.starts_with("inc-"));
        let is_pinned = |channel: ChannelId| who.sees(channel).iter().any(|message| message.is_pinned);
        self.until(|_| place().is_some_and(|channel| is_pinned(channel.id))).await?;
        Ok(place().context("it was there")?.id)
    }

    /// Waits until it is so.
    ///
    /// # Errors
    /// When it does not become so.
    pub async fn until(&self, so: impl Fn(&Self) -> bool) -> Result<()> {
        let mut changed = self.discord.changed();
        let waiting = async {
            while !so(self) {
                changed.changed().await?;
            }
            Ok(())
        };
        let waited = tokio::time::timeout(STUCK, waiting).await;
        waited.with_context(|| format!("nothing comes any more after\n{}", self.last_words()))?
    }

    fn last_words(&self) -> String {
        let transcript = self.discord.transcript();
        let from = transcript.char_indices().rev().nth(2_000).map_or(0, |(place, _)| place);
        transcript[from..].to_owned()
    }
}
