//! Puts a page off: an acknowledgement with a time of its own.

use chrono::TimeDelta;

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::PageId;
use crate::model::escalation::Answerer;
use crate::model::paged::Paged;
use crate::operations::paging::carry_out::carry_out;
use crate::operations::paging::hold::hold;

/// Snoozes a page.
pub fn snooze(change: &mut Change<'_>, id: PageId, by: &Answerer, span: TimeDelta) -> Result<Paged> {
    let (mut paged, people) = hold(change, id)?;
    let turn = paged.page.snooze(by, span, change.now).map_err(Refusal::Page)?;
    carry_out(change, &mut paged, &turn, &people)?;
    Ok(paged)
}
