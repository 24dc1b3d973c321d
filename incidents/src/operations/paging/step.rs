//! A page's time has come: the next level, the end of an acknowledgement, the end of a snooze.

use crate::change::Change;
use crate::error::Result;
use crate::ids::PageId;
use crate::operations::paging::carry_out::carry_out;
use crate::operations::paging::hold::hold;

/// Takes every step that is due.
pub fn step(change: &mut Change<'_>, id: PageId) -> Result<()> {
    let (mut paged, people) = hold(change, id)?;
    let turn = paged.page.step(change.now, &people);
    carry_out(change, &mut paged, &turn, &people)
}
