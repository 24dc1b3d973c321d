//! How a page stands and what happens next, in words. One telling for channel, direct message, card and status.

use chrono::{DateTime, Utc};
use incidents::model::escalation::{Ending, Kind, Notifying, Page, State};
use incidents::model::paged::Paged;
use incidents::operations::roster::People;

use crate::people::{all_mentioned, mentioned};
use crate::words;

/// What stands before everything said about a page that is not meant in earnest.
pub(super) fn mark(page: &Page) -> &'static str {
    match page.kind() {
        Kind::Real => "",
        Kind::Drill { .. } => "**DRILL** · ",
        Kind::Test => "**TEST** · ",
    }
}

/// `Page 1 · payments`.
pub(super) fn title(paged: &Paged) -> String {
    let number = match (paged.incident, paged.page.kind()) {
        (Some(_), _) => format!("Page {}", paged.number),
        (None, Kind::Drill { .. }) => "Drill page".into(),
        (None, Kind::Real | Kind::Test) => "Test page".into(),
    };
    format!("{}**{number}** · {}", mark(&paged.page), to(paged))
}

/// Whom it was sent to. A mention stays one; whatever else was typed is plain.
pub fn to(paged: &Paged) -> String {
    let is_mention = paged.sent_to.starts_with("<@") && paged.policy.is_none();
    if is_mention { paged.sent_to.clone() } else { words::line(&paged.sent_to) }
}

/// How it stands: `waiting for an answer at level 2`.
pub(super) fn state(page: &Page, people: &People) -> String {
    match page.state() {
        State::Pending { due } => format!("the first level is called {}", words::ago(*due)),
        State::Notifying(notifying) => {
            format!("waiting for an answer at level {}{}", notifying.place.level + 1, round(notifying))
        }
        State::Acked(acked) => {
            let also = all_mentioned(people, &acked.also);
            let also = if also.is_empty() { String::new() } else { format!("; also there: {also}") };
            format!("{} has it since {}{also}", mentioned(people, acked.by), words::time(acked.at))
        }
        State::Snoozed(snoozed) => {
            format!("snoozed by {} until {}", mentioned(people, snoozed.by), words::instant(snoozed.until))
        }
        State::Exhausted(_) => "**nobody answered**".into(),
        State::Ended { how, at } => format!("{} {}", ended(*how), words::instant(*at)),
    }
}

fn round(notifying: &Notifying) -> String {
    if notifying.place.round == 0 { String::new() } else { format!(", round {}", notifying.place.round + 1) }
}

pub(super) fn ended(how: Ending) -> &'static str {
    match how {
        Ending::Resolved => "over, resolved",
        Ending::Cancelled => "stopped",
        Ending::Merged => "over, for its incident joined another,",
    }
}

/// What happens next, and when.
pub(super) fn next(page: &Page, now: DateTime<Utc>) -> String {
    if let (Some(suspension), true) = (page.suspended(), page.is_open()) {
        let when = suspension.until.map(|until| format!(", {}", words::ago(until))).unwrap_or_default();
        return format!("Escalation waits for maintenance to end{when}. `/page maintenance` ends it now.");
    }
    let due = page.next_due(now);
    match (page.state(), due) {
        (State::Ended { .. }, _) => "Nothing more happens.".into(),
        (State::Notifying(notifying), Some(due)) => {
            format!("Without an answer {} {}.", after(page, notifying), words::ago(due))
        }
        (State::Notifying(_), None) => "It does not escalate.".into(),
        (State::Acked(acked), Some(due)) if acked.asked.is_some() => {
            format!("If nothing is heard of them, the level is called again {}.", words::ago(due))
        }
        (State::Acked(_), Some(due)) => format!("If it stays silent, they are asked {}.", words::ago(due)),
        (State::Acked(_), None) => "It stays theirs.".into(),
        (State::Snoozed(_), Some(due)) => format!("Then the level is called again, {}.", words::ago(due)),
        (State::Exhausted(_), Some(due)) => format!("It is said again {}.", words::ago(due)),
        (State::Exhausted(_), None) => {
            "Nobody is called any more. Acknowledge it, or use `/page escalate` to begin again.".into()
        }
        (_, Some(due)) => format!("The next step is due {}.", words::ago(due)),
        (_, None) => String::new(),
    }
}

fn after(page: &Page, notifying: &Notifying) -> String {
    let (policy, place) = (page.policy(), notifying.place);
    if place.level + 1 < policy.levels.len() {
        format!("level {} is called", place.level + 2)
    } else if place.round < policy.repeat {
        format!("level 1 is called again (round {} of {})", place.round + 2, policy.repeat + 1)
    } else {
        "it is said that nobody answered,".into()
    }
}

/// One line for the card: `Page 1 · payments: waiting for an answer at level 2`.
#[must_use]
pub fn line(paged: &Paged, people: &People) -> String {
    format!("{}: {}", title(paged), state(&paged.page, people))
}
