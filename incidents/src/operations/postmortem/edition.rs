//! Cuts an edition: the postmortem as it is at this instant, and what it says otherwise than the one before.

use crate::change::Change;
use crate::error::Result;
use crate::model::incident::Incident;
use crate::model::publication::{Edition, Publication, SAME_EDITION};
use crate::operations::postmortem::publication_of;
use crate::postmortem::{Facts, facts_without_files, what_changed};
use crate::store;

/// Cuts an edition if anything changed since the last, and hands back where the postmortem stands then.
///
/// Corrections by the same hand within a few minutes are one edition: the post lists all of them together.
pub fn cut(change: &mut Change<'_>, incident: &Incident) -> Result<Publication> {
    // Pages and severities are told from the audit log, this change's own among them.
    change.write_trail()?;
    let mut publication = publication_of(change, incident)?;
    let facts = facts_without_files(change, incident)?;
    let latest = store::editions::get(change, incident.id, publication.edition)?;
    let next = match latest {
        None => Edition { edition: 1, ..edition(change, Vec::new(), facts) },
        Some(latest) => match following(change, incident, &latest, facts)? {
            Some(next) => next,
            None => return Ok(publication),
        },
    };
    publication.edition = next.edition;
    store::postmortems::save(change, &publication)?;
    let mut next = next;
    next.facts.version = next.edition;
    store::editions::put(change, incident.id, &next)?;
    Ok(publication)
}

/// The edition after `latest`, or `latest` gone on with; nothing where nothing changed.
fn following(
    change: &mut Change<'_>,
    incident: &Incident,
    latest: &Edition,
    facts: Facts,
) -> Result<Option<Edition>> {
    let changes = what_changed(&latest.facts, &facts);
    if changes.is_empty() {
        return Ok(None);
    }
    if latest.by == change.by.name() && change.now - latest.at < SAME_EDITION && latest.edition > 1 {
        let base = store::editions::get(change, incident.id, latest.edition - 1)?;
        // The edition in which a document was published stays as it was.
        let base = base.filter(|base| base.facts.state == latest.facts.state);
        if let Some(base) = base.filter(|base| base.facts.state == facts.state) {
            let changes = what_changed(&base.facts, &facts);
            let next = Edition { edition: latest.edition, ..edition(change, changes, facts) };
            return Ok(Some(Edition { at: latest.at, ..next }));
        }
    }
    Ok(Some(Edition { edition: latest.edition + 1, ..edition(change, changes, facts) }))
}

fn edition(change: &Change<'_>, changes: Vec<String>, facts: Facts) -> Edition {
    Edition { edition: 0, at: change.now, by: change.by.name().to_owned(), changes, facts }
}
