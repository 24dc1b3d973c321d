//! Suggestions for options that name something of the server's.

mod roster;

use incidents::ids::Number;
use incidents::model::incident::{Incident, State};
use incidents::model::query::Query;
use incidents::{Result, View, store};

use crate::asked::Asked;
use crate::permissions;
use crate::reply::Choice;
use crate::words;

pub use roster::{alert_sources, contacts, people, policies, schedules, targets};

/// How many suggestions Discord shows.
const MOST: usize = 25;

/// Incidents by number or by words of the title: the one of that number, open ones, newest ones, and older ones that
/// the search finds.
pub fn incidents(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let typed = typed.trim().to_lowercase();
    let guild = asked.request.guild;
    let hidden = permissions::hidden(view, asked)?;
    let mut found = Vec::new();
    if let Ok(number) = typed.trim_start_matches("inc-").parse() {
        found.extend(store::incidents::numbered(view, guild, Number(number))?);
    }
    found.extend(store::incidents::newest(view, guild, Some(State::Open), Number(i64::MAX), 100)?);
    found.extend(store::incidents::newest(view, guild, None, Number(i64::MAX), 100)?);
    if let Ok(query) = Query::read(&typed) {
        for hit in store::search::matching(view, guild, &query, &hidden, (0, 25))? {
            found.push(store::incidents::look(view, hit.incident)?);
        }
    }
    let mut choices: Vec<Choice> = Vec::new();
    for incident in found {
        let label = format!("{} · {}", incident.number, incident.title);
        let value = incident.number.to_string();
        let fits = typed.split_whitespace().all(|word| label.to_lowercase().contains(word));
        let fresh = !choices.iter().any(|choice| choice.value == value);
        if fits && fresh && !hidden.0.contains(&incident.id) {
            choices.push(Choice { label: words::fit(&label, 100), value });
        }
        if choices.len() == MOST {
            break;
        }
    }
    Ok(choices)
}

/// Severities, worst first.
pub fn severities(_: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    Ok(among(&asked.settings.severities, typed))
}

/// Statuses, in the order of the work.
pub fn statuses(_: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    Ok(among(&asked.settings.statuses, typed))
}

/// The roles people take in an incident.
pub fn roles(_: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    Ok(among(&asked.settings.roles, typed))
}

/// Those of some names that have what is typed in them.
pub fn among(names: &[String], typed: &str) -> Vec<Choice> {
    let typed = typed.trim().to_lowercase();
    let fitting = names.iter().filter(|name| name.to_lowercase().contains(&typed));
    fitting.take(MOST).map(|name| Choice { label: name.clone(), value: name.clone() }).collect()
}

/// The one title line of an incident in answers: `INC-7 · Checkout is down`.
#[must_use]
pub fn title(incident: &Incident) -> String {
    format!("{} · {}", incident.number, words::line(&incident.title))
}
