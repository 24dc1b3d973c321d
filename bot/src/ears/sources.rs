//! What happens to the messages that timelines are made of, where Discord lets us read them: a 📌 put on or taken off, an
//! edit, a deletion.

use commands::request::Quoted;
use incidents::ids::{ChannelId, GuildId, MessageId, UserId};
use incidents::model::attachment::Offered;
use incidents::model::entry::{EntryKind, Source};
use incidents::operations::capture::Captured;
use incidents::operations::follow_source as follow;
use incidents::{Actor, Change, Ledger, Result, Who, store};
use serde_json::Value;
use tracing::{error, warn};

use crate::discord::Discord;
use crate::gateway::{Message, Reaction};
use crate::reading;

/// The emoji that puts a message on the timeline.
const PIN: &str = "📌";

/// Follows messages into the ledger.
pub(super) struct Sources<'a> {
    pub ledger: &'a Ledger,
    pub discord: &'a Discord,
}

impl Sources<'_> {
    /// A reaction was put on.
    pub async fn reacted(&self, reaction: &Reaction) {
        let (Some(guild), Some(member)) = (reaction.guild, &reaction.member) else { return };
        if reaction.emoji != PIN || member.is_bot || !self.is_of_incident(guild, reaction.channel).await {
            return;
        }
        let Some(message) = self.fetched(reaction).await else { return };
        let Some(quoted) = reading::message(&message) else { return };
        let by = person(guild, reaction.user, &member.display_name);
        self.change(by, move |change| follow::pin_message(change, &captured(quoted)).map(drop)).await;
    }

    /// A reaction was taken off. While somebody else's 📌 is on the message, nothing happens.
    pub async fn unreacted(&self, reaction: &Reaction) {
        let Some(guild) = reaction.guild else { return };
        if reaction.emoji != PIN || !self.is_of_incident(guild, reaction.channel).await {
            return;
        }
        let Some(message) = self.fetched(reaction).await else { return };
        if !is_pinned(&message) {
            let source = Source { channel: reaction.channel, message: reaction.message };
            self.change(Actor::sitrep(guild), move |change| follow::unpin_message(change, source)).await;
        }
    }

    /// A message was edited.
    pub async fn edited(&self, message: &Message) {
        let source = Source { channel: message.channel, message: message.id };
        if message.content.is_none() {
            return;
        }
        let text = reading::words(&message.raw);
        for guild in self.guilds_of(source.channel, &[source.message]).await {
            let text = text.clone();
            self.change(Actor::sitrep(guild), move |change| follow::source_edited(change, source, &text))
                .await;
        }
    }

    /// Messages were deleted.
    pub async fn deleted(&self, channel: ChannelId, messages: Vec<MessageId>) {
        for guild in self.guilds_of(channel, &messages).await {
            let messages = messages.clone();
            self.change(Actor::sitrep(guild), move |change| {
                follow::source_deleted(change, channel, &messages)
            })
            .await;
        }
    }

    /// The server whose timelines have entries from these messages: most messages are on no timeline.
    async fn guilds_of(&self, channel: ChannelId, messages: &[MessageId]) -> Vec<GuildId> {
        let messages = messages.to_vec();
        let found = self.ledger.read(move |view| {
            let mut guilds = Vec::new();
            for message in messages {
                let entries = store::entries::of_message(view, channel, message)?;
                guilds.extend(entries.into_iter().map(|(guild, _)| guild));
            }
            guilds.sort_unstable();
            guilds.dedup();
            Ok(guilds)
        });
        found.await.unwrap_or_else(|why| {
            error!("what happened to a message could not be followed: {why}");
            Vec::new()
        })
    }

    async fn is_of_incident(&self, guild: GuildId, channel: ChannelId) -> bool {
        let found =
            self.ledger.read(move |view| Ok(store::incidents::of_channel(view, guild, channel)?.is_some()));
        found.await.unwrap_or_else(|why| {
            error!("a reaction could not be followed: {why}");
            false
        })
    }

    async fn fetched(&self, reaction: &Reaction) -> Option<Value> {
        match self.discord.message(reaction.channel, reaction.message).await {
            Ok(message) => Some(message),
            Err(failure) => {
                warn!("a message with a 📌 could not be read: {failure}");
                None
            }
        }
    }

    async fn change(&self, by: Actor, what: impl FnOnce(&mut Change<'_>) -> Result<()> + Send + 'static) {
        let guild = by.guild;
        if let Err(why) = self.ledger.change(by, what).await {
            error!(guild.id = %guild, "what happened to a message could not be followed: {why}");
        }
    }
}

fn person(guild: GuildId, id: UserId, name: &str) -> Actor {
    Actor { guild, who: Who::Person { id, name: name.to_owned() } }
}

fn is_pinned(message: &Value) -> bool {
    let reactions = message["reactions"].as_array().into_iter().flatten();
    reactions.into_iter().any(|reaction| {
        reaction["emoji"]["name"] == PIN && reaction["count"].as_u64().is_some_and(|count| count > 0)
    })
}

fn captured(quoted: Quoted) -> Captured {
    let offered =
        |file: commands::request::Attachment| Offered { name: file.name, url: file.url, size: file.size };
    Captured {
        source: Source { channel: quoted.channel, message: quoted.id },
        at: quoted.at,
        author: quoted.author,
        author_name: quoted.author_name,
        text: quoted.text,
        files: quoted.files.into_iter().map(offered).collect(),
        kind: EntryKind::Note,
        pinned: true,
    }
}
