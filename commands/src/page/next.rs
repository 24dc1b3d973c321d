//! How a page stands and what happens next, in words. One telling for channel, direct message, card and status.

use chrono::{DateTime, Utc};
use incidents::model::escalation::{Ending, Kind, Notifying, Page, State};
use incidents::model::paged::Paged;
use incidents::operations::roster::People;

use crate::people::{all_mentioned, mentioned};
use crate::tongues::word;
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
        (Some(_), _) => say!("Page {number}", number = paged.number),
        (None, Kind::Drill { .. }) => say!("Drill page"),
        (None, Kind::Real | Kind::Test) => say!("Test page"),
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
        State::Pending { due } => say!("the first level is called {due}", due = words::ago(*due)),
        State::Notifying(notifying) => {
            say!(
                "waiting for an answer at level {level}{round}",
                level = notifying.place.level + 1,
                round = round(notifying)
            )
        }
        State::Acked(acked) => {
            let also = all_mentioned(people, &acked.also);
            let also = if also.is_empty() { String::new() } else { say!("; also there: {also}", also) };
            say!(
                "{mentioned} has it since {at}{also}",
                also,
                mentioned = mentioned(people, acked.by),
                at = words::time(acked.at)
            )
        }
        State::Snoozed(snoozed) => {
            say!(
                "snoozed by {mentioned} until {until}",
                mentioned = mentioned(people, snoozed.by),
                until = words::instant(snoozed.until)
            )
        }
        State::Exhausted(_) => say!("**nobody answered**"),
        State::Ended { how, at } => format!("{} {}", ended(*how), words::instant(*at)),
    }
}

fn round(notifying: &Notifying) -> String {
    if notifying.place.round == 0 {
        String::new()
    } else {
        say!(", round {round}", round = notifying.place.round + 1)
    }
}

pub(super) fn ended(how: Ending) -> &'static str {
    match how {
        Ending::Resolved => word("over, resolved"),
        Ending::Cancelled => word("stopped"),
        Ending::Merged => word("over, for its incident joined another,"),
    }
}

/// What happens next, and when.
pub(super) fn next(page: &Page, now: DateTime<Utc>) -> String {
    if let (Some(suspension), true) = (page.suspended(), page.is_open()) {
        let when = suspension.until.map(|until| format!(", {}", words::ago(until))).unwrap_or_default();
        return say!("Escalation waits for maintenance to end{when}. `/page maintenance` ends it now.", when);
    }
    let due = page.next_due(now);
    match (page.state(), due) {
        (State::Ended { .. }, _) => say!("Nothing more happens."),
        (State::Notifying(notifying), Some(due)) => {
            say!("Without an answer {after} {due}.", after = after(page, notifying), due = words::ago(due))
        }
        (State::Notifying(_), None) => say!("It does not escalate."),
        (State::Acked(acked), Some(due)) if acked.asked.is_some() => {
            say!("If nothing is heard of them, the level is called again {due}.", due = words::ago(due))
        }
        (State::Acked(_), Some(due)) => {
            say!("If it stays silent, they are asked {due}.", due = words::ago(due))
        }
        (State::Acked(_), None) => say!("It stays theirs."),
        (State::Snoozed(_), Some(due)) => {
            say!("Then the level is called again, {due}.", due = words::ago(due))
        }
        (State::Exhausted(_), Some(due)) => say!("It is said again {due}.", due = words::ago(due)),
        (State::Exhausted(_), None) => {
            say!("Nobody is called any more. Acknowledge it, or use `/page escalate` to begin again.")
        }
        (_, Some(due)) => say!("The next step is due {due}.", due = words::ago(due)),
        (_, None) => String::new(),
    }
}

fn after(page: &Page, notifying: &Notifying) -> String {
    let (policy, place) = (page.policy(), notifying.place);
    if place.level + 1 < policy.levels.len() {
        say!("level {level} is called", level = place.level + 2)
    } else if place.round < policy.repeat {
        say!(
            "level 1 is called again (round {round} of {rounds})",
            round = place.round + 2,
            rounds = policy.repeat + 1
        )
    } else {
        say!("it is said that nobody answered,")
    }
}

/// One line for the card: `Page 1 · payments: waiting for an answer at level 2`.
#[must_use]
pub fn line(paged: &Paged, people: &People) -> String {
    format!("{}: {}", title(paged), state(&paged.page, people))
}
