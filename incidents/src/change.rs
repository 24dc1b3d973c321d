//! One transaction, one `now`, one actor.
//!
//! Rows, timeline, audit, notices and timers are written through the same change, so they stand together or not at all.

use std::ops::{Deref, DerefMut};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::files::Files;
use crate::ids::{ChannelId, GuildId, IncidentId, UserId};
use crate::ledger::Around;
use crate::model::contact::Contact;
use crate::model::event::Event;
use crate::model::notice::{Notice, Urgency};
use crate::model::timer::Timer;
use crate::postmortem::Typeface;
use crate::store::{self, Connection};

/// Who does something, and in which server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The server it is done in.
    pub guild: GuildId,
    /// Who does it.
    pub who: Who,
}

/// The kinds of hand that can change things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// A person on Discord.
    Person {
        /// Their id.
        id: UserId,
        /// The name they go by in this server.
        name: String,
    },
    /// Somebody who can be paged and is not on Discord, by the name of their contact.
    Contact(String),
    /// Somebody at a shell of the machine Sitrep runs on.
    Shell(String),
    /// A monitoring system, by the name of its source.
    Alert(String),
    /// A program that uses the API, by the name it was let in under.
    Token(String),
    /// Sitrep itself: a timer, a delivery, a repair.
    Sitrep,
}

impl Who {
    /// The name that stands in timeline and audit.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Person { name, .. }
            | Self::Contact(name)
            | Self::Shell(name)
            | Self::Alert(name)
            | Self::Token(name) => name,
            Self::Sitrep => "Sitrep",
        }
    }
}

impl Actor {
    /// Sitrep itself, in a server.
    #[must_use]
    pub fn sitrep(guild: GuildId) -> Self {
        Self { guild, who: Who::Sitrep }
    }

    /// A contact: the person they are on Discord, where they are one.
    #[must_use]
    pub fn contact(contact: &Contact) -> Self {
        let name = contact.name.to_string();
        let who = match contact.user {
            Some(id) => Who::Person { id, name },
            None => Who::Contact(name),
        };
        Self { guild: contact.guild, who }
    }

    /// The person's id, when a person on Discord acts.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        match &self.who {
            Who::Person { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// The name that stands in timeline and audit.
    #[must_use]
    pub fn name(&self) -> &str {
        self.who.name()
    }
}

/// One consistent state to read from. Derefs to its connection, which only the store can use.
pub struct View<'c> {
    connection: &'c mut Connection,
    around: &'c Around,
    /// The instant at which everything in it is judged.
    pub now: DateTime<Utc>,
}

/// A transaction in the making. Derefs to a view of what it has done so far.
pub struct Change<'c> {
    view: View<'c>,
    /// Who does it.
    pub by: Actor,
    rung: Rung,
    trail: Vec<store::audit::Line>,
}

/// Under this name it is noted that people were told what Discord forbids.
pub(crate) const BLOCKED: &str = "blocked ";

/// Which bells a change rings once it is committed; those of the outbox, with when the first of its wishes is due.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Rung {
    pub(crate) outbox: Option<DateTime<Utc>>,
    pub(crate) outside: Option<DateTime<Utc>>,
    pub(crate) timers: bool,
}

impl<'c> View<'c> {
    pub(crate) fn new(connection: &'c mut Connection, around: &'c Around, now: DateTime<Utc>) -> Self {
        Self { connection, around, now }
    }

    /// Our own copies of files.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.around.files
    }

    /// The address that people and machines reach us by, without a slash at its end.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.around.address
    }

    /// Fonts beside our own, for what is printed.
    #[must_use]
    pub fn typefaces(&self) -> &[Typeface] {
        &self.around.typefaces
    }
}

impl Deref for View<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

impl DerefMut for View<'_> {
    fn deref_mut(&mut self) -> &mut Connection {
        self.connection
    }
}

impl<'c> Deref for Change<'c> {
    type Target = View<'c>;

    fn deref(&self) -> &View<'c> {
        &self.view
    }
}

impl<'c> DerefMut for Change<'c> {
    fn deref_mut(&mut self) -> &mut View<'c> {
        &mut self.view
    }
}

impl<'c> Change<'c> {
    pub(crate) fn begin(view: View<'c>, by: Actor) -> Self {
        Self { view, by, rung: Rung::default(), trail: Vec::new() }
    }

    /// The server everything in this change belongs to.
    #[must_use]
    pub fn guild(&self) -> GuildId {
        self.by.guild
    }

    /// Writes what happened into the incident's log and the audit log.
    pub fn record(&mut self, incident: IncidentId, event: &Event) -> Result<()> {
        let (now, by) = (self.now, self.by.clone());
        store::entries::log(self, incident, event, &by, now)?;
        self.audit(Some(incident), event)
    }

    /// Writes what happened into the audit log alone: for what is no part of an incident's story.
    pub fn audit(&mut self, incident: Option<IncidentId>, event: &Event) -> Result<()> {
        self.trail.push((incident, serde_json::to_string(event)?));
        Ok(())
    }

    /// Puts a wish in the outbox. A wish of the same meaning that still waits there takes its place.
    pub fn send(&mut self, notice: &Notice) -> Result<()> {
        let now = self.now;
        self.send_at(notice, now)
    }

    /// Puts a wish in the outbox, not to be delivered before `due`.
    pub fn send_at(&mut self, notice: &Notice, due: DateTime<Utc>) -> Result<()> {
        let (guild, now) = (self.guild(), self.now);
        let due = store::outbox::put(self, guild, notice, due, now)?;
        let is_outside = notice.urgency() == Urgency::Outside;
        let bell = if is_outside { &mut self.rung.outside } else { &mut self.rung.outbox };
        *bell = Some(bell.map_or(due, |soonest| soonest.min(due)));
        Ok(())
    }

    /// Makes due at once what Discord forbade in this server, or in one channel of it: something may be granted now.
    pub fn unblock(&mut self, channel: Option<ChannelId>) -> Result<()> {
        let (guild, now) = (self.guild(), self.now);
        let place = channel.map_or_else(String::new, |channel| format!("%<#{channel}>"));
        if store::outbox::unblock(self, guild, &place, now)? {
            store::explained::forget(self, guild, &format!("{BLOCKED}{place}"))?;
            (self.rung.outbox, self.rung.outside) = (Some(now), Some(now));
        }
        Ok(())
    }

    /// Sets a timer; one with the same meaning is moved.
    pub fn set_timer(&mut self, timer: &Timer, due: DateTime<Utc>) -> Result<()> {
        let guild = self.guild();
        store::timers::set(self, guild, timer, due)?;
        self.rung.timers = true;
        Ok(())
    }

    /// Takes a timer back, if it is set.
    pub fn clear_timer(&mut self, timer: &Timer) -> Result<()> {
        let guild = self.guild();
        Ok(store::timers::clear(self, guild, timer)?)
    }

    /// Writes what was left for the audit log up to here, for what reads the log within the same change.
    pub(crate) fn write_trail(&mut self) -> Result<()> {
        let (now, by, trail) = (self.now, self.by.clone(), std::mem::take(&mut self.trail));
        if trail.is_empty() {
            return Ok(());
        }
        Ok(store::audit::append(self, &trail, &by, now)?)
    }

    /// Ends the change: what it left for the audit log is written, last of all.
    pub(crate) fn end(mut self) -> Result<Rung> {
        self.write_trail()?;
        Ok(self.rung)
    }
}
