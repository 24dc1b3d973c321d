//! Gives a heartbeat another address; the old one lets nobody in from then on.

use super::add::audit;
use crate::change::Change;
use crate::error::Result;
use crate::model::heartbeat::Heartbeat;
use crate::model::named::Deed;
use crate::model::token::Token;
use crate::store;

/// Changes the address of a heartbeat.
pub fn rotate(change: &mut Change<'_>, heartbeat: &Heartbeat, token: &Token) -> Result<()> {
    store::heartbeats::rotate(change, heartbeat.id, token)?;
    audit(change, &heartbeat.name, Deed::Changed)
}
