//! A duplicate joins another incident: its pages end, and what nobody has answered calls on for the other.

use crate::change::Change;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::escalation::{Ending, Kind, State};
use crate::model::paged::Paged;
use crate::operations::paging::carry_out::carry_out;
use crate::operations::paging::hold::hold;
use crate::operations::paging::send::{Addressee, Wish, send};
use crate::store;

/// Ends the pages of a duplicate. Where nobody is being called for the other incident yet, those who were still to
/// answer are called for it instead: a merge silences nobody.
pub fn hand_over(change: &mut Change<'_>, duplicate: IncidentId, into: IncidentId) -> Result<()> {
    let calls_for_itself = store::pages::of_incident(change, into)?.iter().any(|paged| paged.page.is_open());
    for seen in store::pages::of_incident(change, duplicate)? {
        if !seen.page.is_open() {
            continue;
        }
        let unanswered = is_unanswered(&seen);
        let (mut paged, people) = hold(change, seen.id)?;
        let turn = paged.page.end(Ending::Merged, change.now);
        carry_out(change, &mut paged, &turn, &people)?;
        if unanswered && !calls_for_itself && store::incidents::look(change, into)?.is_open() {
            send(change, into, &again(paged))?;
        }
    }
    Ok(())
}

fn is_unanswered(paged: &Paged) -> bool {
    let waits =
        matches!(paged.page.state(), State::Pending { .. } | State::Notifying(_) | State::Exhausted(_));
    waits && paged.page.kind() == Kind::Real
}

fn again(paged: Paged) -> Wish {
    let (urgency, kind) = (paged.page.urgency(), paged.page.kind());
    let to = Addressee { name: paged.sent_to, id: paged.policy, policy: paged.page.policy().clone() };
    Wish { to, message: paged.message, urgency, kind }
}
