//! Somebody has it: stops the escalation and takes back everything that was not sent, at once or not at all.

use crate::change::Change;
use crate::error::Result;
use crate::ids::PageId;
use crate::model::contact::Kind as Way;
use crate::model::escalation::{Answer, Answerer};
use crate::model::notice::PageSaying;
use crate::model::paged::Paged;
use crate::operations::paging::carry_out::{carry_out, say};
use crate::operations::paging::hold::hold;
use crate::store;

/// From where somebody answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// From the incident's channel, where the answer itself tells the others.
    Channel,
    /// From elsewhere.
    Elsewhere,
    /// From what one of their ways brought, which shows that the way works.
    Way(Way),
}

/// Acknowledges a page. Coming late or twice changes nothing, and says so.
pub fn acknowledge(
    change: &mut Change<'_>,
    id: PageId,
    by: &Answerer,
    from: From,
) -> Result<(Paged, Answer)> {
    let (mut paged, people) = hold(change, id)?;
    let (answer, turn) = paged.page.acknowledge(by, change.now);
    carry_out(change, &mut paged, &turn, &people)?;
    if let From::Way(way) = from {
        proven(change, &paged, by, way)?;
    }
    if matches!(answer, Answer::Taken(_)) && from != From::Channel {
        say(change, &paged, PageSaying::Taken { who: by.who })?;
    }
    Ok((paged, answer))
}

/// Remembers that a way worked, end to end: somebody answered what it brought.
fn proven(change: &mut Change<'_>, paged: &Paged, by: &Answerer, way: Way) -> Result<()> {
    let crate::model::who::Who::Contact(contact) = by.who else { return Ok(()) };
    let (guild, now) = (paged.guild, change.now);
    if let Some(mut contact) = store::contacts::get(change, guild, contact)? {
        contact.ways.worked(way, now);
        store::contacts::save(change, &contact)?;
    }
    Ok(())
}
