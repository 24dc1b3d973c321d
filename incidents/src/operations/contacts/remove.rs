//! Removes somebody who could be paged. Pages of the past still name them.

use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::ContactId;
use crate::model::contact::Contact;
use crate::model::event::Event;
use crate::model::named::{Deed, Noun};
use crate::operations::paging;
use crate::store;

/// A removed contact, and what still names it: from now on nobody is called there.
#[derive(Debug, Clone)]
pub struct Removed {
    /// Who it was.
    pub contact: Contact,
    /// The schedules in which they had turns.
    pub schedules: Vec<String>,
    /// The policies that called them by name.
    pub policies: Vec<String>,
}

/// Removes a contact.
pub fn remove(change: &mut Change<'_>, id: ContactId) -> Result<Removed> {
    let (guild, now) = (change.guild(), change.now);
    let gone = || RosterRefusal::NoSuch(Noun::Contact, id.to_string());
    let contact = store::contacts::get(change, guild, id)?.ok_or_else(gone)?;
    store::contacts::remove(change, guild, id, now)?;
    paging::gone::gone(change, contact.who())?;
    let name = contact.name.to_string();
    change.audit(None, &Event::RosterChanged { noun: Noun::Contact, name, deed: Deed::Removed })?;
    let schedules = store::schedules::all(change, guild)?.into_iter();
    let policies = store::policies::all(change, guild)?.into_iter();
    Ok(Removed {
        schedules: schedules
            .filter(|one| one.is.names(contact.who()))
            .map(|one| one.name.to_string())
            .collect(),
        policies: policies
            .filter(|one| one.is.names(contact.who()))
            .map(|one| one.name.to_string())
            .collect(),
        contact,
    })
}
