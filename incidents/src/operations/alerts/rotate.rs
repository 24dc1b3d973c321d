//! Gives a source another secret; the one before stops working in the same instant.

use super::add::audit;
use crate::change::Change;
use crate::error::{AlertRefusal, Result};
use crate::ids::SourceId;
use crate::model::alert::NamedSource;
use crate::model::named::Deed;
use crate::model::token::Token;
use crate::store;

/// Gives a source another token.
pub fn rotate(change: &mut Change<'_>, id: SourceId, token: &Token) -> Result<NamedSource> {
    let guild = change.guild();
    let gone = || AlertRefusal::NoSuch(id.to_string());
    let source = store::alert_sources::get(change, guild, id)?.ok_or_else(gone)?;
    store::alert_sources::rotate(change, id, token)?;
    audit(change, &source.name, Deed::Rotated)?;
    Ok(source)
}
