//! Loading a page to change it, and telling who somebody is to it.

use crate::change::{Change, View};
use crate::error::Result;
use crate::ids::{PageId, RoleId, UserId};
use crate::model::escalation::Answerer;
use crate::model::paged::Paged;
use crate::model::who::Who;
use crate::operations::roster::{self, People};
use crate::store;

/// A page held until the change is over, with everybody it may call.
pub(super) fn hold(change: &mut Change<'_>, id: PageId) -> Result<(Paged, People)> {
    let seen = store::pages::look(change, id)?
        .ok_or_else(|| crate::Fault::Unreadable(format!("page {id} is gone")))?;
    if let Some(incident) = seen.incident {
        store::incidents::get(change, incident)?;
    }
    let paged = store::pages::get(change, id)?;
    let people = roster::of(change, paged.guild, paged.page.policy())?;
    Ok((paged, people))
}

/// Who a person on Discord is to the pages of a server: their contact where they have one, and what else they go by.
pub fn answerer(
    view: &mut View<'_>,
    guild: crate::ids::GuildId,
    user: UserId,
    roles: &[RoleId],
) -> Result<Answerer> {
    let contact = store::contacts::of_user(view, guild, user)?.map(|contact| contact.who());
    let own = Who::User(user);
    let roles = roles.iter().map(|role| Who::Role(*role));
    let known_as = contact.map(|_| own).into_iter().chain(roles).collect();
    Ok(Answerer { who: contact.unwrap_or(own), known_as })
}
