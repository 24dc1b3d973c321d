//! What happens to the messages that timelines are made of, where Discord lets us read them: a 📌 put on or taken off, an
//! edit, a deletion.

use incidents::ids::{ChannelId, GuildId, MessageId};
use incidents::model::entry::Source;
use incidents::model::notice::{Notice, RoomNotice};
use incidents::operations::follow_source as follow;
use incidents::operations::lose_place::lose_messages;
use incidents::operations::paging::activity;
use incidents::{Actor, Change, Ledger, Result, store};
use tracing::error;

use crate::courier::pin::PIN;
use crate::gateway::{Message, Reaction};
use crate::reading;

/// Follows messages into the ledger.
pub(super) struct Sources<'a> {
    pub ledger: &'a Ledger,
}

impl Sources<'_> {
    /// A 📌 was put on a message or taken off it. What follows is a wish, so that it is not lost with a call that fails.
    pub async fn touched(&self, reaction: &Reaction) {
        let Some(guild) = reaction.guild else { return };
        if reaction.emoji != PIN || reaction.member.as_ref().is_some_and(|member| member.is_bot) {
            return;
        }
        let source = Source { channel: reaction.channel, message: reaction.message };
        let by = reaction.user;
        let name = reaction.member.as_ref().map(|member| member.display_name.clone());
        self.change(Actor::sitrep(guild), move |change| {
            let Some(incident) = store::incidents::of_channel(change, guild, source.channel)? else {
                return Ok(());
            };
            let incident = incident.id;
            change.send(&Notice::Room(RoomNotice::FollowPin { incident, source, by, name }))
        })
        .await;
    }

    /// Somebody wrote in a channel: whoever has a page there is evidently at it.
    pub async fn written(&self, guild: GuildId, channel: ChannelId) {
        let is_news = self.ledger.read(move |view| activity::is_news(view, guild, channel)).await;
        match is_news {
            Ok(false) => {}
            Ok(true) => {
                self.change(Actor::sitrep(guild), move |change| activity::activity(change, channel)).await;
            }
            Err(why) => error!("whether somebody is at work could not be looked up: {why}"),
        }
    }

    /// A message was edited.
    pub async fn edited(&self, message: &Message) {
        let source = Source { channel: message.channel, message: message.id };
        if !message.has_text {
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
                lose_messages(change, &messages)?;
                follow::source_deleted(change, channel, &messages)
            })
            .await;
        }
    }

    /// The servers to which these messages are anything: the source of an entry, or a card. Most messages are neither.
    async fn guilds_of(&self, channel: ChannelId, messages: &[MessageId]) -> Vec<GuildId> {
        let messages = messages.to_vec();
        let found = self.ledger.read(move |view| {
            let mut guilds = Vec::new();
            for message in messages {
                let entries = store::entries::of_message(view, channel, message)?;
                guilds.extend(entries.into_iter().map(|(guild, _)| guild));
                guilds.extend(store::places::of_message(view, message)?.map(|(guild, ..)| guild));
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

    async fn change(&self, by: Actor, what: impl FnOnce(&mut Change<'_>) -> Result<()> + Send + 'static) {
        let guild = by.guild;
        if let Err(why) = self.ledger.change(by, what).await {
            error!(guild.id = %guild, "what happened to a message could not be followed: {why}");
        }
    }
}
