//! Lets a program in.

use crate::change::Change;
use crate::error::{Result, RosterRefusal};
use crate::model::event::Event;
use crate::model::named::{Deed, Name, Named, Noun};
use crate::model::program::{NamedProgram, Program};
use crate::model::token::Token;
use crate::store;

/// Adds a program that the token lets in. Only the token's digest is kept.
pub fn add(change: &mut Change<'_>, name: &Name, may_write: bool, token: &Token) -> Result<NamedProgram> {
    let guild = change.guild();
    store::guilds::ensure(change, guild)?;
    let made_by = change.by.name().to_owned();
    let program = Program { may_write, made_by, made_at: change.now, last_at: None };
    let taken = || RosterRefusal::NameTaken(Noun::Token, name.to_string(), "revoke");
    let id = store::tokens::insert(change, guild, name, &program, token)?.ok_or_else(taken)?;
    audit(change, name, Deed::Added)?;
    Ok(Named { id, guild, name: name.clone(), is: program })
}

/// Notes what was done to a token.
pub(super) fn audit(change: &mut Change<'_>, name: &Name, deed: Deed) -> Result<()> {
    change.audit(None, &Event::RosterChanged { noun: Noun::Token, name: name.to_string(), deed })
}
