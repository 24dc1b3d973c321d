//! People as actors. Each verb ends when the bot is quiet.

use std::cell::Cell;

use simulator::{ChannelId, ClientRefusal, InteractionId, MessageId, MessageView, Person};

use super::World;
use super::told::{Told, words};

/// Somebody, sitting in a channel.
pub struct Actor<'w> {
    /// The person behind it.
    pub person: Person,
    world: &'w World,
    here: Cell<ChannelId>,
    last: Cell<Option<InteractionId>>,
}

impl<'w> Actor<'w> {
    pub(super) fn new(world: &'w World, person: Person) -> Self {
        let here = world.guild.channel("general").expect("every server has it");
        Self { person, world, here: Cell::new(here), last: Cell::new(None) }
    }

    /// Goes to a channel of this name.
    pub fn goes_to(&self, channel: &str) -> &Self {
        let found = self.world.guild.channel(channel);
        self.here.set(found.unwrap_or_else(|| panic!("there is no channel {channel}")));
        self
    }

    /// Sets their client to another language, as Discord names it.
    pub fn speaks(&self, locale: &str) {
        self.person.speaks(locale);
    }

    /// The channel they sit in.
    #[must_use]
    pub fn here(&self) -> ChannelId {
        self.here.get()
    }

    /// Runs a slash command.
    pub async fn runs(&self, line: &str) -> Told {
        self.told(self.person.runs(self.here(), line)).await
    }

    /// Types a slash command as far as `line`, and looks at the suggestions for its last option.
    pub async fn types(&self, line: &str) -> Vec<String> {
        self.told(self.person.completes(self.here(), line)).await.suggestions()
    }

    /// Presses a button of this label on the newest message that has it, here or in the person's direct messages.
    pub async fn clicks(&self, button: &str) -> Told {
        let message = self.newest(|message| words(message).contains(button));
        self.told(self.person.clicks(message, button)).await
    }

    /// Chooses from the list with this hint on the newest message that has it.
    pub async fn selects(&self, hint: &str, values: &[&str]) -> Told {
        let has = |message: &MessageView| {
            serde_json::Value::from(message.components.clone()).to_string().contains(hint)
        };
        let message = self.newest(has);
        self.told(self.person.selects(message, hint, values)).await
    }

    /// Presses a button of a message.
    pub async fn clicks_on(&self, message: MessageId, button: &str) -> Told {
        self.told(self.person.clicks(message, button)).await
    }

    /// Fills in the form that was just opened, and sends it.
    pub async fn fills_in(&self, fields: &[(&str, &str)]) -> Told {
        let opener = self.last.get().expect("something was asked before");
        self.told(self.person.submits(opener, fields)).await
    }

    /// Uses a command in the menu of a message.
    pub async fn uses(&self, entry: &str, message: MessageId) -> Told {
        self.told(self.person.uses_message_menu(entry, message)).await
    }

    /// Says something in the channel.
    pub async fn says(&self, text: &str) -> MessageId {
        let said = self.person.says(self.here(), text, &[]).expect("people may speak here");
        self.world.settle().await;
        said
    }

    /// What they see in the channel, oldest first, each message as all its words.
    #[must_use]
    pub fn sees(&self) -> Vec<String> {
        self.person.sees(self.here()).iter().map(words).collect()
    }

    /// Fails unless they see a message with these words in the channel.
    pub fn must_see(&self, part: &str) -> MessageView {
        let seen = self.person.sees(self.here());
        let found = seen.iter().rev().find(|message| words(message).contains(part));
        found.cloned().unwrap_or_else(|| panic!("{part:?} is not among {:#?}", self.sees()))
    }

    /// Their direct messages from the bot, oldest first, each as all its words.
    #[must_use]
    pub fn hears(&self) -> Vec<String> {
        self.person.directs().iter().map(words).collect()
    }

    fn newest(&self, wanted: impl Fn(&MessageView) -> bool) -> MessageId {
        let mut seen = self.person.sees(self.here());
        seen.extend(self.person.directs());
        seen.sort_by_key(|message| message.id);
        let found = seen.iter().rev().find(|message| wanted(message));
        found.unwrap_or_else(|| panic!("no such message among {:#?}", self.sees())).id
    }

    async fn told(&self, asked: Result<InteractionId, ClientRefusal>) -> Told {
        let to = asked.unwrap_or_else(|why| panic!("Discord's own client refuses: {why}"));
        self.last.set(Some(to));
        self.world.settle().await;
        let answer = self.world.discord.answer_of(to);
        Told { to, answer: answer.unwrap_or_else(|| panic!("the application did not respond")) }
    }
}
