//! An incident goes on: the pages that its end had ended begin anew.

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::IncidentId;
use crate::model::escalation::{Ending, Kind, State};
use crate::operations::paging::carry_out::carry_out;
use crate::operations::paging::hold::hold;
use crate::operations::paging::maintenance;
use crate::store;

/// Reopens the pages that ended because the incident was resolved. Those that somebody stopped stay stopped.
pub fn reopen(change: &mut Change<'_>, incident: IncidentId) -> Result<()> {
    for seen in store::pages::of_incident(change, incident)? {
        let resolved = matches!(seen.page.state(), State::Ended { how: Ending::Resolved, .. });
        if resolved && seen.page.kind() == Kind::Real {
            let (mut paged, people) = hold(change, seen.id)?;
            let suspended = maintenance::suspension(change, paged.guild, (paged.policy, Kind::Real))?;
            let turn = paged.page.reopen(suspended, change.now, &people).map_err(Refusal::Page)?;
            carry_out(change, &mut paged, &turn, &people)?;
        }
    }
    Ok(())
}
