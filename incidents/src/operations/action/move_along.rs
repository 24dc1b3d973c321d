//! Actions of an incident that was merged belong to the one it was merged into.

use crate::change::Change;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::action::Action;
use crate::model::action::deed::What;
use crate::model::incident::Incident;
use crate::operations::action::record;
use crate::store;

/// Moves every action of an incident to another.
pub fn move_along(change: &mut Change<'_>, from: IncidentId, into: IncidentId) -> Result<()> {
    for mut action in store::actions::of_incident(change, from)? {
        move_one(change, &mut action, into)?;
    }
    Ok(())
}

/// The incident an action belongs to now; one left behind by a merge comes along.
pub(super) fn home(change: &mut Change<'_>, action: &mut Action) -> Result<Incident> {
    let mut incident = store::incidents::look(change, action.incident)?;
    while let Some(into) = incident.merged_into {
        move_one(change, action, into)?;
        incident = store::incidents::look(change, into)?;
    }
    Ok(incident)
}

fn move_one(change: &mut Change<'_>, action: &mut Action, into: IncidentId) -> Result<()> {
    action.incident = into;
    store::actions::save(change, action)?;
    record(change, action, What::Moved)
}
