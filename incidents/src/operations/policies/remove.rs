//! Removes an escalation policy that no open page runs on.

use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::PolicyId;
use crate::model::escalation::Policy;
use crate::model::event::Event;
use crate::model::named::{Deed, NamedPolicy, Noun};
use crate::store;

/// Removes a policy, unless open pages run on it.
pub fn remove(change: &mut Change<'_>, id: PolicyId) -> Result<NamedPolicy> {
    let (guild, now) = (change.guild(), change.now);
    let gone = || RosterRefusal::NoSuch(Noun::Policy, id.to_string());
    let policy = store::policies::get(change, guild, id)?.ok_or_else(gone)?;
    let open_pages = store::pages::open_on(change, guild, id)?;
    Policy::check_deletable(usize::try_from(open_pages).unwrap_or(0))?;
    store::policies::remove(change, guild, id, now)?;
    let name = policy.name.to_string();
    change.audit(None, &Event::RosterChanged { noun: Noun::Policy, name, deed: Deed::Removed })?;
    Ok(policy)
}
