//! Takes the words of a redacted entry out of what is kept of alerts: what they are called, the list of what was delivered, the
//! pages that repeated them, and the title and summary that one gave its incident.

use std::collections::BTreeSet;

use crate::change::Change;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::alert::cut;
use crate::model::incident::Section;
use crate::operations::postmortem::scrub::scrub_facts;
use crate::operations::refresh;
use crate::store;

/// A count of several alerts names each by so much of its title.
const NAMED: usize = 80;
/// An alert is called by no more.
const TITLE: usize = 200;
/// An incident is called by no more.
const CALLED: usize = 100;
/// So much of a long summary is in the entry that tells the alert.
const SUMMED_UP: usize = 1_000;

/// Has whatever repeats an entry's `words` say something else `instead`.
pub(crate) fn forget(change: &mut Change<'_>, id: IncidentId, (words, instead): (&str, &str)) -> Result<()> {
    let incident = store::incidents::look(change, id)?;
    let title = cut(instead, TITLE);
    let mut sources = BTreeSet::new();
    let alerts = store::alerts::of_incident(change, id)?;
    if incident.opened_by.is_none() && !alerts.is_empty() {
        forget_facts(change, id, (words, instead))?;
    }
    for alert in alerts {
        sources.insert(alert.source);
        if tells(words, &cut(&alert.title, NAMED)) {
            store::alerts::retitle(change, alert.id, &title)?;
        }
    }
    // An alert that fired again since may belong to another incident by now.
    sources.extend(store::alert_sources::all(change, incident.guild)?.into_iter().map(|source| source.id));
    for source in sources {
        store::alert_deliveries::reword(change, source, |line, made| {
            let is_it = made.incident() == Some(incident.number) && tells(words, &cut(line, NAMED));
            is_it.then(|| title.clone())
        })?;
    }
    for paged in store::pages::of_incident(change, id)? {
        if paged.message.is_some_and(|message| tells(words, &message)) {
            store::pages::reword(change, paged.id, instead)?;
        }
    }
    Ok(())
}

/// What an alert gave the incident that it opened: what that is called, and its summary.
fn forget_facts(change: &mut Change<'_>, id: IncidentId, (words, instead): (&str, &str)) -> Result<()> {
    let mut incident = store::incidents::get(change, id)?;
    let before = incident.clone();
    if tells(words, &incident.title) {
        incident.title = cut(instead, CALLED);
    }
    let summary = incident.sections.get(Section::Summary);
    if summary.is_some_and(|summary| tells(words, &cut(summary, SUMMED_UP))) {
        incident.sections.set(Section::Summary, instead);
    }
    if incident == before {
        return Ok(());
    }
    store::incidents::save(change, &incident)?;
    scrub_facts(change, &before, &incident)?;
    refresh::corrected(change, &incident)
}

/// Whether an entry tells these words. Marks do not count: an entry puts others between the parts of an alert than a page does.
fn tells(entry: &str, words: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let words = bare(words);
    !words.is_empty() && bare(entry).contains(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_tells_the_words_of_its_alert_however_they_are_put() {
        for (entry, words, told) in [
            ("Again (2 times by now): Disk is full\non db-1\nhttps://x", "Disk is full: on db-1", true),
            ("3 more from grafana (…): Disk is full …, CPU ×2.", "Disk is full…", true),
            ("Disk is full", "Disk is full: on db-1", false),
            ("Disk is full", "CPU is high", false),
            ("Disk is full", "!!!", false),
        ] {
            assert_eq!(tells(entry, words), told, "{entry:?} {words:?}");
        }
    }
}
