//! Somebody who was called cannot take it: once nobody of the level is left, the next one is called.

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::PageId;
use crate::model::escalation::{Answerer, Loss, State};
use crate::model::notice::PageSaying;
use crate::model::paged::Paged;
use crate::model::who::Who;
use crate::operations::paging::carry_out::{carry_out, say};
use crate::operations::paging::hold::hold;

/// Notes that somebody cannot take a page.
pub fn decline(change: &mut Change<'_>, id: PageId, by: &Answerer) -> Result<Paged> {
    let (mut paged, people) = hold(change, id)?;
    if let State::Ended { how, at } = *paged.page.state() {
        return Err(Refusal::Page(crate::model::escalation::PageRefused::Ended { how, at }).into());
    }
    let who = called_as(&paged, by);
    let turn = paged.page.lose(who, Loss::Declined, change.now, &people);
    let changed = !turn.events.is_empty();
    carry_out(change, &mut paged, &turn, &people)?;
    if changed {
        say(change, &paged, PageSaying::Declined { who })?;
    }
    Ok(paged)
}

/// The name under which somebody was called. A whole role is not lost because one of its people cannot come.
fn called_as(paged: &Paged, by: &Answerer) -> Who {
    let names = std::iter::once(by.who).chain(by.known_as.iter().copied());
    let mut own = names.filter(|name| !matches!(name, Who::Role(_)));
    own.find(|name| paged.page.called().contains(name)).unwrap_or(by.who)
}
