//! Makes an escalation policy, which has no levels yet.

use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::model::escalation::Policy;
use crate::model::event::Event;
use crate::model::named::{Deed, Name, Named, NamedPolicy, Noun};
use crate::store;

/// Makes a policy.
pub fn create(change: &mut Change<'_>, name: &Name, policy: Policy) -> Result<NamedPolicy> {
    let guild = change.guild();
    policy.check_bounds()?;
    store::guilds::ensure(change, guild)?;
    let taken = || RosterRefusal::NameTaken(Noun::Policy, name.to_string(), "step");
    let id = store::policies::insert(change, guild, name, &policy)?.ok_or_else(taken)?;
    let event = Event::RosterChanged { noun: Noun::Policy, name: name.to_string(), deed: Deed::Added };
    change.audit(None, &event)?;
    Ok(Named { id, guild, name: name.clone(), is: policy })
}
