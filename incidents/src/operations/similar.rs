//! Finds past incidents like one that has just begun, and what was learnt from them.

use crate::change::View;
use crate::error::Result;
use crate::ids::IncidentId;
use crate::model::entry::EntryKind;
use crate::model::incident::{Incident, Section};
use crate::model::query::Query;
use crate::store;

/// How many are shown.
const MOST: usize = 3;
/// How many candidates are looked at, so that it takes no longer with years of incidents than with weeks.
const CANDIDATES: i64 = 300;
/// How many dead ends of one incident are shown.
const DEAD_ENDS: i64 = 3;

/// A past incident, and what turned out not to be its cause.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// The incident.
    pub incident: Incident,
    /// What was ruled out.
    pub ruled_out: Vec<String>,
}

/// Past incidents like this one, the closest first. Private ones are never among them: whoever reads the channel of this
/// one may not see theirs.
pub fn similar(view: &mut View<'_>, incident: &Incident) -> Result<Vec<Past>> {
    let summary = incident.sections.get(Section::Summary).unwrap_or_default();
    let Some(query) = Query::likeness(&incident.title, summary) else { return Ok(Vec::new()) };
    let told = telling(view, incident, &query)?;
    let mut close = Vec::new();
    for hit in store::search::sharing(view, incident.guild, &rarest(&told), incident.id, CANDIDATES)? {
        let shared = query.found(&format!("{} {}", hit.title, hit.body));
        if shared.len() >= enough(&query) {
            let weight: f64 =
                told.iter().filter(|one| shared.contains(&one.word.as_str())).map(Word::weight).sum();
            close.push((weight, hit.incident));
        }
    }
    close.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    close.into_iter().take(MOST).map(|(_, id)| past(view, id)).collect()
}

fn past(view: &mut View<'_>, id: IncidentId) -> Result<Past> {
    let incident = store::incidents::look(view, id)?;
    let entries = store::entries::of_kind(view, id, EntryKind::RuledOut, DEAD_ENDS)?;
    Ok(Past { incident, ruled_out: entries.into_iter().map(|entry| entry.text).collect() })
}

/// A word, and in how many incidents it stands.
struct Word {
    word: String,
    spread: i64,
}

impl Word {
    /// How much it tells: the fewer incidents have it, the more.
    fn weight(&self) -> f64 {
        1.0 / f64::from(u32::try_from(self.spread).unwrap_or(u32::MAX)).max(1.0).sqrt()
    }
}

/// The words of a query, those first that stand in the fewest incidents.
fn telling(view: &mut View<'_>, incident: &Incident, query: &Query) -> Result<Vec<Word>> {
    let mut told = Vec::new();
    for word in query.words() {
        let alone = Query::from_words(std::iter::once(word.clone()));
        let spread = store::search::spread(view, incident.guild, &alone, CANDIDATES + 1)?;
        told.push(Word { word: word.clone(), spread });
    }
    told.sort_by_key(|one| one.spread);
    Ok(told)
}

/// As many of the most telling words as bring up no more candidates than are looked at; one at least.
fn rarest(told: &[Word]) -> Query {
    let mut together = 0;
    let few = told.iter().take_while(|one| {
        together += one.spread;
        together <= CANDIDATES
    });
    let count = few.count().max(1);
    Query::from_words(told.iter().take(count).map(|one| one.word.clone()))
}

/// How many words two incidents must share: one word in common is chance as soon as there are three.
fn enough(query: &Query) -> usize {
    if query.words().len() < 3 { 1 } else { 2 }
}
