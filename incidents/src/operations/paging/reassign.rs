//! Gives a page to somebody in particular, who has the level's wait to answer.

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::PageId;
use crate::model::escalation::{Page, PageRefused, State};
use crate::model::paged::Paged;
use crate::model::who::Who;
use crate::operations::paging::carry_out::carry_out;
use crate::operations::paging::hold::hold;

/// Gives a page to `to`: from `from`, or from whoever has it or is the only one called.
///
/// What was not yet sent to the one before is taken back; others who were called stay called.
pub fn reassign(change: &mut Change<'_>, id: PageId, from: Option<Who>, to: Who) -> Result<Paged> {
    let (mut paged, people) = hold(change, id)?;
    let from = from.or_else(|| owner(&paged.page));
    if from == Some(to) {
        return Err(Refusal::AlreadyTheirs.into());
    }
    if people.identity(to).is_none() {
        return Err(Refusal::Page(PageRefused::NobodyThere).into());
    }
    let turn = paged.page.reassign(from, to, change.now).map_err(Refusal::Page)?;
    carry_out(change, &mut paged, &turn, &people)?;
    Ok(paged)
}

/// Whose a page is: whoever has it, or whoever alone was called.
fn owner(page: &Page) -> Option<Who> {
    match page.state() {
        State::Acked(acked) => Some(acked.by),
        State::Snoozed(snoozed) => Some(snoozed.by),
        State::Notifying(notifying) => match notifying.called[..] {
            [only] => Some(only),
            _ => None,
        },
        State::Pending { .. } | State::Exhausted(_) | State::Ended { .. } => None,
    }
}
