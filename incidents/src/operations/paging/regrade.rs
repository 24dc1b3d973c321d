//! An incident's severity has changed: whoever has its pages keeps them, only how loud they stay changes.

use crate::change::Change;
use crate::error::Result;
use crate::model::incident::Incident;
use crate::operations::paging::carry_out::carry_out;
use crate::operations::paging::hold::hold;
use crate::operations::paging::send::gravity;
use crate::store;

/// Tells the open pages of an incident how grave it is now.
pub fn regrade(change: &mut Change<'_>, incident: &Incident) -> Result<()> {
    let to = gravity(change, incident)?;
    for seen in store::pages::of_incident(change, incident.id)? {
        if seen.page.is_open() {
            let (mut paged, people) = hold(change, seen.id)?;
            let turn = paged.page.regrade(to, change.now);
            carry_out(change, &mut paged, &turn, &people)?;
        }
    }
    Ok(())
}
