//! Adds somebody who can be paged.

use crate::change::Change;
use crate::error::{Fault, Result, RosterRefusal};
use crate::ids::UserId;
use crate::model::contact::{Contact, Order, Way, Ways};
use crate::model::event::Event;
use crate::model::named::{Deed, Name, Noun};
use crate::store;

/// What is known of somebody who is to be paged.
#[derive(Debug, Clone)]
pub struct Wish {
    /// What people call them.
    pub name: Name,
    /// Who they are on Discord.
    pub user: Option<UserId>,
    /// The ways to reach them; Discord is added for a user.
    pub ways: Vec<Way>,
    /// Which of them come first.
    pub order: Order,
}

/// Adds a contact. Rotations and policies that named its user name the contact from then on.
pub fn add(change: &mut Change<'_>, wish: &Wish) -> Result<Contact> {
    let guild = change.guild();
    store::guilds::ensure(change, guild)?;
    if store::contacts::named(change, guild, wish.name.as_str())?.is_some() {
        return Err(RosterRefusal::NameTaken(Noun::Contact, wish.name.to_string(), "edit").into());
    }
    if let Some(user) = wish.user {
        user_is_free(change, user)?;
    }
    let mut ways = Ways::default();
    for way in wish.user.map(|_| Way::Discord).iter().chain(&wish.ways) {
        ways.set(way.clone());
    }
    put_first(&mut ways, &wish.order)?;
    let id = store::contacts::insert(change, guild, &wish.name, wish.user, &ways)?;
    let id = id.ok_or_else(|| Fault::Unreadable("a free name was taken within one change".into()))?;
    if let Some(user) = wish.user {
        super::one_name::everywhere(change, user, id)?;
    }
    let name = wish.name.to_string();
    change.audit(None, &Event::RosterChanged { noun: Noun::Contact, name, deed: Deed::Added })?;
    Ok(Contact { id, guild, name: wish.name.clone(), user: wish.user, ways, removed_at: None })
}

/// Refuses if the user is a contact already.
pub(super) fn user_is_free(change: &mut Change<'_>, user: UserId) -> Result<()> {
    let guild = change.guild();
    match store::contacts::of_user(change, guild, user)? {
        Some(taken) => Err(RosterRefusal::UserTaken(taken.name.to_string()).into()),
        None => Ok(()),
    }
}

/// Puts ways first, refusing those that are not there, and a contact without any.
pub(super) fn put_first(ways: &mut Ways, order: &Order) -> Result<(), RosterRefusal> {
    if ways.is_empty() {
        return Err(RosterRefusal::NoWay);
    }
    let has = |kind| ways.iter().any(|reach| reach.way.kind() == kind);
    if let Some(missing) = order.iter().find(|kind| !has(*kind)) {
        return Err(RosterRefusal::WayNotGiven(missing.as_str()));
    }
    ways.put_first(order);
    Ok(())
}
