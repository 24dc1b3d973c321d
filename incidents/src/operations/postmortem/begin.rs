//! Begins the postmortem of an incident that is over: its first edition, its posts, and when it is asked after.

use crate::change::Change;
use crate::error::Result;
use crate::model::incident::Incident;
use crate::model::notice::Notice;
use crate::model::publication::{Alarm, asked_after};
use crate::model::timer::Timer;
use crate::operations::action::digest;
use crate::operations::postmortem::edition::cut;
use crate::store;

/// Begins it. One that was begun before a reopening goes on where it was.
pub fn begin(change: &mut Change<'_>, incident: &Incident) -> Result<()> {
    cut(change, incident)?;
    ask_after(change, incident, 0)?;
    digest::ensure(change)?;
    change.send(&Notice::Postmortem { incident: incident.id })?;
    change.send(&Notice::PublishedPostmortem { incident: incident.id })
}

/// Sets when a draft that was asked after `said` times is asked after next.
pub(super) fn ask_after(change: &mut Change<'_>, incident: &Incident, said: u32) -> Result<()> {
    let settings = store::guilds::settings(change, incident.guild)?;
    let is_gravest = settings.severities.first() == Some(&incident.severity);
    let at = asked_after(said, is_gravest, change.now, settings.zone(), &settings.calendar());
    let timer = Timer::Postmortem(Alarm::Unreviewed { incident: incident.id, said });
    match at {
        Some(at) => change.set_timer(&timer, at),
        None => change.clear_timer(&timer),
    }
}
