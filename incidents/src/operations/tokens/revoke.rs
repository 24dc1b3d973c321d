//! Turns a program away. What it did stays where it is.

use super::add::audit;
use crate::change::Change;
use crate::error::Result;
use crate::model::named::Deed;
use crate::model::program::NamedProgram;
use crate::store;

/// Revokes what lets a program in.
pub fn revoke(change: &mut Change<'_>, program: &NamedProgram) -> Result<()> {
    let (guild, now) = (change.guild(), change.now);
    store::tokens::revoke(change, guild, program.id, now)?;
    audit(change, &program.name, Deed::Removed)
}
