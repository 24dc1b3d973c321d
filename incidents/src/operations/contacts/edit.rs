//! Changes how somebody can be reached, or what they are called.

use super::add::{put_first, user_is_free};
use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::ids::{ContactId, UserId};
use crate::model::contact::{Contact, Kind, Order, Way};
use crate::model::event::Event;
use crate::model::named::{Deed, Name, Noun};
use crate::store;

/// What changes; what is left out stays.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Another name.
    pub name: Option<Name>,
    /// Another Discord user.
    pub user: Option<UserId>,
    /// Ways that are new or have another address.
    pub ways: Vec<Way>,
    /// Ways to be taken out.
    pub without: Vec<Kind>,
    /// Which come first.
    pub order: Option<Order>,
}

/// Changes a contact.
pub fn edit(change: &mut Change<'_>, id: ContactId, wish: &Wish) -> Result<Contact> {
    let guild = change.guild();
    let gone = || RosterRefusal::NoSuch(Noun::Contact, id.to_string());
    let mut contact = store::contacts::get(change, guild, id)?.ok_or_else(gone)?;
    if let Some(name) = &wish.name {
        let other = store::contacts::named(change, guild, name.as_str())?;
        if other.is_some_and(|other| other.id != id) {
            return Err(RosterRefusal::NameTaken(Noun::Contact, name.to_string(), "edit").into());
        }
        contact.name = name.clone();
    }
    if let Some(user) = wish.user.filter(|user| contact.user != Some(*user)) {
        user_is_free(change, user)?;
        contact.user = Some(user);
        contact.ways.clear(Kind::Discord);
        contact.ways.set(Way::Discord);
        super::one_name::everywhere(change, user, id)?;
    }
    for kind in &wish.without {
        contact.ways.clear(*kind);
    }
    for way in &wish.ways {
        contact.ways.set(way.clone());
    }
    put_first(&mut contact.ways, wish.order.as_ref().unwrap_or(&Order::default()))?;
    store::contacts::save(change, &contact)?;
    let name = contact.name.to_string();
    change.audit(None, &Event::RosterChanged { noun: Noun::Contact, name, deed: Deed::Changed })?;
    Ok(contact)
}
