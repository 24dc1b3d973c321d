//! An entry by the name people give it, and whether they may change it.

use incidents::ids::UserId;
use incidents::model::entry::Entry;
use incidents::model::incident::Incident;
use incidents::{Refusal, Result, View, store};

use crate::asked::Asked;
use crate::reply::Choice;
use crate::table::Needs;
use crate::{permissions, times, words};

/// How many suggestions Discord shows.
const MOST: usize = 25;

/// Suggests entries by number or by words of their text, newest first; removed ones are not among them.
pub fn suggested(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let Ok(incident) = asked.incident(view) else { return Ok(Vec::new()) };
    let wanted = typed.to_lowercase();
    let wanted: Vec<_> = wanted.split_whitespace().collect();
    let zone = times::zone(asked.settings, Some(&incident));
    let entries = store::entries::in_order(view, incident.id)?;
    let fitting = entries.iter().rev().filter(|entry| entry.removed.is_none()).filter(|entry| {
        let text = format!("#{} {}", entry.seq, entry.text.to_lowercase());
        wanted.iter().all(|word| text.contains(word))
    });
    let choice = |entry: &Entry| {
        let text: Vec<_> = entry.text.split_whitespace().take(40).collect();
        let label = format!("#{} · {} · {}", entry.seq, zone.local(entry.at).format("%H:%M"), text.join(" "));
        Choice { label: words::fit(&label, 100), value: entry.seq.to_string() }
    };
    Ok(fitting.take(MOST).map(choice).collect())
}

/// The entry that the option names: by its number, or by words that fit only one.
pub fn named(view: &mut View<'_>, asked: &Asked<'_>, incident: &Incident) -> Result<Entry> {
    let typed = asked.needed("entry")?.trim();
    let unknown = || Refusal::NoSuchEntry(words::fit(&words::line(typed), 60));
    if let Ok(seq) = typed.trim_start_matches('#').parse() {
        return numbered(view, incident, seq)?.ok_or_else(|| unknown().into());
    }
    let wanted = typed.to_lowercase();
    let mut fitting = store::entries::in_order(view, incident.id)?;
    fitting.retain(|entry| entry.removed.is_none() && entry.text.to_lowercase().contains(&wanted));
    match <[Entry; 1]>::try_from(fitting) {
        Ok([entry]) => Ok(entry),
        Err(_) => Err(unknown().into()),
    }
}

/// An entry by its number.
pub fn numbered(view: &mut View<'_>, incident: &Incident, seq: i64) -> Result<Option<Entry>> {
    Ok(store::entries::look(view, incident.id, seq)?)
}

/// Refuses unless the entry is the person's own, or they are a responder.
pub fn may_change(view: &mut View<'_>, asked: &Asked<'_>, entry: &Entry) -> Result<()> {
    let own: Option<UserId> = entry.author;
    if own == Some(asked.request.person.id) {
        return Ok(());
    }
    permissions::check(view, asked, Needs::Responder).map_err(|why| match why {
        incidents::Error::Refused(_) => Refusal::SomebodyElsesEntry.into(),
        fault => fault,
    })
}
