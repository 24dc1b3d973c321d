//! What can be mended about contacts, policies and schedules.

use thiserror::Error;

use super::Refusal;
use crate::error::Error;
use crate::model::contact::{NoAddress, UnknownWay};
use crate::model::cover::CoverRefused;
use crate::model::escalation::PolicyRefused;
use crate::model::named::{NoName, Noun};
use crate::model::rota::ical::NoCalendar;
use crate::model::rota::{
    EditRefused, NoHandoff, NoLength, NoPlace, NoWindow, OverrideRefused, RotationRefused,
};
use crate::model::span::NoSpan;
use crate::worded::Worded;

/// A wish about who is called that was not granted, in the words the person reads.
#[derive(Debug, Clone, PartialEq, Eq, Error, Worded)]
pub enum RosterRefusal {
    /// There is one of that name.
    #[error("There is already a {0} named \"{1}\" here. Choose another name, or change it with `/{0} {2}`.")]
    NameTaken(Noun, String, &'static str),
    /// There is none of that name.
    #[error("There is no {0} \"{1}\" here. Pick one from the list, or see `/{0} list`.")]
    NoSuch(Noun, String),
    /// The Discord user is a contact already.
    #[error("That person is already here as the contact \"{0}\". Change it with `/contact edit`.")]
    UserTaken(String),
    /// No way to reach somebody.
    #[error("A contact needs at least one way. Give a `user`, `email`, `phone`, `webhook` or `ntfy`.")]
    NoWay,
    /// A way is to come first that the contact does not have.
    #[error("This contact has no {0} to put first. Give its address too, or leave it out of `order`.")]
    WayNotGiven(&'static str),
    /// Nobody takes turns yet.
    #[error("There are no schedules yet. Make one with `/schedule create`.")]
    NoSchedules,
    /// Nobody of that name.
    #[error(
        "Nobody here is known as \"{0}\". Mention them with @, or name a contact; `/contact add` makes one."
    )]
    Nobody(String),
    /// A list of people where one is wanted, or a role or schedule where a person is.
    #[error("Name one person here: a mention or a contact.")]
    OnePerson,
    /// A role or a schedule in a list of people.
    #[error("Only people can take turns. Name mentions or contacts, in order.")]
    PeopleOnly,
    /// No change was named.
    #[error("Nothing to change was given. Add at least one of the other options.")]
    NothingToChange,
    /// A level too far.
    #[error("This policy has {0} levels. Give a level from 1 to {next}, or leave it out for a new last level.", next = .0 + 1)]
    NoSuchLevel(usize),
    /// There is no such level.
    #[error("This policy has {0} levels. Give a level from 1 to {0}.")]
    NoLevelThere(usize),
    /// Those who are to be taken out of a level are not on it.
    #[error("They are not on level {0}. `/policy show` lists who is.")]
    NotOnLevel(usize),
    /// The last level would go.
    #[error("That would leave the policy without anybody. Add somebody else first, or use `/policy remove`.")]
    LastLevel,
    /// The last layer would go.
    #[error(
        "A schedule needs at least one layer. Change it with `/schedule edit`, or use `/schedule remove`."
    )]
    LastLayer,
    /// Too many layers.
    #[error("A schedule has at most {0} layers. Take one out with `/schedule unlayer`.")]
    TooManyLayers(usize),
    /// Somebody asks for cover while they are not on call.
    #[error("You are not on call in {0} in that time, so there is nothing to cover. See `/oncall week`.")]
    NotOnCall(String),
    /// There is nobody else to ask.
    #[error("Nobody else is in {0}. Use `/schedule override` to put somebody on call.")]
    NobodyElse(String),
    /// A schedule has an address as a calendar already, and nobody can be shown it again.
    #[error(
        "The schedule {0} has a calendar address already. It was shown once and is stored nowhere: \
         `/schedule feed address:new` makes another, and the one before stops working; `address:off` ends it."
    )]
    FeedThere(String),
    /// A schedule has no address as a calendar.
    #[error("The schedule {0} has no calendar address. `/schedule feed` makes one.")]
    NoFeed(String),
    /// A calendar could not be fetched.
    #[error("The calendar could not be read: {0}. Send the file once more, or paste its text.")]
    NoFile(String),
    /// The schedule is still called by policies.
    #[error("The policies {0} call this schedule. Take it out of them first, with `/policy unstep`.")]
    ScheduleInUse(String),
    /// Not a name.
    #[error(transparent)]
    Name(#[from] NoName),
    /// Not an address.
    #[error(transparent)]
    Address(#[from] NoAddress),
    /// Not a way.
    #[error(transparent)]
    Way(#[from] UnknownWay),
    /// Not a policy that can be used.
    #[error(transparent)]
    Policy(#[from] PolicyRefused),
    /// Not a rotation.
    #[error(transparent)]
    Rotation(#[from] RotationRefused),
    /// Not a change of a schedule.
    #[error(transparent)]
    Edit(#[from] EditRefused),
    /// Not an override.
    #[error(transparent)]
    Override(#[from] OverrideRefused),
    /// Not a cover.
    #[error(transparent)]
    Cover(#[from] CoverRefused),
    /// Not a length of a shift.
    #[error(transparent)]
    Length(#[from] NoLength),
    /// Not a handoff.
    #[error(transparent)]
    Handoff(#[from] NoHandoff),
    /// Not a zone for a rotation.
    #[error(transparent)]
    Place(#[from] NoPlace),
    /// Too many overrides.
    #[error("A schedule has at most {0} overrides to come. Take some back with `/schedule unoverride`.")]
    TooManyOverrides(usize),
    /// Not a calendar.
    #[error(transparent)]
    Calendar(#[from] NoCalendar),
    /// Not a window.
    #[error(transparent)]
    Window(#[from] NoWindow),
    /// Not a length of time.
    #[error(transparent)]
    Span(#[from] NoSpan),
}

impl From<RosterRefusal> for Error {
    fn from(why: RosterRefusal) -> Self {
        Refusal::Roster(why).into()
    }
}

macro_rules! refuses {
    ($($why:ty),* $(,)?) => {$(
        impl From<$why> for Error {
            fn from(why: $why) -> Self {
                RosterRefusal::from(why).into()
            }
        }
    )*};
}

refuses!(NoName, NoAddress, UnknownWay, PolicyRefused, RotationRefused, EditRefused);
refuses!(OverrideRefused, CoverRefused, NoLength, NoHandoff, NoPlace, NoWindow, NoCalendar);
