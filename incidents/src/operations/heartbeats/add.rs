//! Listens for a job from now on. Until it is heard for the first time, nothing is missed.

use crate::change::Change;
use crate::error::{HeartbeatRefusal, Result};
use crate::model::event::Event;
use crate::model::heartbeat::{Heartbeat, Rhythm};
use crate::model::named::{Deed, Name, Noun};
use crate::model::token::Token;
use crate::store;

/// How many a server may have.
const MOST: usize = 100;

/// Adds a heartbeat that the token lets in. Only the token's digest is kept.
pub fn add(change: &mut Change<'_>, name: &Name, rhythm: Rhythm, token: &Token) -> Result<Heartbeat> {
    let guild = change.guild();
    store::guilds::ensure(change, guild)?;
    let count = store::heartbeats::all(change, guild)?.len();
    if count >= MOST {
        return Err(HeartbeatRefusal::TooMany(count).into());
    }
    let taken = || HeartbeatRefusal::NameTaken(name.to_string());
    let id = store::heartbeats::insert(change, guild, name, rhythm, token)?.ok_or_else(taken)?;
    audit(change, name, Deed::Added)?;
    let name = name.clone();
    Ok(Heartbeat { id, guild, name, rhythm, last_at: None, missing_since: None, incident: None, misses: 0 })
}

/// Notes what was done to a heartbeat.
pub(super) fn audit(change: &mut Change<'_>, name: &Name, deed: Deed) -> Result<()> {
    change.audit(None, &Event::RosterChanged { noun: Noun::Heartbeat, name: name.to_string(), deed })
}
