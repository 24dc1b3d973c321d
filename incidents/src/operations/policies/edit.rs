//! Changes how patient a policy is, who is called when no level has anybody, or its name.

use super::hold::{hold, keep};
use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::PolicyId;
use crate::model::escalation::OnActivity;
use crate::model::named::{Name, NamedPolicy, Noun};
use crate::model::who::Who;
use crate::store;

/// What changes; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// Another name.
    pub name: Option<Name>,
    /// How often all levels are gone through again.
    pub repeat: Option<u32>,
    /// How long an acknowledgement holds, in seconds, or for good.
    pub ack_timeout_s: Option<Option<u32>>,
    /// How long before the first level is called, in seconds.
    pub initial_delay_s: Option<u32>,
    /// Who is called when no level has anybody, or nobody.
    pub fallback: Option<Option<Who>>,
    /// Whether activity restarts the acknowledgement.
    pub on_activity: Option<OnActivity>,
}

/// Changes a policy.
pub fn edit(change: &mut Change<'_>, id: PolicyId, wish: &Wish) -> Result<NamedPolicy> {
    let (mut policy, guild) = (hold(change, id)?, change.guild());
    if *wish == Wish::default() {
        return Err(RosterRefusal::NothingToChange.into());
    }
    if let Some(name) = &wish.name {
        let other = store::policies::named(change, guild, name.as_str())?;
        if other.is_some_and(|other| other.id != id) {
            return Err(RosterRefusal::NameTaken(Noun::Policy, name.to_string(), "edit").into());
        }
        policy.name = name.clone();
    }
    let is = &mut policy.is;
    is.repeat = wish.repeat.unwrap_or(is.repeat);
    is.ack_timeout_s = wish.ack_timeout_s.unwrap_or(is.ack_timeout_s);
    is.initial_delay_s = wish.initial_delay_s.unwrap_or(is.initial_delay_s);
    is.fallback = wish.fallback.unwrap_or(is.fallback);
    is.on_activity = wish.on_activity.unwrap_or(is.on_activity);
    keep(change, &policy)?;
    Ok(policy)
}
