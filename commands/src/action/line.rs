//! One action on one line, and what is said about how it comes round.

use crate::tongues::noted;
use chrono::{DateTime, Utc};
use incidents::ids::{IncidentId, Number};
use incidents::model::action::occurrence::{Occurrence, streak};
use incidents::model::action::owner::Owner;
use incidents::model::action::{Action, Due, State};
use incidents::model::tracker::Issue;
use incidents::{Result, View, store};

use crate::tongues::word;
use crate::{dates, words};

/// An action on one line: what, who, by when, of which incident.
#[must_use]
pub fn line(action: &Action, number: Number, now: DateTime<Utc>) -> String {
    let mut parts = vec![
        format!("{} `{}` {}", mark(action, now), action.number, words::fit(&words::line(&action.title), 120)),
        owner(action.owner.as_ref()),
        by_when(action, now),
    ];
    if action.repeat.is_some() {
        parts.push("🔁".into());
    }
    parts.push(number.to_string());
    parts.extend(action.issue.as_ref().map(issue));
    parts.join(" · ")
}

/// The issue that stands for an action; why it does not, where it does not.
fn issue(issue: &Issue) -> String {
    let name = words::line(&issue.shown());
    match (&issue.problem, &issue.url) {
        (Some(why), _) => {
            say!("⚠️ not mirrored in {name}: {why}", name, why = words::fit(&words::line(&noted(why)), 160))
        }
        (None, Some(url)) => format!("[{name}](<{url}>)"),
        (None, None) => say!("soon in {name}", name),
    }
}

fn mark(action: &Action, now: DateTime<Utc>) -> &'static str {
    match action.state {
        State::Done => "✅",
        State::Dropped => "🚫",
        State::Open if action.is_overdue(now) => "🔴",
        State::Open => "▫️",
    }
}

/// An owner as people read it; a mention pings nobody who is not meant to be pinged.
#[must_use]
pub fn owner(owner: Option<&Owner>) -> String {
    match owner {
        Some(Owner::User { id, .. }) => format!("<@{id}>"),
        Some(Owner::Role { id, .. }) => format!("<@&{id}>"),
        Some(Owner::Contact { name, .. } | Owner::Named { name }) => words::fit(&words::line(name), 60),
        None => say!("no owner"),
    }
}

fn by_when(action: &Action, now: DateTime<Utc>) -> String {
    match (action.state, action.due) {
        (State::Open, None) => say!("no due date"),
        (State::Open, Some(due)) if due.at < now => {
            say!("was due {due_words} ({at})", due_words = due_words(due), at = words::ago(due.at))
        }
        (State::Open, Some(due)) => say!("due {due_words}", due_words = due_words(due)),
        (state, _) => action.closed.as_ref().map_or_else(
            || word(state.as_str()).to_owned(),
            |closed| {
                say!(
                    "{state} {at} by {by}",
                    state = word(state.as_str()),
                    at = words::ago(closed.at),
                    by = words::line(&closed.by)
                )
            },
        ),
    }
}

/// When something is due: a whole day is shown as that day and not as an instant of it.
#[must_use]
pub fn due_words(due: Due) -> String {
    if due.whole_day { due_date(due) } else { words::instant(due.at) }
}

/// The day something is due, where it was meant, for readers outside Discord.
#[must_use]
pub fn due_date(due: Due) -> String {
    dates::date(due.zone.local(due.at).date())
}

/// How many actions of an incident are open, overdue, and not mirrored as they should be; none when there are none.
pub fn count(view: &mut View<'_>, incident: IncidentId) -> Result<Option<String>> {
    let actions = store::actions::of_incident(view, incident)?;
    let open = actions.iter().filter(|action| action.is_open()).count();
    let overdue = actions.iter().filter(|action| action.is_overdue(view.now)).count();
    let is_stuck = |action: &&Action| action.issue.as_ref().is_some_and(|issue| issue.problem.is_some());
    let stuck = actions.iter().filter(is_stuck).count();
    let counted = [(overdue, word("overdue")), (stuck, word("not mirrored"))];
    let counted = counted.into_iter().filter(|(count, _)| *count > 0);
    let rest: String = counted.map(|(count, what)| format!(", {count} {what}")).collect();
    Ok((open > 0 || stuck > 0).then(|| format!("{open}{rest}")))
}

/// How an action comes round: its pattern, its next runs, and how many in a row were done.
pub fn rhythm(view: &mut View<'_>, action: &Action) -> Result<String> {
    let (Some(repeat), Some(due)) = (&action.repeat, action.due) else { return Ok(String::new()) };
    let mut runs = vec![due.at];
    runs.extend(repeat.every.next_runs(2, due.at.max(view.now), repeat.zone, repeat.anchor));
    let runs = runs.into_iter().map(words::instant).collect::<Vec<_>>().join(", ");
    let past = store::occurrences::newest(view, action.id, 200)?;
    let streak = match streak(past.iter().map(|one: &Occurrence| one.outcome)) {
        0 => String::new(),
        1 => say!(" · done once in a row"),
        times => say!(" · done {times} times in a row", times),
    };
    Ok(say!(
        "\n🔁 {every} · next: {runs}{streak}",
        runs,
        streak,
        every = words::line(&repeat.every.to_string())
    ))
}
