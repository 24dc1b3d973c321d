//! Does what a timer about actions was set for.

use chrono::{DateTime, Utc};

use crate::change::Change;
use crate::error::Result;
use crate::model::action::alarm::Alarm;
use crate::operations::action::{ask, digest, mirror, tell, turn};

/// Runs one alarm that was due at `due`.
pub(crate) fn run(change: &mut Change<'_>, alarm: &Alarm, due: DateTime<Utc>) -> Result<()> {
    match alarm {
        Alarm::Turn { action } => turn::turn(change, *action, due),
        Alarm::Tell { to } => tell::tell(change, *to),
        Alarm::AskAgain { incident, round } => ask::ask(change, *incident, *round),
        Alarm::Digest => digest::post(change, due),
        Alarm::Mirrors => mirror::look(change, due),
    }
}
