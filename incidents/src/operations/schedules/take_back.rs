//! Takes an override back from now on. What it did before stays on record.

use super::hold::{hold, keep};
use crate::change::Change;
use crate::error::Result;
use crate::ids::ScheduleId;
use crate::model::named::NamedSchedule;
use crate::model::rota::OverrideId;

/// Takes back the override of this number.
pub fn take_back(change: &mut Change<'_>, id: ScheduleId, number: OverrideId) -> Result<NamedSchedule> {
    let (mut schedule, now) = (hold(change, id)?, change.now);
    schedule.is.remove_override(number, now)?;
    keep(change, &schedule)?;
    Ok(schedule)
}
