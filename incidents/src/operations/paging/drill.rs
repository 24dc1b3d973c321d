//! A drill: the real policy and real messages, marked DRILL, faster if wished. It counts in no metric.

use std::ops::RangeInclusive;

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::IncidentId;
use crate::model::escalation::{Gravity, Kind, Opening, Urgency};
use crate::model::paged::Paged;
use crate::operations::paging::send::{About, Addressee, Wish, open, send};

/// How many times faster than the policy a drill may run: five minutes become five seconds.
pub const SPEEDS: RangeInclusive<u32> = 1..=60;

/// Holds a drill, for an incident or for none.
pub fn drill(
    change: &mut Change<'_>,
    incident: Option<IncidentId>,
    to: Addressee,
    speed: u32,
) -> Result<Paged> {
    if !SPEEDS.contains(&speed) {
        return Err(Refusal::DrillSpeed.into());
    }
    let (kind, urgency) = (Kind::Drill { speed }, Urgency::High);
    if let Some(incident) = incident {
        return send(change, incident, &Wish { to, message: None, urgency, kind });
    }
    to.policy.check()?;
    let opening = Opening { policy: to.policy.clone(), urgency, gravity: Gravity::Ordinary, kind };
    open(change, opening, &to, About { incident: None, number: 0, message: None })
}
