//! What programs read. What does not exist for a token is left out of lists.

use incidents::ids::ActionNumber;
use incidents::model::incident::State;
use incidents::operations::{open, roster};
use incidents::postmortem::{facts_of, json as document};
use incidents::store::incidents::Filter;
use incidents::{Refusal, Result, View, store};
use serde_json::{Value, json};

use super::shapes;
use crate::action::{list, named};
use crate::asked::Asked;
use crate::permissions;

/// How many of a list are given unless it is said.
const USUAL: i64 = 50;

fn stretch(asked: &Asked<'_>) -> (i64, i64) {
    (asked.number("skip").unwrap_or(0), asked.number("limit").unwrap_or(USUAL))
}

/// The incidents.
pub fn incidents(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Value> {
    let severity =
        asked.text("severity").map(|typed| open::severity(asked.settings, typed).map(str::to_owned));
    let filter = Filter {
        state: asked.text("state").and_then(|state| state.parse::<State>().ok()),
        severity: severity.transpose()?,
        hidden: permissions::hidden(view, asked)?,
    };
    let (guild, (skip, limit)) = (asked.request.guild, stretch(asked));
    let total = store::incidents::count(view, guild, &filter)?;
    let found = store::incidents::listed(view, guild, &filter, skip, limit)?;
    let shown: Vec<_> = found.iter().map(shapes::incident).collect();
    Ok(json!({ "incidents": shown, "total": total }))
}

/// One of them.
pub fn incident(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Value> {
    Ok(shapes::incident(&asked.incident(view)?))
}

/// Its timeline.
pub fn timeline(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Value> {
    let incident = asked.incident(view)?;
    let (skip, limit) = stretch(asked);
    let total = store::entries::count(view, incident.id)?;
    let found = store::entries::page(view, incident.id, skip, limit)?;
    Ok(json!({ "entries": found.iter().map(shapes::entry).collect::<Vec<_>>(), "total": total }))
}

/// Its postmortem, by the schema of the exported document.
pub fn postmortem(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Value> {
    let incident = asked.incident(view)?;
    incident.must_be_real()?;
    let facts = facts_of(view, &incident)?;
    Ok(serde_json::from_str(&document(&facts))?)
}

/// The actions.
pub fn actions(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Value> {
    let wanted = list::Wanted::in_state(asked.text("state").unwrap_or("open"));
    let found = list::found(view, asked, &wanted)?;
    let (skip, limit) = stretch(asked);
    let at = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
    let shown = found.iter().skip(at(skip)).take(at(limit));
    let shown: Vec<_> = shown.map(|(action, of)| shapes::action(action, *of)).collect();
    Ok(json!({ "actions": shown, "total": found.len() }))
}

/// One of them.
pub fn action(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Value> {
    let typed = asked.needed("action")?;
    let unknown = || Refusal::NoSuchAction(typed.to_owned());
    let number = typed.parse().map(ActionNumber).map_err(|_| unknown())?;
    let found = store::actions::numbered(view, asked.request.guild, number)?.ok_or_else(unknown)?;
    let (action, incident) = named::seen(view, asked, found)?.ok_or_else(unknown)?;
    Ok(shapes::action(&action, incident.number))
}

/// Who is on call.
pub fn on_call(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Value> {
    let guild = asked.request.guild;
    let people = roster::everybody(view, guild)?;
    let schedules = store::schedules::all(view, guild)?;
    let now = view.now;
    let shown: Vec<_> = schedules.iter().map(|schedule| shapes::schedule(schedule, &people, now)).collect();
    Ok(json!({ "schedules": shown }))
}
