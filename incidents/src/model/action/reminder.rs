//! When an action is reminded of, and who is told.
//!
//! Two business days before it is due, on the day, then after one, three and seven days, then weekly; always at nine by
//! the owner's clock. From the seventh day the lead is told too, from the fourteenth the incident's channel.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::hours::nine;
use super::owner::Owner;
use super::{Action, Due};
use crate::ids::{ActionId, ContactId, IncidentId, UserId};
use crate::model::calendar::Calendar;
use crate::model::zone::Zone;

/// Business days before the day it is due.
const BEFORE: i32 = -2;
/// Days after the day it is due; from the last on, weekly.
const AFTER: [i64; 4] = [0, 1, 3, 7];
const WEEK: i64 = 7;
/// From so many days overdue the lead is told too.
pub const LEAD_FROM: i64 = 7;
/// From so many days overdue the incident's channel is told too.
pub const CHANNEL_FROM: i64 = 14;
/// How long before its time a reminder is collected, so that everything of one hour is in one message.
pub const COLLECT: TimeDelta = TimeDelta::minutes(1);
/// A reminder is called late when it is told so long after its time.
pub const LATE: TimeDelta = TimeDelta::hours(1);

/// What decides when an action is reminded of.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'p> {
    /// By when it is to be done.
    pub due: Due,
    /// The owner's zone, else the server's.
    pub zone: Zone,
    /// The days on which people work.
    pub calendar: &'p Calendar,
    /// Nothing is said before this.
    pub snoozed_until: Option<DateTime<Utc>>,
}

impl Plan<'_> {
    /// The first reminder after an instant.
    #[must_use]
    pub fn next_after(&self, after: DateTime<Utc>) -> DateTime<Utc> {
        match self.snoozed_until.filter(|until| *until > after) {
            Some(until) => until,
            None => self.planned_after(after),
        }
    }

    fn planned_after(&self, after: DateTime<Utc>) -> DateTime<Utc> {
        let due = self.due.date(self.zone);
        let before = std::iter::once(self.calendar.add_business_days(due, BEFORE));
        let fixed = AFTER.iter().map(|days| due + TimeDelta::days(*days));
        let early = before.chain(fixed).map(|day| nine(day, self.zone)).find(|at| *at > after);
        early.unwrap_or_else(|| self.weekly_after(due, after))
    }

    /// Weekly from the last fixed one on, counted by dates so that it stays at nine whatever the clocks do.
    fn weekly_after(&self, due: NaiveDate, after: DateTime<Utc>) -> DateTime<Utc> {
        let passed = (self.zone.local(after).date() - due).num_days();
        let week = due + TimeDelta::days(passed - passed.rem_euclid(WEEK));
        let this = nine(week, self.zone);
        if this > after { this } else { nine(week + TimeDelta::days(WEEK), self.zone) }
    }

    /// How many days it is overdue; negative while it is not due yet.
    #[must_use]
    pub fn days_overdue(&self, now: DateTime<Utc>) -> i64 {
        (self.zone.local(now).date() - self.due.date(self.zone)).num_days()
    }
}

/// Who gets a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Recipient {
    /// A person, by direct message.
    User(UserId),
    /// A contact who is not on Discord, by a way of their own.
    Contact(ContactId),
    /// Everybody in an incident's channel.
    Channel(IncidentId),
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(id) => write!(f, "user:{id}"),
            Self::Contact(id) => write!(f, "contact:{id}"),
            Self::Channel(id) => write!(f, "incident:{id}"),
        }
    }
}

impl FromStr for Recipient {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let unknown = || format!("{text:?} is nobody to remind");
        let (kind, id) = text.split_once(':').ok_or_else(unknown)?;
        match kind {
            "user" => id.parse().map(Self::User).map_err(|_| unknown()),
            "contact" => id.parse().map(Self::Contact).map_err(|_| unknown()),
            "incident" => id.parse().map(Self::Channel).map_err(|_| unknown()),
            _ => Err(unknown()),
        }
    }
}

impl Serialize for Recipient {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Recipient {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

super::words! {
    /// Why somebody is reminded.
    Why:
    /// It is theirs.
    Owner = "owner",
    /// It was given to them by somebody else.
    Given = "given",
    /// They lead, and it is long overdue.
    Lead = "lead",
    /// They lead, and nobody who owns it can be told.
    Stranded = "stranded",
    /// It is so long overdue that everybody is told.
    Everybody = "everybody",
}

/// One action in a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Which.
    pub action: ActionId,
    /// Why this person.
    pub why: Why,
    /// When it should have been told, where that is long past.
    pub late_since: Option<DateTime<Utc>>,
}

/// Who is told of an action that has been overdue for so many days, and why; nobody twice. `owner` is how the person behind
/// its owner is reached, where there is a way.
#[must_use]
pub fn audience(
    action: &Action,
    owner: Option<Recipient>,
    lead: Option<UserId>,
    days_overdue: i64,
) -> Vec<(Recipient, Why)> {
    let channel = Recipient::Channel(action.incident);
    let lead = lead.map(Recipient::User);
    let first = match (owner, &action.owner) {
        (Some(to), _) => (to, Why::Owner),
        (None, Some(Owner::Role { .. })) => (channel, Why::Owner),
        (None, _) => (lead.unwrap_or(channel), Why::Stranded),
    };
    let mut told = vec![first];
    let copies = [
        lead.filter(|_| days_overdue >= LEAD_FROM).map(|lead| (lead, Why::Lead)),
        (days_overdue >= CHANNEL_FROM).then_some((channel, Why::Everybody)),
    ];
    for (recipient, why) in copies.into_iter().flatten() {
        if !told.iter().any(|(known, _)| *known == recipient) {
            told.push((recipient, why));
        }
    }
    told
}

/// Who is told instead when somebody is out of reach: the lead, else the incident's channel.
#[must_use]
pub fn instead_of(unreachable: Recipient, incident: IncidentId, lead: Option<UserId>) -> Recipient {
    let lead = lead.map(Recipient::User).filter(|lead| *lead != unreachable);
    lead.unwrap_or(Recipient::Channel(incident))
}

#[cfg(test)]
mod tests;
