//! Takes a level out of a policy, or some of its people, or puts it elsewhere in the order.

use super::hold::{hold, keep};
use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::PolicyId;
use crate::model::escalation::{Level, Target};
use crate::model::named::NamedPolicy;

/// Takes a level out, counted from one; or of that level only these people. A level without anybody goes.
pub fn take_step(
    change: &mut Change<'_>,
    id: PolicyId,
    number: usize,
    targets: Option<&[Target]>,
) -> Result<NamedPolicy> {
    let mut policy = hold(change, id)?;
    let levels = &mut policy.is.levels;
    let at = index(levels, number)?;
    if let Some(targets) = targets {
        if !targets.iter().all(|target| levels[at].targets.contains(target)) {
            return Err(RosterRefusal::NotOnLevel(number).into());
        }
        levels[at].targets.retain(|target| !targets.contains(target));
    }
    if targets.is_none() || levels[at].targets.is_empty() {
        levels.remove(at);
    }
    if levels.is_empty() {
        return Err(RosterRefusal::LastLevel.into());
    }
    keep(change, &policy)?;
    Ok(policy)
}

/// Puts a level elsewhere in the order, both counted from one.
pub fn move_step(change: &mut Change<'_>, id: PolicyId, number: usize, to: usize) -> Result<NamedPolicy> {
    let mut policy = hold(change, id)?;
    let levels = &mut policy.is.levels;
    let (from, to) = (index(levels, number)?, index(levels, to)?);
    let level = levels.remove(from);
    levels.insert(to, level);
    keep(change, &policy)?;
    Ok(policy)
}

fn index(levels: &[Level], number: usize) -> Result<usize, RosterRefusal> {
    let at = number.checked_sub(1).filter(|at| *at < levels.len());
    at.ok_or(RosterRefusal::NoLevelThere(levels.len()))
}
