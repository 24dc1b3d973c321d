//! Calls the next level now, even after somebody has acknowledged.

use crate::change::Change;
use crate::error::{Refusal, Result};
use crate::ids::PageId;
use crate::model::notice::PageSaying;
use crate::model::paged::Paged;
use crate::operations::paging::acknowledge::From;
use crate::operations::paging::carry_out::{carry_out, say};
use crate::operations::paging::hold::hold;

/// What is known when somebody escalates.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Why.
    pub reason: Option<String>,
    /// The firing they were looking at: a second press of the same button is known by it.
    pub seen: Option<u32>,
}

/// Escalates a page.
pub fn escalate(change: &mut Change<'_>, id: PageId, wish: &Wish, from: From) -> Result<Paged> {
    let reason = wish.reason.as_deref();
    let reason = reason.map(|reason| Refusal::unless_fits("reason", reason, 500)).transpose()?;
    let (mut paged, people) = hold(change, id)?;
    let turn = paged.page.escalate(wish.seen, change.now, &people).map_err(Refusal::Page)?;
    carry_out(change, &mut paged, &turn, &people)?;
    if from != From::Channel {
        let what =
            PageSaying::Escalated { by: change.by.name().to_owned(), reason: reason.map(str::to_owned) };
        say(change, &paged, what)?;
    }
    Ok(paged)
}
