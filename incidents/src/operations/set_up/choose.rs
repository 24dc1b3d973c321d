//! Chooses what is to be done about a piece, and who can be paged. What was chosen is kept until somebody chooses otherwise.

use super::alter;
use super::plan::planned;
use crate::change::Change;
use crate::error::{Result, SetUpRefusal};
use crate::ids::UserId;
use crate::model::contact::Order;
use crate::model::set_up::{Choice, Piece, Stage};
use crate::operations::contacts::add::{self, add};
use crate::store;

/// Chooses for a piece.
pub fn choose(change: &mut Change<'_>, piece: Piece, choice: Choice) -> Result<()> {
    let guild = change.guild();
    let mut set_up = store::setups::look(change, guild)?;
    if set_up.stage != Stage::Choosing {
        return Err(SetUpRefusal::UnderWay.into());
    }
    set_up.choices.insert(piece, choice);
    if let Choice::Use(id) = choice
        && planned(change, guild, &set_up, piece)?.choice != Choice::Use(id)
    {
        return Err(SetUpRefusal::NotThere(piece.setting().as_str()).into());
    }
    alter(change, |set_up| {
        if set_up.choices.insert(piece, choice) != Some(choice) {
            set_up.version += 1;
            set_up.lacks = None;
        }
        set_up.report.clear();
    })
}

/// Adds people as contacts; those who are contacts already stay as they are. Their names are made to differ.
pub fn choose_people(change: &mut Change<'_>, people: &[(UserId, String)]) -> Result<()> {
    let guild = change.guild();
    let mut added = Vec::new();
    for (user, name) in people {
        if store::contacts::of_user(change, guild, *user)?.is_some() {
            continue;
        }
        let name = free_name(change, *user, name)?;
        let wish = add::Wish { name, user: Some(*user), ways: Vec::new(), order: Order::default() };
        added.push(add(change, &wish)?.id);
    }
    alter(change, |set_up| {
        set_up.people_chosen = true;
        set_up.contacts.extend(added);
    })
}

/// A name for a contact: what the person goes by, unless that is no name or somebody else has it.
fn free_name(change: &mut Change<'_>, user: UserId, typed: &str) -> Result<crate::model::named::Name> {
    let guild = change.guild();
    let by_id = format!("user {user}");
    let wanted = typed.parse().or_else(|_| by_id.parse());
    let wanted: crate::model::named::Name = wanted?;
    match store::contacts::named(change, guild, wanted.as_str())? {
        None => Ok(wanted),
        Some(_) => Ok(by_id.parse()?),
    }
}
