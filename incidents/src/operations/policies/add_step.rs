//! Adds people to a level of a policy, or a new last level. Pages that run keep the policy they were opened with.

use chrono::{DateTime, Utc};

use super::hold::{hold, keep};
use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::PolicyId;
use crate::model::escalation::{Answers, Level, Policy, PolicyRefused, Target};
use crate::model::named::NamedPolicy;
use crate::operations::roster::People;

/// What a level gets.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Who is called.
    pub targets: Vec<Target>,
    /// How long until the next level is, in seconds; unset, as it was, or five minutes.
    pub wait_s: Option<u32>,
    /// Which level, counted from one; unset, a new last one.
    pub level: Option<usize>,
    /// How many answers it asks for; unset, as it was, or one.
    pub answers: Option<Answers>,
}

/// How long a new level waits unless somebody says otherwise.
const DEFAULT_WAIT_S: u32 = 5 * 60;

/// Adds to a policy and says which level that was, counted from one.
pub fn add_step(change: &mut Change<'_>, id: PolicyId, wish: &Wish) -> Result<(NamedPolicy, usize)> {
    let mut policy = hold(change, id)?;
    let number = put(&mut policy.is, wish)?;
    keep(change, &policy)?;
    Ok((policy, number))
}

fn put(policy: &mut Policy, wish: &Wish) -> Result<usize, RosterRefusal> {
    let levels = policy.levels.len();
    let number = wish.level.unwrap_or(levels + 1);
    if number == levels + 1 {
        let wait_s = wish.wait_s.unwrap_or(DEFAULT_WAIT_S);
        policy.levels.push(Level { targets: Vec::new(), wait_s, answers: Answers::default() });
    }
    let at = number.checked_sub(1).ok_or(RosterRefusal::NoSuchLevel(levels))?;
    let level = policy.levels.get_mut(at).ok_or(RosterRefusal::NoSuchLevel(levels))?;
    level.answers = wish.answers.unwrap_or(level.answers);
    level.wait_s = wish.wait_s.unwrap_or(level.wait_s);
    for target in &wish.targets {
        if !level.targets.contains(target) {
            level.targets.push(*target);
        }
    }
    Ok(number)
}

/// Refuses a policy that nobody answers, now or at the next handoff of any schedule it calls: a schedule may begin later.
pub fn check_answered(policy: &Policy, people: &People, now: DateTime<Utc>) -> Result<(), PolicyRefused> {
    policy.check_answered(people, now).or_else(|refused| {
        let handoffs = policy.targets().filter_map(|target| people.next_handoff(target, now));
        let answered = handoffs.into_iter().any(|at| policy.check_answered(people, at).is_ok());
        if answered { Ok(()) } else { Err(refused) }
    })
}
