//! What a person sees in return, as data. Nothing here knows how Discord spells it.

use incidents::ids::{RoleId, UserId};
use serde::{Deserialize, Serialize};

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// A message.
    Say(Message),
    /// The message that carries the pressed button changes into this one.
    Change(Message),
    /// A form to fill in.
    Form(Form),
    /// What the option under the cursor could be.
    Choices(Vec<Choice>),
}

/// A message.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Its words, at most 2,000 characters.
    pub text: String,
    /// A card below them.
    pub card: Option<Card>,
    /// Rows of buttons, or of one list each.
    pub rows: Vec<Vec<Widget>>,
    /// Files.
    pub files: Vec<File>,
    /// Whom it pings. Nobody else, whatever its words say.
    pub pings: Vec<Ping>,
    /// Whether only the person who asked sees it.
    pub private: bool,
    /// Words that end it the first time it is said. They hold a secret: a repeated answer does not have them, for they are
    /// kept nowhere.
    #[serde(skip)]
    pub once: String,
}

/// A framed part of a message.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Its title, at most 256 characters.
    pub title: String,
    /// Its words, at most 4,096 characters.
    pub text: String,
    /// The colour of its edge.
    pub colour: u32,
    /// Short facts, at most 25.
    pub fields: Vec<Field>,
    /// The small print.
    pub footer: String,
}

/// A short fact on a card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// What it is.
    pub name: String,
    /// Its value, at most 1,024 characters.
    pub value: String,
    /// Whether others may stand beside it.
    pub short: bool,
}

/// Something to press or choose from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Widget {
    /// A button.
    Button {
        /// What it says.
        label: String,
        /// What it is for.
        id: String,
        /// How it looks.
        look: Look,
    },
    /// A button that leads out of Discord.
    Link {
        /// What it says.
        label: String,
        /// Where it leads.
        url: String,
    },
    /// A list to choose one from.
    List {
        /// What it is for.
        id: String,
        /// What stands in it before a choice.
        hint: String,
        /// The choices, at most 25.
        choices: Vec<Choice>,
    },
    /// A list of what the server has, to choose from; people can search in it.
    Pick {
        /// What it is for.
        id: String,
        /// What stands in it before a choice.
        hint: String,
        /// What it lists.
        of: Of,
    },
}

/// What a list of the server's own lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Of {
    /// Its people, up to `most` of them at once.
    People {
        /// How many can be chosen.
        most: u8,
    },
    /// Its roles.
    Roles,
    /// Its channels of these kinds, by Discord's numbers.
    Channels(Vec<i64>),
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Look {
    /// The one most people want.
    Main,
    /// One among others.
    Plain,
    /// It ends well.
    Good,
    /// It cannot be taken back easily.
    Danger,
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What people read, at most 100 characters.
    pub label: String,
    /// What is meant, at most 100 characters.
    pub value: String,
}

/// A file in a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its bytes. Not kept with stored answers: those can be made again.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// What it shows, for those who cannot see it.
    pub about: String,
}

/// Somebody who is meant to hear a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ping {
    /// A person.
    User(UserId),
    /// Everybody with a role.
    Role(RoleId),
}

/// A form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// What it is for.
    pub id: String,
    /// Its title, at most 45 characters.
    pub title: String,
    /// What is asked, at most five things.
    pub inputs: Vec<Input>,
}

/// One thing a form asks for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// The field's name.
    pub id: String,
    /// What people read above it, at most 45 characters.
    pub label: String,
    /// What stands in it before a word is typed.
    pub hint: String,
    /// What stands in it already.
    pub value: String,
    /// Whether it takes more than a line.
    pub long: bool,
    /// Whether it may be left empty.
    pub optional: bool,
    /// How many characters it takes.
    pub most: u16,
}

impl Message {
    /// A message that everybody in the channel sees.
    #[must_use]
    pub fn public(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A message that only the person who asked sees.
    #[must_use]
    pub fn private(text: impl Into<String>) -> Self {
        Self { text: text.into(), private: true, ..Self::default() }
    }

    /// With words at its end that hold a secret, and are said this once.
    #[must_use]
    pub fn with_secret(self, once: String) -> Self {
        Self { once, ..self }
    }

    /// With a card.
    #[must_use]
    pub fn with_card(self, card: Card) -> Self {
        Self { card: Some(card), ..self }
    }

    /// With one more row of buttons.
    #[must_use]
    pub fn with_row(mut self, row: Vec<Widget>) -> Self {
        self.rows.push(row);
        self
    }

    /// With one more file.
    #[must_use]
    pub fn with_file(mut self, file: File) -> Self {
        self.files.push(file);
        self
    }
}

impl From<Message> for Reply {
    fn from(message: Message) -> Self {
        Self::Say(message)
    }
}

impl From<Form> for Reply {
    fn from(form: Form) -> Self {
        Self::Form(form)
    }
}

impl Widget {
    /// A button for `id`.
    #[must_use]
    pub fn button(label: &str, id: String, look: Look) -> Self {
        Self::Button { label: label.to_owned(), id, look }
    }
}

impl Input {
    /// A field of one line.
    #[must_use]
    pub fn line(id: &str, label: &str, most: u16) -> Self {
        Self { id: id.to_owned(), label: label.to_owned(), most, ..Self::default() }
    }

    /// A field of several lines.
    #[must_use]
    pub fn text(id: &str, label: &str, most: u16) -> Self {
        Self { long: true, ..Self::line(id, label, most) }
    }

    /// With what stands in it already.
    #[must_use]
    pub fn filled(self, value: Option<&str>) -> Self {
        Self { value: value.unwrap_or_default().to_owned(), ..self }
    }

    /// With a hint of what to write.
    #[must_use]
    pub fn hinting(self, hint: &str) -> Self {
        Self { hint: hint.to_owned(), ..self }
    }

    /// May be left empty.
    #[must_use]
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }
}
