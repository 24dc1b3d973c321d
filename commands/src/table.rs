//! What a command is: its words, who may use it, and the one function that answers it.

use incidents::{Change, Result, View};

use crate::asked::Asked;
use crate::reply::{Choice, Reply};

/// A slash command, or one subcommand of it, with the buttons and forms that belong to it.
pub struct Command {
    /// What people type: `incident open`.
    pub path: &'static str,
    /// What it does, at most 100 characters.
    pub about: &'static str,
    /// What can be given with it; required options first.
    pub options: &'static [Opt],
    /// Who may use it.
    pub needs: Needs,
    /// What answers it.
    pub run: Run,
    /// The buttons, lists and forms it makes.
    pub handles: &'static [Handle],
}

/// A command in the menu of a message.
pub struct Menu {
    /// What people pick.
    pub name: &'static str,
    /// Who may use it.
    pub needs: Needs,
    /// What answers it.
    pub run: Run,
    /// The forms it makes.
    pub handles: &'static [Handle],
}

/// A button, list or form, known by the first word of its id.
pub struct Handle {
    /// The first word of its id; never changed, since old messages carry it for years.
    pub name: &'static str,
    /// Who may use it.
    pub needs: Needs,
    /// What answers it.
    pub run: Run,
}

/// The function that answers: one that may change things, or one that only reads.
#[derive(Clone, Copy)]
pub enum Run {
    /// Runs inside a change; what it answers is kept with it.
    Changes(fn(&mut Change<'_>, &Asked<'_>) -> Result<Reply>),
    /// Runs inside a change; everybody may read what it answers, so it is said in the server's language.
    Aloud(fn(&mut Change<'_>, &Asked<'_>) -> Result<Reply>),
    /// Runs on one consistent state.
    Reads(fn(&mut View<'_>, &Asked<'_>) -> Result<Reply>),
}

/// Who may use a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Everybody.
    Nothing,
    /// Those who act on incidents.
    Responder,
    /// Those who set things up.
    Admin,
}

/// Something that can be given with a command.
pub struct Opt {
    /// What people type.
    pub name: &'static str,
    /// What it means, at most 100 characters.
    pub about: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether the command makes no sense without it.
    pub required: bool,
}

/// What an option takes.
pub enum Takes {
    /// Text within these lengths.
    Text {
        /// The fewest characters.
        least: u16,
        /// The most characters.
        most: u16,
    },
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Text, with suggestions for what is typed so far.
    Suggested(Suggest),
    /// A whole number within bounds.
    Number {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// Yes or no.
    Truth,
    /// A person.
    User,
    /// A role.
    Role,
    /// A channel.
    Channel,
    /// A file.
    File,
}

/// Suggests what an option could be, given what is typed so far. Never shows what the person may not see.
pub type Suggest = fn(&mut View<'_>, &Asked<'_>, &str) -> Result<Vec<Choice>>;

impl Opt {
    /// An option that takes up to `most` characters of text.
    #[must_use]
    pub const fn text(name: &'static str, about: &'static str, most: u16) -> Self {
        Self { name, about, takes: Takes::Text { least: 0, most }, required: false }
    }

    /// An option that takes one of a few words.
    #[must_use]
    pub const fn one_of(name: &'static str, about: &'static str, words: &'static [&'static str]) -> Self {
        Self { name, about, takes: Takes::OneOf(words), required: false }
    }

    /// An option that takes text and suggests it.
    #[must_use]
    pub const fn suggested(name: &'static str, about: &'static str, suggest: Suggest) -> Self {
        Self { name, about, takes: Takes::Suggested(suggest), required: false }
    }

    /// An option of another kind.
    #[must_use]
    pub const fn of(name: &'static str, about: &'static str, takes: Takes) -> Self {
        Self { name, about, takes, required: false }
    }

    /// The same, but required.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { name: self.name, about: self.about, takes: self.takes, required: true }
    }
}

impl Command {
    /// The fewest fields a command needs; a file overrides what differs.
    pub const PLAIN: Self = Self {
        path: "",
        about: "",
        options: &[],
        needs: Needs::Nothing,
        run: Run::Reads(|_, _| Err(incidents::Refusal::UnknownCommand.into())),
        handles: &[],
    };
}
