//! Why a text is no instant, and what to type instead.

use chrono::{FixedOffset, NaiveDateTime};

use super::Tense;
use crate::model::span::{NoSpan, Span};
use crate::model::zone::{UnknownZone, Zone};
use crate::worded::Worded;

const FORM: &str = "%Y-%m-%d %H:%M";

/// Why a text is no instant. Its words are what the person reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Worded)]
pub enum Unreadable {
    /// Nothing was typed.
    #[error("Type a time, for example 14:13, 5m ago or 2024-06-02 2:13 PM EST.")]
    Empty,
    /// No form fits.
    #[error("I could not read “{0}” as a time. Type for example 14:13, 5m ago or 2024-06-02 2:13 PM EST.")]
    NotUnderstood(String),
    /// No form fits, where something to come was asked for.
    #[error(
        "I could not read “{0}” as a time to come. Type for example tomorrow 9:00, next friday, in 3 days or 2024-06-02."
    )]
    NotAhead(String),
    /// The date and time were read, the word behind them was not.
    #[error(transparent)]
    Zone(#[from] UnknownZone),
    /// A length of time that is out of bounds.
    #[error(transparent)]
    Span(#[from] NoSpan),
    /// No calendar has the date.
    #[error("There is no such date as {0}. Check day and month, or type it as 2024-06-02.")]
    NoSuchDate(String),
    /// No clock shows the time.
    #[error("There is no such time as {0}. Hours run from 00:00 to 23:59, or from 12 AM to 11:59 PM.")]
    NoSuchTime(String),
    /// An hour past twelve with AM or PM.
    #[error("{typed} mixes two clocks. Type {hour:02}:{minute:02}{twelve}.")]
    TwoClocks {
        /// The time as typed.
        typed: String,
        /// Its hour.
        hour: u32,
        /// Its minute.
        minute: u32,
        /// The same by the twelve-hour clock, as the end of the sentence.
        twelve: String,
    },
    /// A number alone.
    #[error("{0} alone could be an hour, a day or minutes. Type {0}:00, {0} PM or {0}m ago.")]
    BareNumber(u32),
    /// A span alone where both directions make sense.
    #[error("Is that past or to come? Type {0} ago or in {0}.")]
    NoDirection(Span),
    /// The clocks were set back, so the time came twice.
    #[error(
        "{when} came twice in {zone}, because the clocks were set back. Type {when} {first} for the first time, or {when} {second} for the second.",
        when = local.format(FORM), first = offsets.0, second = offsets.1
    )]
    Twice {
        /// The time as typed.
        local: NaiveDateTime,
        /// Where.
        zone: Zone,
        /// The offsets of the first and of the second time.
        offsets: (FixedOffset, FixedOffset),
    },
    /// The clocks were set forward, so the time never came.
    #[error(
        "{when} never came in {zone}, because the clocks were set forward. The first time after it is {after}: type that, or add the offset you mean, as in {when} +00:00.",
        when = local.format(FORM), after = first.format(FORM)
    )]
    Never {
        /// The time as typed.
        local: NaiveDateTime,
        /// Where.
        zone: Zone,
        /// What the clocks showed after the gap.
        first: NaiveDateTime,
    },
    /// In the future, where only the past makes sense.
    #[error("{when} {zone} is still to come. Type when it happened, with its date if that was not today, or 5m ago.", when = local.format(FORM))]
    StillToCome {
        /// The time as read.
        local: NaiveDateTime,
        /// Where.
        zone: Zone,
    },
    /// In the past, where only the future makes sense.
    #[error("{when} {zone} has passed. Type a time to come, for example tomorrow 9:00 or in 3 days.", when = local.format(FORM))]
    AlreadyPast {
        /// The time as read.
        local: NaiveDateTime,
        /// Where.
        zone: Zone,
    },
    /// Before 1970 or after 2100.
    #[error("That is too far away. Type a date between 1970-01-01 and 2100-12-31.")]
    TooFar,
}

impl Unreadable {
    /// Quotes what was typed, short enough and harmless to repeat.
    pub(super) fn not_understood(text: &str) -> Self {
        let mut quoted: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
        if text.chars().count() > 60 {
            quoted.push('…');
        }
        Self::NotUnderstood(quoted)
    }

    /// The same refusal with examples of what makes sense in a tense.
    pub(super) fn exemplified(self, tense: Tense) -> Self {
        match (self, tense) {
            (Self::NotUnderstood(typed), Tense::Future) => Self::NotAhead(typed),
            (other, _) => other,
        }
    }
}
