//! Tells somebody everything that waits for them, once a day.

use crate::change::Change;
use crate::error::Result;
use crate::model::action::alarm::Alarm;
use crate::model::action::reminder::Recipient;
use crate::model::action::wish::Wish;
use crate::model::notice::Notice;
use crate::model::timer::Timer;
use crate::operations::action::turn;
use crate::store;
use crate::store::reminders::Habits;

/// Wishes for the message of the day, unless the recipient may not be told now.
pub(super) fn tell(change: &mut Change<'_>, to: Recipient) -> Result<()> {
    let (guild, now) = (change.guild(), change.now);
    let slot = turn::slot_of(change, to, now)?;
    if slot.at > now {
        return change.set_timer(&Timer::Action(Alarm::Tell { to }), slot.at);
    }
    let items = store::reminders::take(change, guild, to)?;
    if items.is_empty() {
        return Ok(());
    }
    let day = slot.zone.local(now).date();
    store::reminders::save_habits(change, guild, to, Habits { told_on: Some(day), ..slot.habits })?;
    store::reminders::put_told(change, guild, to, day, &items)?;
    change.send(&Notice::Action(Wish::Reminder { to, day, items }))
}
