//! Does what a timer was set for, once its time has come.

use crate::change::Change;
use crate::error::Result;
use crate::model::timer::Timer;
use crate::operations::{alerts, archive, heartbeats, members, paging, post_update, schedules::hand_over};
use crate::store;
use crate::store::timers::Due;

/// Runs one due timer, unless it was moved or taken meanwhile. Says whether it was run.
pub fn run_due(change: &mut Change<'_>, due: &Due) -> Result<bool> {
    if !store::timers::take(change, due)? {
        return Ok(false);
    }
    run(change, due)?;
    Ok(true)
}

fn run(change: &mut Change<'_>, due: &Due) -> Result<()> {
    match &due.timer {
        Timer::UpdateDue { incident, nudges } => post_update::remind(change, *incident, *nudges),
        Timer::Archive { incident } => archive::archive(change, *incident),
        Timer::Postmortem(alarm) => super::postmortem::remind::run(change, alarm),
        Timer::Action(alarm) => super::action::alarm::run(change, alarm, due.due),
        Timer::PageDue { page } => paging::step::step(change, *page),
        Timer::Handoff { schedule } => hand_over::hand_over(change, *schedule, due.due),
        Timer::ShiftReminder { schedule } => hand_over::remind(change, *schedule),
        Timer::AlertHeld { alert } => alerts::held::release(change, *alert),
        Timer::AlertsCounted { source } => alerts::tell::counted(change, *source),
        Timer::RollCall => members::call_roll(change),
        Timer::Heartbeat { heartbeat } => heartbeats::miss::miss(change, *heartbeat, due.due),
    }
}
