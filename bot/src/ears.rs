//! What is done about what Discord says: requests are answered, and what servers look like is noted.

mod answering;
mod line;
mod recent;
mod registry;
mod sources;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use incidents::ids::{GuildId, UserId};
use incidents::model::notice::back_off;
use incidents::operations::hear;
use incidents::operations::members;
use incidents::{Actor, Change, Ledger, Result};
use serde_json::Value;
use tokio::sync::watch;
use tracing::{error, info, warn};

use crate::activity::Activity;
use crate::discord::{ApplicationId, Discord};
use crate::gateway::{Channel, Ears, Gone, GuildHere, Heard, IdentifyLog, Interaction, Ready, Role};
use crate::metrics::Metrics;
use line::Line;
use recent::Recent;
use sources::Sources;

/// Who we are on Discord, once it has told us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Me {
    /// Our application.
    pub application: ApplicationId,
    /// Our user.
    pub user: UserId,
}

/// Answers requests and notes what servers look like.
pub struct Hearer {
    ledger: Ledger,
    discord: Discord,
    metrics: Metrics,
    me: watch::Sender<Option<Me>>,
    recent: Recent,
    posted: Activity,
}

impl Hearer {
    /// Ears that write into a ledger and answer through Discord, and count what they answer.
    #[must_use]
    pub fn new(ledger: Ledger, discord: Discord, metrics: Metrics) -> Self {
        let (recent, posted) = (Recent::default(), Activity::default());
        Self { ledger, discord, metrics, me: watch::Sender::new(None), recent, posted }
    }

    /// Who we are; nothing until the first READY.
    #[must_use]
    pub fn me(&self) -> watch::Receiver<Option<Me>> {
        self.me.subscribe()
    }

    /// What is in hand of that which Discord posted.
    #[must_use]
    pub fn activity(&self) -> Activity {
        self.posted.clone()
    }

    /// Answers an interaction that Discord posted, in place of telling it over the gateway. Gives the answer to its request;
    /// none if the answer leaves by a call. One that is posted again is answered again, by what the ledger keeps.
    pub async fn posted(self: Arc<Self>, mut data: Value) -> Option<Value> {
        let Some(interaction) = Interaction::read(&mut data) else {
            error!("an interaction that Discord posted could not be read");
            return answering::sorry(&data).map(|(_, sorry)| sorry);
        };
        let (line, answer) = Line::held();
        // On a task of its own: what was begun is finished, also when the request is broken off.
        tokio::spawn(async move {
            let _in_hand = self.posted.begin();
            self.answer(&interaction, line).await;
        });
        answer.await.ok()
    }

    async fn answer(&self, interaction: &Interaction, line: Line) {
        let watch = self.ledger.clock().stopwatch();
        answering::answer(&self.ledger, &self.discord, &self.metrics, (interaction, line)).await;
        self.metrics.waited(watch.elapsed());
    }

    /// Asks Discord who we are, until it says so or READY has.
    pub async fn introduce(&self) {
        let clock = self.ledger.clock();
        for attempt in 1.. {
            match tokio::try_join!(self.discord.application(), self.discord.me()) {
                Ok((application, user)) => {
                    let id = |value: &Value| value["id"].as_str().and_then(|id| id.parse().ok());
                    if let (Some(application), Some(user)) = (id(&application), id(&user)) {
                        let me = Me { application: ApplicationId(application), user: UserId(user) };
                        self.me.send_replace(Some(me));
                        return;
                    }
                }
                Err(failure) => warn!(attempt, "Discord does not say yet who we are: {failure}"),
            }
            clock.sleep(back_off(attempt)).await;
        }
    }

    async fn ready(&self, ready: Ready) {
        info!(guilds = ready.guilds.len(), "ready");
        let me = Me { application: ready.application, user: ready.me };
        self.me.send_replace(Some(me));
        let invite = crate::invite::address(self.discord.base(), me.application);
        info!("to add Sitrep to a server, with the rights it needs, open {invite}");
        registry::register(&self.discord, self.ledger.clock(), me.application).await;
    }

    async fn guild_here(&self, here: GuildHere) {
        self.note(here.id, move |change| {
            let roles: Vec<_> = here.roles.iter().map(role).collect();
            hear::guild_here(change, &here.name, here.locale.as_deref().unwrap_or("en-US"), &roles)?;
            let topics = here.channels.iter().filter_map(|channel| channel.topic.as_deref());
            if let Some(number) = hear::marks_here(change, topics)? {
                warn!(guild.id = %here.id, "a channel stands for {number}, which the database does not know; it counts on from there");
            }
            let channels: Vec<_> = here.channels.iter().map(as_noted).collect();
            hear::channels_here(change, &channels)?;
            here.channels
                .iter()
                .try_for_each(|channel| hear::access_changed(change, channel.id, &channel.overwrites))
        })
        .await;
    }

