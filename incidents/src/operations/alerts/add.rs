//! Lets a monitoring system in.

use crate::change::Change;
use crate::error::{AlertRefusal, Result};
use crate::model::alert::{NamedSource, Rules, Source, Storm};
use crate::model::event::Event;
use crate::model::named::{Deed, Name, Named, Noun};
use crate::model::token::Token;
use crate::operations::open::severity;
use crate::store;

/// How many sources a server may have.
const MOST: usize = 100;

/// Adds a source that the token lets in. Only the token's digest is kept.
pub fn add(change: &mut Change<'_>, name: &Name, mut rules: Rules, token: &Token) -> Result<NamedSource> {
    let guild = change.guild();
    store::guilds::ensure(change, guild)?;
    let settings = store::guilds::settings(change, guild)?;
    if let Some(typed) = &rules.severity {
        rules.severity = Some(severity(&settings, typed)?.to_owned());
    }
    let count = store::alert_sources::all(change, guild)?.len();
    if count >= MOST {
        return Err(AlertRefusal::TooMany(count).into());
    }
    let taken = || AlertRefusal::NameTaken(name.to_string());
    let id = store::alert_sources::insert(change, guild, name, &rules, token)?.ok_or_else(taken)?;
    audit(change, name, Deed::Added)?;
    Ok(Named { id, guild, name: name.clone(), is: Source { rules, storm: Storm::default(), last_at: None } })
}

/// Notes what was done to a source.
pub(super) fn audit(change: &mut Change<'_>, name: &Name, deed: Deed) -> Result<()> {
    change.audit(None, &Event::RosterChanged { noun: Noun::AlertSource, name: name.to_string(), deed })
}
