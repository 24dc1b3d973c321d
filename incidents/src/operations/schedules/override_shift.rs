//! Puts somebody on call for a while, whoever would be otherwise.

use super::hold::{hold, keep};
use crate::change::Change;
use crate::error::Result;
use crate::ids::ScheduleId;
use crate::model::cover::Stretch;
use crate::model::named::NamedSchedule;
use crate::model::rota;

/// Adds an override to a schedule.
pub fn override_shift(
    change: &mut Change<'_>,
    id: ScheduleId,
    what: rota::Change,
    when: Stretch,
) -> Result<NamedSchedule> {
    let (mut schedule, now) = (hold(change, id)?, change.now);
    schedule.is.add_override(what, (when.from, when.to), now)?;
    keep(change, &schedule)?;
    Ok(schedule)
}
