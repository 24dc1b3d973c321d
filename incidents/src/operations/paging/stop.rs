//! Stops a page that is no longer wanted.

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::PageId;
use crate::model::escalation::{Ending, PageRefused, State};
use crate::model::paged::Paged;
use crate::operations::paging::carry_out::carry_out;
use crate::operations::paging::hold::hold;

/// Stops a page, and takes back everything that was not sent.
pub fn stop(change: &mut Change<'_>, id: PageId) -> Result<Paged> {
    let (mut paged, people) = hold(change, id)?;
    if let State::Ended { how, at } = *paged.page.state() {
        return Err(Refusal::Page(PageRefused::Ended { how, at }).into());
    }
    let turn = paged.page.end(Ending::Cancelled, change.now);
    carry_out(change, &mut paged, &turn, &people)?;
    Ok(paged)
}
