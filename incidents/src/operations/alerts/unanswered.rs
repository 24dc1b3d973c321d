//! Nobody answered the page of an alert that opened no incident: now it opens one, where everybody sees it.

use super::tell;
use crate::change::Change;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::alert::Kept;
use crate::model::entry::EntryKind;
use crate::model::paged::Paged;
use crate::operations::add_entry::{self, add_entry};
use crate::operations::open;
use crate::store;

/// Opens the incident of a page that nobody answered, if an alert sent it.
pub fn unanswered(change: &mut Change<'_>, paged: &Paged) -> Result<()> {
    let Some(mut kept) = store::alerts::of_page(change, paged.id)? else { return Ok(()) };
    if kept.incident.is_some() {
        return Ok(());
    }
    let why = format!("nobody answered the page to {}", paged.sent_to);
    kept.incident = Some(opened(change, &kept, &paged.sent_by_name, &why)?);
    Ok(store::alerts::put(change, &mut kept)?)
}

/// Opens an incident for an alert of which nobody knows.
pub(super) fn opened(change: &mut Change<'_>, kept: &Kept, source: &str, why: &str) -> Result<IncidentId> {
    let wish = open::Wish {
        title: tell::title(&kept.title, source),
        severity: Some(kept.severity.clone()),
        summary: Some(format!("Opened for an alert of {source}, for {why}.")),
        ..open::Wish::default()
    };
    let incident = open::open(change, &wish)?;
    let text = format!("{}\nOpened, for {why}.", kept.title);
    add_entry(change, incident.id, &add_entry::Wish { text, at: change.now, kind: EntryKind::Alert })?;
    Ok(incident.id)
}
