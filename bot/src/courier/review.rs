//! Makes the review of a postmortem an event of the server, once, and moves or takes it away with the plan.

use commands::parcels::Review;
use incidents::ids::{EventId, MessageId};
use incidents::model::notice::Outcome;
use incidents::noted;
use incidents::operations::postmortem::review::event_stands;
use incidents::{Actor, Ledger};
use serde_json::{Value, json};

use super::delivery::{To, id_of};
use crate::discord::{Failure, Reason, Refused};

/// Discord's number for an event that is somewhere else than in a channel.
const ELSEWHERE: u8 = 3;
/// Discord's number for what only the server's members see, which is all there is.
const MEMBERS_ONLY: u8 = 2;

/// Makes the event be as it is planned.
pub(super) async fn stand(to: &To<'_>, ledger: &Ledger, wanted: &Review) -> Outcome {
    let event = match change(to, wanted).await {
        Ok(event) => event,
        Err(Failure::Refused(Refused { reason: Reason::TooManyEvents, .. })) => {
            let why = noted!(
                "the server has all the events Discord allows. Delete some; it is tried again by itself"
            );
            return Outcome::Blocked(why.into());
        }
        Err(failure) => return to.failed(&failure, noted!("create events"), None),
    };
    let (by, incident) = (Actor::sitrep(to.held.guild), wanted.incident);
    match ledger.change(by, move |change| event_stands(change, incident, event)).await {
        Ok(()) => Outcome::Delivered(None),
        Err(why) => to.again(why.to_string()),
    }
}

async fn change(to: &To<'_>, wanted: &Review) -> Result<Option<EventId>, Failure> {
    let guild = to.held.guild;
    let known = match wanted.event {
        Some(event) => Some(event),
        None if to.held.attempts > 1 => left_behind(to, wanted).await?,
        None => None,
    };
    let Some(begins) = wanted.at else {
        return match known.map(|event| to.discord.delete_event(guild, event)) {
            None => Ok(None),
            Some(deleted) => unless_gone(deleted.await).map(|_| None),
        };
    };
    let body = json!({
        "name": wanted.title,
        "description": wanted.about,
        "privacy_level": MEMBERS_ONLY,
        "entity_type": ELSEWHERE,
        "entity_metadata": {"location": wanted.place},
        "scheduled_start_time": begins.to_rfc3339(),
        "scheduled_end_time": wanted.ends.to_rfc3339(),
    });
    if let Some(event) = known
        && unless_gone(to.discord.edit_event(guild, event, body.clone()).await)?
    {
        return Ok(Some(event));
    }
    let MessageId(event) = id_of(&to.discord.create_event(guild, body).await?)?;
    Ok(Some(EventId(event)))
}

/// Whether the event is there; one that is gone is no failure.
fn unless_gone<T>(answer: Result<T, Failure>) -> Result<bool, Failure> {
    match answer {
        Ok(_) => Ok(true),
        Err(Failure::Refused(Refused { reason: Reason::UnknownEvent, .. })) => Ok(false),
        Err(failure) => Err(failure),
    }
}

/// The event that an earlier attempt made before it could be noted.
async fn left_behind(to: &To<'_>, wanted: &Review) -> Result<Option<EventId>, Failure> {
    let events = to.discord.events(to.held.guild).await?;
    let (me, mark) = (to.me.user.to_string(), format!("{}:", wanted.mark));
    let is_ours = |event: &&Value| {
        event["creator_id"] == me.as_str()
            && event["name"].as_str().is_some_and(|name| name.starts_with(&mark))
            && matches!(event["status"].as_u64(), Some(1 | 2))
    };
    match events.as_array().and_then(|events| events.iter().find(is_ours)) {
        Some(event) => id_of(event).map(|MessageId(id)| Some(EventId(id))),
        None => Ok(None),
    }
}
