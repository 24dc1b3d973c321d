//! Notes that a program is alive, for whoever tidies up tokens.

use chrono::{DateTime, TimeDelta, Utc};

use crate::change::Change;
use crate::error::Result;
use crate::model::program::NamedProgram;
use crate::store;

/// What was noted so lately need not be noted anew: a program that only reads shall not write with each look.
const FRESH: TimeDelta = TimeDelta::minutes(10);

/// Whether it is time to note that a program asked for something.
#[must_use]
pub fn is_due(program: &NamedProgram, now: DateTime<Utc>) -> bool {
    program.is.last_at.is_none_or(|last| !(TimeDelta::zero()..FRESH).contains(&(now - last)))
}

/// Notes that a program asked for something.
pub fn used(change: &mut Change<'_>, program: &NamedProgram) -> Result<()> {
    let now = change.now;
    Ok(store::tokens::used(change, program.id, now)?)
}
