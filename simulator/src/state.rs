//! Everything there is: the one store, of which REST answers and gateway events are projections.

pub(crate) mod attachment;
pub(crate) mod channel;
pub(crate) mod command;
pub(crate) mod emit;
pub(crate) mod event;
pub(crate) mod guild;
pub(crate) mod interaction;
pub(crate) mod look;
pub(crate) mod message;
pub(crate) mod role;
pub(crate) mod show;
pub(crate) mod user;
pub(crate) mod write;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

pub(crate) use self::{
    attachment::Attachment,
    channel::{Channel, ChannelKind, Overwrite, OverwriteOf, Thread},
    command::{Command, CommandKind},
    guild::{Guild, Member},
    interaction::{Interaction, InteractionKind, Phase},
    message::{Message, Pings, Reaction},
    role::Role,
    user::User,
};
use crate::{
    endpoint::{Endpoint, Signer},
    faults::Faults,
    gateway::Hub,
    ids::{ApplicationId, AttachmentId, ChannelId, CommandId, GuildId, InteractionId, Mint, UserId},
    journal::Journal,
    memory::Memory,
    oauth::OAuth,
    options::Options,
    permissions::Permissions,
    rates::Rates,
};

/// The pretend Discord's memory. What is not skipped is what a [`Memory`] holds.
#[derive(Serialize)]
pub(crate) struct State {
    #[serde(skip)]
    pub(crate) options: Options,
    #[serde(skip)]
    pub(crate) base: String,
    #[serde(skip)]
    pub(crate) token: String,
    pub(crate) application: ApplicationId,
    pub(crate) bot: UserId,
    pub(crate) users: BTreeMap<UserId, User>,
    pub(crate) guilds: BTreeMap<GuildId, Guild>,
    pub(crate) channels: BTreeMap<ChannelId, Channel>,
    pub(crate) attachments: BTreeMap<AttachmentId, Attachment>,
    pub(crate) commands: BTreeMap<CommandId, Command>,
    pub(crate) interactions: BTreeMap<InteractionId, Interaction>,
    #[serde(skip)]
    pub(crate) hub: Hub,
    #[serde(skip)]
    pub(crate) oauth: OAuth,
    /// Where interactions are sent in place of the gateway, if somewhere.
    #[serde(skip)]
    pub(crate) endpoint: Option<Endpoint>,
    #[serde(skip)]
    pub(crate) signer: Signer,
    #[serde(skip)]
    pub(crate) journal: Journal,
    #[serde(skip)]
    pub(crate) faults: Faults,
    #[serde(skip)]
    pub(crate) rates: Rates,
    mint: Mint,
}

impl State {
    /// A Discord with one application and its bot, and nobody else.
    pub(crate) fn new(options: Options, base: String) -> Self {
        let mut mint = Mint::default();
        let now = (options.clock)();
        let application = ApplicationId::new(mint.next(now));
        let bot = UserId::new(application.get());
        let name = options.bot_name.clone();
        let user =
            User { id: bot, name, is_bot: true, blocks_direct_messages: false, locale: "en-US".into() };
        Self {
            token: options.token.clone(),
            hub: Hub::new(&options),
            oauth: OAuth::default(),
            rates: Rates::new(&options),
            options,
            base,
            application,
            bot,
            users: BTreeMap::from([(bot, user)]),
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            attachments: BTreeMap::new(),
            commands: BTreeMap::new(),
            interactions: BTreeMap::new(),
            endpoint: None,
            signer: Signer::default(),
            journal: Journal::default(),
            faults: Faults::default(),
            mint,
        }
    }

    /// Goes on from what was remembered.
    pub(crate) fn recall(&mut self, memory: Memory) {
        self.application = memory.application;
        self.bot = memory.bot;
        self.users = memory.users;
        self.guilds = memory.guilds;
        self.channels = memory.channels;
        self.attachments = memory.attachments;
        self.commands = memory.commands;
        self.interactions = memory.interactions;
        self.mint = memory.mint;
    }

    /// The simulator's moment.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.options.clock)()
    }

    /// A new number of any kind of id.
    pub(crate) fn mint(&mut self) -> u64 {
        let now = self.now();
        self.mint.next(now)
    }

    /// What somebody may do in a channel; a thread is judged by its parent, a direct conversation by who is in it.
    pub(crate) fn permissions_in(&self, channel: ChannelId, user: UserId) -> Permissions {
        let Some(channel) = self.channels.get(&channel) else { return Permissions::NONE };
        let Some(guild) = channel.guild.and_then(|guild| self.guilds.get(&guild)) else {
            let is_in_it = user == self.bot || channel.recipients.contains(&user);
            return if is_in_it {
                Permissions::everyone() | Permissions::PIN_MESSAGES
            } else {
                Permissions::NONE
            };
        };
        let judged = match channel.thread {
            Some(_) => channel.parent.and_then(|parent| self.channels.get(&parent)).unwrap_or(channel),
            None => channel,
        };
        let granted = crate::permissions::in_channel(guild, judged, user);
        let is_closed = channel.kind == ChannelKind::PrivateThread
            && !granted.contains(Permissions::MANAGE_THREADS)
            && !channel.thread.as_ref().is_some_and(|thread| thread.members.contains(&user));
        if is_closed { Permissions::NONE } else { granted }
    }
}
