//! What a person can mend, in the exact sentence they read, with what to do next.

mod alerts;
mod heartbeat;
mod postmortem;
mod roster;
mod set_up;
mod tracker;

use thiserror::Error;

pub use alerts::AlertRefusal;
pub use heartbeat::HeartbeatRefusal;
pub use postmortem::PostmortemRefusal;
pub use roster::RosterRefusal;
pub use set_up::SetUpRefusal;
pub use tracker::TrackerRefusal;

use crate::ids::{ActionNumber, Number};
use crate::model::escalation::PageRefused;
use crate::model::moment::Unreadable;
use crate::model::recurrence::Refused as NoRecurrence;
use crate::worded::Worded;

/// A wish that was not granted, in the words the person reads.
#[derive(Debug, Clone, PartialEq, Eq, Error, Worded)]
pub enum Refusal {
    /// The incident is over.
    #[error("{0} is already resolved. Use `/incident reopen` first.")]
    AlreadyResolved(Number),
    /// The incident was a false alarm.
    #[error("{0} was cancelled as a false alarm. Use `/incident reopen` if it is real after all.")]
    AlreadyCancelled(Number),
    /// The incident was merged.
    #[error("{0} was merged into another incident. Go on there; `/incident show` names it.")]
    AlreadyMerged(Number),
    /// The end would come before the start.
    #[error(
        "{0} cannot be resolved before it started. Give a later `at`, or correct `started` with `/incident set`."
    )]
    ResolvedBeforeStart(Number),
    /// There is no such incident here, or none the person may see.
    #[error(
        "There is no incident \"{0}\" here. Pick one from the list under `incident`, or see `/incident list`."
    )]
    NoSuchIncident(String),
    /// The command was given outside an incident's channel without naming one.
    #[error("Which incident? Run this in an incident's channel, or name one with the option `incident`.")]
    WhichIncident,
    /// The title is too short or too long.
    #[error("A title has 3 to 100 characters; this one has {0}. Try something like \"Checkout is down\".")]
    TitleLength(usize),
    /// A text is empty.
    #[error("The {0} is empty. Write what happened.")]
    Empty(&'static str),
    /// A text is too long.
    #[error(
        "The {what} may have {most} characters; this one has {found}. Shorten it, or attach the long form as a file."
    )]
    TooLong {
        /// Which text.
        what: &'static str,
        /// How many are allowed.
        most: usize,
        /// How many there were.
        found: usize,
    },
    /// A name that is not one of the server's.
    #[error("There is no {what} \"{typed}\" here. Use one of: {known}.")]
    NotOneOf {
        /// What was to be named.
        what: &'static str,
        /// What was typed.
        typed: String,
        /// What there is.
        known: String,
    },
    /// A time that could not be read.
    #[error(transparent)]
    Time(#[from] Unreadable),
    /// Responders only.
    #[error("Only responders can do this. Ask an admin for the role {0}, or ask a responder to do it.")]
    RespondersOnly(String),
    /// Admins only.
    #[error("Only admins can do this: people with Manage Server, or with the admin role of `/settings`.")]
    AdminsOnly,
    /// A button or form of something that has changed since.
    #[error("This button no longer fits what it was made for. Use `/incident show` to see how things stand.")]
    StaleButton,
    /// There is no such entry in the incident's timeline.
    #[error(
        "There is no entry \"{0}\" on this timeline. Pick one from the list under `entry`, or see `/timeline list`."
    )]
    NoSuchEntry(String),
    /// The entry was removed before.
    #[error("Entry #{0} was removed already; it stays marked as removed in `/timeline list`.")]
    EntryRemoved(i64),
    /// The message stands on the timeline already.
    #[error(
        "That message is on the timeline of {number} already, as entry #{seq}. Use `/timeline edit` to change it."
    )]
    AlreadyCaptured {
        /// Of which incident.
        number: Number,
        /// Its entry.
        seq: i64,
    },
    /// A message without words and files.
    #[error("That message has no text and no files to record. Use `/timeline add` to say what it showed.")]
    NothingToCapture,
    /// Somebody else's entry.
    #[error(
        "That entry is somebody else's. Ask a responder to change it, or add one of your own with `/timeline add`."
    )]
    SomebodyElsesEntry,
    /// No incident to put a message into.
    #[error("No incident is open here. Use \"Open incident\" on the message, or `/incident open`.")]
    NoOpenIncident,
    /// A command this version does not know.
    #[error("This command is not known here any more. Reload Discord, then pick it from the list again.")]
    UnknownCommand,
    /// The same interaction arrived before; its answer is repeated, and nothing is done twice.
    #[error("That was answered before.")]
    AnsweredBefore,
    /// A page will not do what was asked of it.
    #[error("{0}")]
    Page(#[from] PageRefused),
    /// The incident has no page.
    #[error("{0} has no open page. Send one with `/page send`, or see all with `/page status`.")]
    NoPage(Number),
    /// There is no such page in the incident.
    #[error(
        "There is no page \"{0}\" in this incident. Pick one from the list under `page`, or see `/page status`."
    )]
    NoSuchPage(String),
    /// Several pages are open.
    #[error("{0} has several open pages: {1}. Say which with the option `page`.")]
    WhichPage(Number, String),
    /// There is nobody of that name to page.
    #[error(
        "There is nobody to page called \"{0}\". Pick a policy, schedule or contact from the list under `who`, or \
         mention a person or role."
    )]
    NobodyToPage(String),
    /// They were not called by the page whose button they pressed.
    #[error("This page did not call you. Answer it in the incident's channel, with `/page ack`.")]
    NotPaged,
    /// Direct messages have no server.
    #[error("Sitrep works inside a server. Run this in one of its channels.")]
    ServersOnly,
    /// There is no such action here, or none the person may see.
    #[error("There is no action \"{0}\" here. Pick one from the list under `action`, or see `/action list`.")]
    NoSuchAction(String),
    /// Words that fit several actions.
    #[error("Several actions fit \"{0}\". Pick one from the list under `action`, or give its number.")]
    WhichAction(String),
    /// The action is closed.
    #[error("{0} is already {1}. Use `/action reopen` first.")]
    ActionClosed(ActionNumber, &'static str),
    /// The action is open.
    #[error("{0} is still open. Use `/action edit` to change it.")]
    ActionOpen(ActionNumber),
    /// Neither owner nor lead nor responder.
    #[error("Only its owner, the incident's lead or a responder can do this to {0}.")]
    NotYourAction(ActionNumber),
    /// A recurrence that could not be read.
    #[error(transparent)]
    Repeat(#[from] NoRecurrence),
    /// Only a repeating action comes round again.
    #[error("{0} does not repeat, so there is no next time. Leave out `once`, and it is dropped for good.")]
    NotRepeating(ActionNumber),
    /// Nothing was given to change.
    #[error("Nothing to change was given. Name at least one field, for example `due:friday`.")]
    NothingToChange,
    /// It goes on already.
    #[error("{0} is still open. There is nothing to reopen; `/incident status` says where the work stands.")]
    StillOpen(Number),
    /// An incident cannot be its own duplicate.
    #[error("{0} cannot be merged into itself. Name the other incident with `into`.")]
    MergeIntoItself(Number),
    /// Merging would show a private timeline to others, or hide a public one.
    #[error(
        "Private incidents cannot be merged, since others would read their timeline. Use `/incident cancel` on the \
         duplicate and say in `reason` where the work goes on."
    )]
    MergePrivate,
    /// The severity is that already.
    #[error("{0} is already {1}. Pick another level, or see `/incident show`.")]
    SameSeverity(Number, String),
    /// Somebody has the role already.
    #[error("{holder} is already {role} of {number}. Name somebody else with `user`.")]
    SameHolder {
        /// Of which incident.
        number: Number,
        /// The role.
        role: String,
        /// Who has it.
        holder: String,
    },
    /// A length of time that could not be read, or that is no time to wait for an update.
    #[error("{0} Give `next` from 1m to 30d, for example 30m or 2h, or `none`.")]
    NextUpdate(&'static str),
    /// A fact that `/incident set` does not know.
    #[error("There is no field \"{0}\". Pick one from the list under `field`.")]
    NoSuchField(String),
    /// A fact that cannot be taken away.
    #[error("The {0} cannot be empty. Type the right one.")]
    CannotClear(&'static str),
    /// A milestone before the start or after the end.
    #[error("{what} would lie {than}. Check the date and the zone, or correct the other one first.")]
    OutOfOrder {
        /// Which milestone.
        what: &'static str,
        /// Than what it would be earlier or later.
        than: &'static str,
    },
    /// The end of something that goes on.
    #[error("{0} is still open. Use `/incident resolve` with `at` to say when it was over.")]
    NotResolvedYet(Number),
    /// More than everything.
    #[error(
        "{0} is more than everybody. Type a share up to 100% and of what, for example `68% of active users`."
    )]
    MoreThanAll(String),
    /// A setting that is not there.
    #[error("There is no setting \"{0}\". Pick one from the list under `setting`, or see `/settings show`.")]
    NoSuchSetting(String),
    /// A value that a setting does not take.
    #[error("\"{typed}\" cannot be the setting {setting}. Type {takes}.")]
    NoSuchValue {
        /// Which setting.
        setting: &'static str,
        /// What was typed.
        typed: String,
        /// What it takes.
        takes: &'static str,
    },
    /// Nothing in a query can be looked for.
    #[error("There is nothing to look for in that. Type a word or two, for example `checkout timeout`.")]
    NothingToSearch,
    /// A drill that is too slow or too fast.
    #[error(
        "A drill runs at 1 to 60 times the policy's speed. Try `speed:10`: five minutes become half a minute."
    )]
    DrillSpeed,
    /// The page is given to whoever has it.
    #[error("This page is theirs already. Name somebody else with `to`.")]
    AlreadyTheirs,
    /// Maintenance that is too short or too long.
    #[error("Maintenance lasts from 1 minute to 7 days, and ends by itself. Try `for:2h`.")]
    MaintenanceLength,
    /// Nothing to end.
    #[error("No such maintenance goes on. `/page maintenance` with `state:show` lists what does.")]
    NoMaintenance,
    /// About jobs that say that they are alive.
    #[error(transparent)]
    Heartbeat(#[from] HeartbeatRefusal),
    /// About issues that stand for actions.
    #[error(transparent)]
    Tracker(#[from] TrackerRefusal),
    /// About postmortems.
    #[error(transparent)]
    Postmortem(#[from] PostmortemRefusal),
    /// About who is called.
    #[error(transparent)]
    Roster(#[from] RosterRefusal),
    /// About setting a server up.
    #[error(transparent)]
    SetUp(#[from] SetUpRefusal),
    /// About alerts.
    #[error(transparent)]
    Alerts(#[from] AlertRefusal),
}

impl Refusal {
    /// A text with its bounds checked, trimmed.
    pub fn unless_fits<'t>(what: &'static str, text: &'t str, most: usize) -> Result<&'t str, Self> {
        let text = text.trim();
        let found = text.chars().count();
        if text.is_empty() {
            return Err(Self::Empty(what));
        }
        if found > most {
            return Err(Self::TooLong { what, most, found });
        }
        Ok(text)
    }
}