    async fn channel_changed(&self, guild: GuildId, channel: Channel) {
        self.note(guild, move |change| {
            hear::channel_changed(change, &as_noted(&channel))?;
            hear::access_changed(change, channel.id, &channel.overwrites)
        })
        .await;
    }

    fn sources(&self) -> Sources<'_> {
        Sources { ledger: &self.ledger }
    }

    async fn note(&self, guild: GuildId, what: impl FnOnce(&mut Change<'_>) -> Result<()> + Send + 'static) {
        if let Err(why) = self.ledger.change(Actor::sitrep(guild), what).await {
            error!(guild.id = %guild, "what Discord told of a server could not be noted: {why}");
        }
    }

    /// An event of a kind we answer that could not be read: an interaction is answered all the same.
    async fn unparsed(&self, kind: &str, value: &Value) {
        error!("an event of kind {kind} could not be read");
        if kind == "INTERACTION_CREATE" {
            answering::apologise(&self.discord, value).await;
        }
    }
}

fn role(role: &Role) -> hear::Role {
    hear::Role { id: role.id, name: role.name.clone(), permissions: role.permissions.cast_signed() }
}

fn as_noted(channel: &Channel) -> incidents::store::channels::Channel {
    incidents::store::channels::Channel {
        id: channel.id,
        name: channel.name.clone(),
        kind: channel.kind.cast_signed(),
    }
}

#[serenity::async_trait]
impl Ears for Hearer {
    async fn heard(&self, event: Heard) {
        match event {
            Heard::Ready(ready) => self.ready(ready).await,
            Heard::Interaction(interaction) => {
                if self.recent.is_first(interaction.id) {
                    self.answer(&interaction, Line::Called).await;
                }
            }
            Heard::GuildHere(here) => self.guild_here(*here).await,
            Heard::GuildGone(guild, Gone::Removed) => {
                warn!(guild.id = %guild, "a server has put us out; its facts stay");
                self.note(guild, hear::guild_gone).await;
            }
            Heard::RoleChanged(guild, changed) => {
                self.note(guild, move |change| hear::role_changed(change, &role(&changed))).await;
            }
            Heard::RoleDeleted(guild, role) => {
                self.note(guild, move |change| hear::role_gone(change, role)).await;
            }
            Heard::ChannelChanged(guild, channel) => self.channel_changed(guild, channel).await,
            Heard::ChannelDeleted(guild, channel) => {
                self.note(guild, move |change| hear::channel_gone(change, channel)).await;
            }
            Heard::Unparsed { kind, value } => self.unparsed(&kind, &value).await,
            Heard::MessageEdited(message) => self.sources().edited(&message).await,
            Heard::MessagesDeleted(channel, messages) => self.sources().deleted(channel, messages).await,
            Heard::ReactionAdded(reaction) | Heard::ReactionRemoved(reaction) => {
                self.sources().touched(&reaction).await;
            }
            Heard::Resumed | Heard::GuildGone(_, Gone::Unavailable) | Heard::Written(None, _) => {}
            Heard::Written(Some(guild), channel) => self.sources().written(guild, channel).await,
            Heard::MemberLeft(guild, user) => {
                self.note(guild, move |change| members::left(change, user)).await;
            }
            Heard::MemberCame(guild, member) => {
                let name = member.display_name;
                self.note(guild, move |change| members::here(change, member.user, &name)).await;
            }
        }
    }
}

/// IDENTIFYs, written down in the ledger.
pub struct Identifies(pub Ledger);

#[serenity::async_trait]
impl IdentifyLog for Identifies {
    async fn record(&self, at: DateTime<Utc>) {
        let by = Actor::sitrep(GuildId(0));
        let written =
            self.0.change(by, move |change| Ok(incidents::store::identifies::put(change, at)?)).await;
        if let Err(why) = written {
            error!("an IDENTIFY could not be written down: {why}");
        }
    }

    async fn since(&self, at: DateTime<Utc>) -> u64 {
        let count = self.0.read(move |view| Ok(incidents::store::identifies::since(view, at)?)).await;
        count.map_or(0, i64::cast_unsigned)
    }
}
