//! Somebody left the server or was removed: running pages wait for them no longer, and what was not sent is not sent.

use crate::change::Change;
use crate::error::Result;
use crate::ids::UserId;
use crate::model::escalation::Loss;
use crate::model::who::Who;
use crate::operations::paging::carry_out::carry_out;
use crate::operations::paging::hold::hold;
use crate::operations::roster;
use crate::store;

/// Takes somebody out of every open page that called them. Each notes it on its record.
pub fn gone(change: &mut Change<'_>, who: Who) -> Result<()> {
    let guild = change.guild();
    for seen in store::pages::open(change, guild)? {
        if seen.page.called().contains(&who) {
            let (mut paged, people) = hold(change, seen.id)?;
            let turn = paged.page.lose(who, Loss::Gone, change.now, &people);
            carry_out(change, &mut paged, &turn, &people)?;
        }
    }
    Ok(())
}

/// A user left the server.
pub fn left(change: &mut Change<'_>, user: UserId) -> Result<()> {
    let guild = change.guild();
    let people = roster::everybody(change, guild)?;
    let names = [Some(Who::User(user)), people.identity(Who::User(user))];
    names.into_iter().flatten().try_for_each(|who| gone(change, who))
}
