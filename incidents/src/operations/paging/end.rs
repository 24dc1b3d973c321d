//! An incident is over: so are its pages, in the same change.

use crate::change::Change;
use crate::error::Result;
use crate::ids::{IncidentId, PageId};
use crate::model::escalation::Ending;
use crate::operations::paging::carry_out::carry_out;
use crate::operations::paging::hold::hold;
use crate::store;

/// Ends every page of an incident.
pub fn end(change: &mut Change<'_>, incident: IncidentId, how: Ending) -> Result<()> {
    for seen in store::pages::of_incident(change, incident)? {
        if seen.page.is_open() {
            one(change, seen.id, how)?;
        }
    }
    Ok(())
}

/// Ends one page.
pub fn one(change: &mut Change<'_>, page: PageId, how: Ending) -> Result<()> {
    let (mut paged, people) = hold(change, page)?;
    let turn = paged.page.end(how, change.now);
    carry_out(change, &mut paged, &turn, &people)
}
