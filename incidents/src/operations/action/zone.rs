//! Somebody moves to another zone, or the server changes its days: reminders to come move along, those of the past stand.

use crate::change::Change;
use crate::error::Result;
use crate::ids::UserId;
use crate::model::action::State;
use crate::model::action::reminder::Recipient;
use crate::model::zone::Zone;
use crate::operations::action::schedule;
use crate::store;
use crate::store::actions::Filter;
use crate::store::reminders::Habits;

/// So many open actions are moved at once; those beyond move when their present reminder is due.
const MOVED: i64 = 5_000;

/// Notes where somebody lives, and moves the reminders of what is theirs.
pub fn lives_in(change: &mut Change<'_>, user: UserId, zone: Zone) -> Result<()> {
    let (guild, who) = (change.guild(), Recipient::User(user));
    let habits = store::reminders::habits(change, guild, who)?;
    store::reminders::save_habits(change, guild, who, Habits { zone: Some(zone), ..habits })?;
    move_where(change, Some(user))
}

/// Sets every reminder of the server anew, by the settings as they are now.
pub(in crate::operations) fn set_all(change: &mut Change<'_>) -> Result<()> {
    move_where(change, None)
}

fn move_where(change: &mut Change<'_>, owner: Option<UserId>) -> Result<()> {
    let (guild, now) = (change.guild(), change.now);
    let open = Filter { state: Some(State::Open), ..Filter::default() };
    for action in store::actions::fitting(change, guild, &open, MOVED)? {
        if owner.is_none() || schedule::person(change, &action)? == owner {
            schedule::schedule(change, &action, now)?;
        }
    }
    Ok(())
}
