//! Sends a page: calls people for an incident until somebody answers.

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::{IncidentId, PageId, PolicyId};
use crate::model::escalation::{Gravity, Kind, Level, OnActivity, Opening, Page, Policy, Target, Urgency};
use crate::model::incident::Incident;
use crate::model::paged::{Moments, Paged};
use crate::operations::paging::carry_out::carry_out;
use crate::operations::paging::maintenance;
use crate::operations::roster;
use crate::store;

/// How long the first who are called have, when no policy says otherwise: five minutes.
const WAIT_S: u32 = 5 * 60;
/// How often they are called again, when no policy says otherwise.
const REPEAT: u32 = 2;
/// How long an acknowledgement holds, when no policy says otherwise: half an hour.
const ACK_TIMEOUT_S: u32 = 30 * 60;

/// Whom a page is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// What people call it.
    pub name: String,
    /// The policy it is, if it is one.
    pub id: Option<PolicyId>,
    /// Who is called, in which order.
    pub policy: Policy,
}

/// What is known when a page is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Whom it is for.
    pub to: Addressee,
    /// What they are told besides.
    pub message: Option<String>,
    /// Whether it escalates.
    pub urgency: Urgency,
    /// Real, drill or test.
    pub kind: Kind,
}

impl Addressee {
    /// One person, role or schedule: called, and called again.
    #[must_use]
    pub fn one(name: String, target: Target) -> Self {
        let level =
            Level { targets: vec![target], wait_s: WAIT_S, answers: crate::model::escalation::Answers::One };
        let policy = Policy {
            levels: vec![level],
            repeat: REPEAT,
            initial_delay_s: 0,
            ack_timeout_s: Some(ACK_TIMEOUT_S),
            on_activity: OnActivity::Restarts,
            fallback: None,
        };
        Self { name, id: None, policy }
    }
}

/// Opens a page on an incident, and fires its first level.
pub fn send(change: &mut Change<'_>, incident: IncidentId, wish: &Wish) -> Result<Paged> {
    let incident = store::incidents::get(change, incident)?;
    incident.must_be_open()?;
    let message = wish.message.as_deref();
    let message = message.map(|message| Refusal::unless_fits("message", message, 1_000)).transpose()?;
    wish.to.policy.check()?;
    let opening = Opening {
        policy: wish.to.policy.clone(),
        urgency: wish.urgency,
        gravity: gravity(change, &incident)?,
        kind: wish.kind,
    };
    let number = store::pages::next_number(change, incident.id)?;
    let about = About { incident: Some(incident.id), number, message: message.map(str::to_owned) };
    open(change, opening, &wish.to, about)
}

/// What a page is about.
pub(in crate::operations) struct About {
    pub(in crate::operations) incident: Option<IncidentId>,
    pub(in crate::operations) number: i64,
    pub(in crate::operations) message: Option<String>,
}

/// Opens a page and carries out its first turn.
pub(in crate::operations) fn open(
    change: &mut Change<'_>,
    opening: Opening,
    to: &Addressee,
    about: About,
) -> Result<Paged> {
    let guild = change.guild();
    let (people, now) = (roster::of(change, guild, &opening.policy)?, change.now);
    let suspension = maintenance::suspension(change, guild, (to.id, opening.kind))?;
    let (page, turn) = match suspension {
        Some(suspension) => Page::open_suspended(opening, suspension, now),
        None => Page::open(opening, now, &people),
    };
    let mut paged = Paged {
        id: PageId(0),
        guild,
        incident: about.incident,
        number: about.number,
        sent_to: to.name.clone(),
        policy: to.id,
        message: about.message,
        sent_by: change.by.user(),
        sent_by_name: change.by.name().to_owned(),
        page,
        opened_at: change.now,
        moments: Moments::default(),
    };
    store::pages::insert(change, &mut paged)?;
    carry_out(change, &mut paged, &turn, &people)?;
    Ok(paged)
}

/// How loud a page for this incident stays: the gravest severity is said again and again.
pub(super) fn gravity(change: &mut Change<'_>, incident: &Incident) -> Result<Gravity> {
    let settings = store::guilds::settings(change, incident.guild)?;
    let gravest = settings.severities.first() == Some(&incident.severity);
    Ok(if gravest { Gravity::Critical } else { Gravity::Ordinary })
}
