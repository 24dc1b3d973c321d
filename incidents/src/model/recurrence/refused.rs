//! Why a text is no recurrence, and what to type instead.

use crate::worded::Worded;

/// Why a text is no recurrence. Its words are what the person reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Worded)]
pub enum Refused {
    /// Nothing was typed.
    #[error("Type how often, for example every monday 9:00, every quarter or 0 9 * * 1-5.")]
    Empty,
    /// No form fits.
    #[error(
        "I could not read “{0}” as a repeat. Type for example every monday 9:00, every 2 weeks, every quarter, last friday of the month, or a cron line like 0 9 * * 1-5."
    )]
    NotUnderstood(String),
    /// More often than daily, in words.
    #[error("In words I only repeat by days or longer. For more, type a cron line: 0 * * * * is every hour.")]
    TooOften,
    /// A count of nought or beyond reason.
    #[error("I cannot repeat every {0}. Type a number from 1 to 1000.")]
    Count(u32),
    /// No clock shows the time.
    #[error("There is no such time as {0}. Type it as 09:00 or 9 AM.")]
    Time(String),
    /// Neither five, six nor seven fields.
    #[error(
        "A cron line has five fields (minute, hour, day of month, month, weekday), or six with seconds in front, or seven with the year behind; this has {0}."
    )]
    Fields(usize),
    /// One field is wrong.
    #[error("The {field} “{text}” of the cron line cannot be: it takes {takes}.")]
    Field {
        /// Which one.
        field: &'static str,
        /// What was typed.
        text: String,
        /// What it takes.
        takes: &'static str,
    },
    /// Extensions that other crons have.
    #[error("L, W and # are not known here. Type it in words, for example last friday of the month.")]
    Extension,
    /// Words behind an @ that mean nothing.
    #[error("I do not know @{0}. Type @yearly, @monthly, @weekly, @daily or @hourly.")]
    Shorthand(String),
    /// No date fits.
    #[error("“{0}” never comes. Check its day and month, and its year if it has one.")]
    Never(String),
}

impl Refused {
    /// Quotes what was typed, short enough and harmless to repeat.
    pub(super) fn not_understood(text: &str) -> Self {
        Self::NotUnderstood(quoted(text))
    }
}

/// The beginning of a text, without what could break a layout.
pub(super) fn quoted(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}
