//! Takes the words of a redacted entry out of what is kept of alerts: what they are called, the list of what was delivered, and
//! the pages that repeated them.

use std::collections::BTreeSet;

use crate::change::Change;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::alert::cut;
use crate::store;

/// A count of several alerts names each by so much of its title.
const NAMED: usize = 80;
/// An alert is called by no more.
const TITLE: usize = 200;

/// Has whatever repeats an entry's `words` say something else `instead`.
pub(crate) fn forget(change: &mut Change<'_>, id: IncidentId, (words, instead): (&str, &str)) -> Result<()> {
    let incident = store::incidents::look(change, id)?;
    let title = cut(instead, TITLE);
    let mut sources = BTreeSet::new();
    for alert in store::alerts::of_incident(change, id)? {
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
