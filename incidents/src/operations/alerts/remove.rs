//! Lets a monitoring system in no more. What it had sent stays where it is.

use super::add::audit;
use crate::change::Change;
use crate::error::{AlertRefusal, Result};
use crate::ids::SourceId;
use crate::model::alert::NamedSource;
use crate::model::named::Deed;
use crate::store;

/// Removes a source.
pub fn remove(change: &mut Change<'_>, id: SourceId) -> Result<NamedSource> {
    let (guild, now) = (change.guild(), change.now);
    let gone = || AlertRefusal::NoSuch(id.to_string());
    let source = store::alert_sources::get(change, guild, id)?.ok_or_else(gone)?;
    store::alert_sources::remove(change, id, now)?;
    audit(change, &source.name, Deed::Removed)?;
    Ok(source)
}
