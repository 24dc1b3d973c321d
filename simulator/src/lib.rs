//! A pretend Discord, as strict as the real one, that unmodified clients can talk to.
//!
//! One store (`state`) has two projections: what `rest` answers and what the `gateway` dispatches. People
//! are actors with a Rust interface ([`Guild`], [`Person`]). Time comes from the caller; nothing here sleeps.

mod endpoint;
mod errors;
mod faults;
mod gateway;
mod guild;
mod ids;
mod journal;
mod limits;
mod memory;
mod oauth;
mod openapi;
mod options;
mod page;
mod permissions;
mod person;
mod rates;
mod rest;
mod routes;
mod shared;
mod simulator;
mod state;
mod time;
mod view;

pub use crate::{
    endpoint::{NotTaken, Signed},
    faults::{Fault, Matcher, Mishap, Scope},
    gateway::trouble::{Acks, GatewayFaults, Resumable},
    guild::Guild,
    ids::{
        ApplicationId, AttachmentId, ChannelId, CommandId, EventId, GuildId, InteractionId, MessageId,
        RoleId, UserId,
    },
    journal::{Direction, GatewayFrame, RestCall, Violation, ViolationKind},
    options::{Advance, Clock, Limits, Options, Step, Strictness},
    permissions::Permissions,
    person::{ClientRefusal, File, Person},
    simulator::{FaultQueue, Simulator},
    state::{channel::ChannelKind, interaction::InteractionKind},
    view::{Answer, ChannelView, Choice, FileView, FormView, MessageView},
};
