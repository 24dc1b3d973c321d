//! The end of what is not meant in earnest: a test ends with its answer, a drill with that or when all is through.

use crate::change::Change;
use crate::error::Result;
use crate::model::escalation::{Ending, Kind, Page, State};
use crate::model::notice::Notice;
use crate::model::paged::Paged;
use crate::operations::paging::carry_out::carry_out;
use crate::operations::roster::People;
use crate::operations::set_up::rehearse;

/// How a page that is not meant in earnest is to end now, if it is.
pub(super) const fn end_of(page: &Page) -> Option<Ending> {
    match (page.kind(), page.state()) {
        (Kind::Test | Kind::Drill { .. }, State::Acked(_)) => Some(Ending::Resolved),
        (Kind::Drill { .. }, State::Exhausted(_)) => Some(Ending::Cancelled),
        _ => None,
    }
}

/// Ends it. Whoever held a drill outside of any incident is told how it went, for no channel does.
pub(super) fn finish(change: &mut Change<'_>, paged: &mut Paged, people: &People) -> Result<()> {
    let Some(how) = end_of(&paged.page) else { return Ok(()) };
    let turn = paged.page.end(how, change.now);
    carry_out(change, paged, &turn, people)?;
    match (paged.page.kind(), paged.incident, paged.sent_by) {
        (Kind::Drill { .. }, None, Some(user)) => {
            rehearse::over(change, paged.id)?;
            change.send(&Notice::DrillOver { page: paged.id, user })
        }
        _ => Ok(()),
    }
}
