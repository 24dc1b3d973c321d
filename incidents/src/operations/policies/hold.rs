//! Loading a policy to change it, and keeping what became of it. Pages that run keep the policy they were opened with.

use super::add_step::check_answered;
use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::PolicyId;
use crate::model::event::Event;
use crate::model::named::{Deed, NamedPolicy, Noun};
use crate::operations::{members, roster};
use crate::store;

/// A policy, held until the change is over.
pub(super) fn hold(change: &mut Change<'_>, id: PolicyId) -> Result<NamedPolicy> {
    let guild = change.guild();
    let gone = || RosterRefusal::NoSuch(Noun::Policy, id.to_string());
    Ok(store::policies::get(change, guild, id)?.ok_or_else(gone)?)
}

/// Saves a changed policy with whose levels somebody can be told, and notes who changed it.
pub(super) fn keep(change: &mut Change<'_>, policy: &NamedPolicy) -> Result<()> {
    let (guild, now) = (change.guild(), change.now);
    policy.is.check_bounds()?;
    if !policy.is.levels.is_empty() {
        let people = roster::of(change, guild, &policy.is)?;
        check_answered(&policy.is, &people, now)?;
    }
    store::policies::save(change, policy)?;
    members::ask_soon(change)?;
    let name = policy.name.to_string();
    change.audit(None, &Event::RosterChanged { noun: Noun::Policy, name, deed: Deed::Changed })
}
