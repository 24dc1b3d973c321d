//! One human, one name: once a Discord user is a contact, rotations and policies name the contact.

use crate::change::Change;
use crate::error::Result;
use crate::ids::{ContactId, UserId};
use crate::model::who::Who;
use crate::store;

/// Puts the contact wherever the bare user stood.
pub(super) fn everywhere(change: &mut Change<'_>, user: UserId, contact: ContactId) -> Result<()> {
    let guild = change.guild();
    let (old, new) = (Who::User(user), Who::Contact(contact));
    for mut schedule in store::schedules::all(change, guild)? {
        if schedule.is.rename(old, new) {
            store::schedules::save(change, &schedule)?;
        }
    }
    for mut policy in store::policies::all(change, guild)? {
        if policy.is.rename(old, new) {
            store::policies::save(change, &policy)?;
        }
    }
    Ok(())
}
