//! What a person asked for, as data.

use std::collections::BTreeMap;

use incidents::ids::{ChannelId, GuildId, InteractionId, RoleId, UserId};
use incidents::model::access::Person;
use serde::{Deserialize, Serialize};

/// One click, command or form, with who did it and where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Its number; the same one arriving twice is answered alike and done once.
    pub id: InteractionId,
    /// What Discord knows its answer by, for a quarter of an hour.
    pub token: String,
    /// The server.
    pub guild: GuildId,
    /// The channel.
    pub channel: ChannelId,
    /// The person.
    pub person: Person,
    /// The person's own language, as Discord names it.
    pub locale: String,
    /// What they asked.
    pub ask: Ask,
}

impl Request {
    /// Whether somebody in Discord asked: not a shell, and not a program.
    #[must_use]
    pub fn is_from_chat(&self) -> bool {
        !self.person.is_at_shell() && !self.person.is_program()
    }
}

/// The ways of asking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// A slash command: its path (`incident open`) and what was given with it.
    Command {
        /// The command and its subcommand, with one space between.
        path: String,
        /// The options that were given.
        options: Options,
    },
    /// A slash command that is still being typed.
    Complete {
        /// The command and its subcommand.
        path: String,
        /// The options as far as they are typed.
        options: Options,
        /// The option the cursor is in.
        focused: String,
    },
    /// A button, or a choice from a list, on a message.
    Press {
        /// What the button was made for.
        id: String,
        /// What was chosen; empty for a button.
        values: Vec<String>,
    },
    /// People who were picked from a list of the server's.
    Pick {
        /// What the list was made for.
        id: String,
        /// Who was picked, with the names they go by; never a bot.
        people: Vec<(UserId, String)>,
    },
    /// A form that was sent.
    Form {
        /// What the form was made for.
        id: String,
        /// What was written, by field.
        fields: BTreeMap<String, String>,
    },
    /// A command from a message's own menu.
    Message {
        /// The command.
        name: String,
        /// The message.
        message: Box<Quoted>,
    },
}

/// The options given with a command, by name.
pub type Options = BTreeMap<String, Given>;

/// What was given for an option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Given {
    /// Text, or one of the choices.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Truth(bool),
    /// A person.
    User {
        /// Their id.
        id: UserId,
        /// The name they go by.
        name: String,
    },
    /// A role.
    Role(RoleId),
    /// A channel.
    Channel(ChannelId),
    /// A file, still at Discord.
    File(Attachment),
}

/// A file at Discord; its address expires.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attachment {
    /// The name it was given. Never used as a path.
    pub name: String,
    /// Where it can be fetched, for a while.
    pub url: String,
    /// How many bytes Discord says it has.
    pub size: u64,
    /// What Discord says it is.
    pub mime: Option<String>,
}

/// A message that a menu command was used on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quoted {
    /// The message.
    pub id: incidents::ids::MessageId,
    /// Its channel.
    pub channel: ChannelId,
    /// Who wrote it.
    pub author: UserId,
    /// The name they go by.
    pub author_name: String,
    /// When it was written.
    pub at: chrono::DateTime<chrono::Utc>,
    /// Its words, those of its embeds included.
    pub text: String,
    /// Its files.
    pub files: Vec<Attachment>,
}
