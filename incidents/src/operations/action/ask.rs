//! Asks the lead of a resolved incident what its actions lack: at once, after four business hours, and after a day.

use crate::change::{Change, View};
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::action::Action;
use crate::model::action::alarm::Alarm;
use crate::model::action::gaps::{Gap, asked_again, gaps};
use crate::model::action::wish::Wish;
use crate::model::incident::State;
use crate::model::notice::Notice;
use crate::model::timer::Timer;
use crate::store;

/// Asks for the `round`th time, unless nothing is lacking any more. The first time is on resolve.
pub fn ask(change: &mut Change<'_>, id: IncidentId, round: u32) -> Result<()> {
    let incident = store::incidents::look(change, id)?;
    if incident.state != State::Resolved || lacking(change, id)?.is_empty() {
        return Ok(());
    }
    change.send(&Notice::Action(Wish::Gaps { incident: id, round }))?;
    let settings = store::guilds::settings(change, incident.guild)?;
    let zone = incident.zone.as_deref().and_then(|zone| zone.parse().ok()).unwrap_or(settings.zone());
    match asked_again(round, change.now, zone, &settings.calendar()) {
        Some(at) => {
            let next = Alarm::AskAgain { incident: id, round: round + 1 };
            change.set_timer(&Timer::Action(next), at)
        }
        None => Ok(()),
    }
}

/// The actions of an incident that lack something, and what.
pub fn lacking(view: &mut View<'_>, incident: IncidentId) -> Result<Vec<(Action, Vec<Gap>)>> {
    let actions = store::actions::of_incident(view, incident)?;
    let with_gaps = actions.into_iter().map(|action| {
        let gaps = gaps(&action);
        (action, gaps)
    });
    Ok(with_gaps.filter(|(_, gaps)| !gaps.is_empty()).collect())
}
