//! What leaves by mail, phone and the like, in plain words: these places know no Markdown and are read by others too, so a
//! private incident's title and message stay out of them.

use incidents::model::attempt::Attempt;
use incidents::model::contact::Kind;
use incidents::model::escalation::{Kind as Earnest, State, Urgency};
use incidents::model::incident::Incident;
use incidents::model::paged::Paged;
use incidents::noted;
use incidents::operations::roster::People;

use crate::parcels::{Letter, Parcel, Stage};
use crate::tongues::{spoken, word};
use crate::words;

/// The longest subject: what mail programs and phones show of one.
const SUBJECT: usize = 150;

/// Whether a call that has left by this way wants to hear how the page stands.
pub(super) fn tells_more(attempt: &Attempt, paged: &Paged) -> bool {
    let rings_on = matches!(attempt.way, incidents::model::attempt::Path::Own(kind) if kind.rings_on());
    rings_on && attempt.state.has_left() && stage(paged) != Stage::Calling
}

/// The call to somebody by one of their ways besides Discord.
pub(super) fn letter(
    leader: &Attempt,
    kind: Kind,
    people: &People,
    (paged, incident): (&Paged, Option<&Incident>),
    together: usize,
) -> Parcel {
    let contact = people.contact(leader.who);
    let reach = contact.and_then(|contact| {
        let reach = contact.ways.iter().find(|reach| reach.way.kind() == kind)?;
        Some((contact.id, reach.way.clone()))
    });
    let Some((contact, way)) = reach else {
        return Parcel::Unreachable(noted!("that way was removed").into());
    };
    let subject = subject(paged, incident, together);
    Parcel::Letter(Box::new(Letter {
        way,
        page: paged.id,
        attempt: leader.id,
        contact,
        stage: stage(paged),
        urgent: paged.page.urgency() == Urgency::High,
        tag: tag(paged, incident),
        text: text(&subject, paged, incident),
        subject,
        tongue: spoken(),
    }))
}

fn stage(paged: &Paged) -> Stage {
    match paged.page.state() {
        State::Ended { .. } => Stage::Over,
        State::Acked(_) | State::Snoozed(_) => Stage::Taken,
        State::Pending { .. } | State::Notifying(_) | State::Exhausted(_) => Stage::Calling,
    }
}

/// What a page is about, on one line: `INC-7 Checkout is down (SEV1)`.
#[must_use]
pub fn subject(paged: &Paged, incident: Option<&Incident>, together: usize) -> String {
    let about = incident.map_or_else(
        || match paged.page.kind() {
            Earnest::Test => say!("This is a test of how you can be reached"),
            _ => say!("Page from {sent_by_name}", sent_by_name = paged.sent_by_name),
        },
        |incident| {
            let title = if incident.private { word("a private incident") } else { incident.title.as_str() };
            format!("{} {title} ({})", incident.number, incident.severity)
        },
    );
    let many = match together {
        0 | 1 => String::new(),
        2 => say!(" and 1 more page"),
        more => say!(" and {more} more pages", more = more - 1),
    };
    let room = SUBJECT - many.chars().count();
    format!("{}{many}", words::fit(&format!("{}{}", marked(paged), words::bare(&about)), room))
}

fn marked(paged: &Paged) -> &'static str {
    match paged.page.kind() {
        Earnest::Real => "",
        Earnest::Drill { .. } => "DRILL: ",
        Earnest::Test => "TEST: ",
    }
}

fn tag(paged: &Paged, incident: Option<&Incident>) -> String {
    match incident {
        Some(incident) => say!("{incident} page {number}", incident = incident.number, number = paged.number),
        None if paged.page.kind() == Earnest::Test => say!("Test page {number}", number = paged.id),
        None => say!("Page {number}", number = paged.id),
    }
}

fn text(subject: &str, paged: &Paged, incident: Option<&Incident>) -> String {
    let is_private = incident.is_some_and(|incident| incident.private);
    let said = paged.message.as_deref().filter(|_| !is_private);
    let said = said.map(|said| format!("\n{}", words::bare(said))).unwrap_or_default();
    say!(
        "{subject}{said}\n{tag}, sent by {sender}.",
        subject,
        said,
        tag = tag(paged, incident),
        sender = words::bare(&paged.sent_by_name)
    )
}
