//! Quiet hours are over: whoever was not called for an alert then is called now, if it still fires and nobody is.

use super::page::{self, Said};
use super::standing::living;
use crate::change::Change;
use crate::error::Result;
use crate::ids::AlertId;
use crate::model::alert::{Kept, KeptState, NamedSource};
use crate::model::notice::{Notice, Saying};
use crate::noted;
use crate::store;

/// Calls for an alert that waited.
pub fn release(change: &mut Change<'_>, id: AlertId) -> Result<()> {
    let guild = change.guild();
    let Some(kept) = store::alerts::get(change, id)?.filter(|kept| kept.state != KeptState::Resolved) else {
        return Ok(());
    };
    let Some(source) = store::alert_sources::get(change, guild, kept.source)? else { return Ok(()) };
    match kept.incident {
        Some(_) => in_incident(change, &source, &kept),
        None => alone(change, &source, kept),
    }
}

fn in_incident(change: &mut Change<'_>, source: &NamedSource, kept: &Kept) -> Result<()> {
    let Some(incident) = kept.incident else { return Ok(()) };
    let incident = living(change, incident)?;
    let called = store::pages::of_incident(change, incident.id)?.iter().any(|paged| paged.page.is_open());
    if !incident.is_open() || called {
        return Ok(());
    }
    if let Some(why) = page::on_incident(change, source, incident.id, &Said::words(&kept.title))? {
        let what = noted!("The page for an alert that waited for the end of quiet hours").to_owned();
        change.send(&Notice::Say { incident: incident.id, what: Saying::NotDelivered { what, why } })?;
    }
    Ok(())
}

fn alone(change: &mut Change<'_>, source: &NamedSource, mut kept: Kept) -> Result<()> {
    kept.state = KeptState::Firing;
    match page::alone(change, source, &kept.severity, &Said::words(&kept.title))? {
        Ok(page) => kept.page = Some(page),
        Err(why) => {
            kept.incident = Some(super::unanswered::opened(change, &kept, source.name.as_str(), &why)?);
        }
    }
    Ok(store::alerts::put(change, &mut kept)?)
}
