//! The messages that call somebody: the ping in the channel, the direct message, and one in place of many.

use chrono::{DateTime, Utc};
use incidents::model::attempt::{Attempt, Path};
use incidents::model::escalation::State;
use incidents::model::incident::Incident;
use incidents::model::paged::Paged;
use incidents::model::who::Who;
use incidents::operations::roster::People;

use super::next::{next, state, title};
use crate::people::{all_mentioned, pings};
use crate::reply::{Look, Message, Widget};
use crate::tongues::word;
use crate::{handles, suggest, words};

/// Takes the page.
pub const ACK: &str = "page-ack";
/// Calls the next level.
pub const ESCALATE: &str = "page-escalate";
/// Cannot take it.
pub const CANNOT: &str = "page-cannot";
/// Every button that also stands in direct messages.
pub const BUTTONS: [&str; 3] = [ACK, ESCALATE, CANNOT];

/// What a call is about.
pub(super) struct About<'a> {
    pub(super) paged: &'a Paged,
    pub(super) incident: Option<&'a Incident>,
    pub(super) people: &'a People,
    pub(super) now: DateTime<Utc>,
}

/// The ping in the channel for one firing.
pub(super) fn ping(about: &About<'_>, called: &[Who]) -> Message {
    let paged = about.paged;
    let mut text = format!("📟 {} · {}", all_mentioned(about.people, called), title(paged));
    text.push_str(&body(about));
    let message = Message { pings: pings(about.people, called), ..Message::public(text) };
    with_buttons(message, paged)
}

/// The direct message to somebody.
pub(super) fn direct(about: &About<'_>) -> Message {
    let what = about.incident.map(|incident| {
        let place = incident.channel.map(|channel| format!(" · <#{channel}>")).unwrap_or_default();
        format!("\n{} · {}{place}", suggest::title(incident), words::line(&incident.severity))
    });
    let text = format!("📟 {}{}{}", title(about.paged), what.unwrap_or_default(), body(about));
    with_buttons(Message::public(text), about.paged)
}

fn body(about: &About<'_>) -> String {
    let paged = about.paged;
    let said = paged.message.as_deref().map(|said| format!("\n> {}", words::fit(&words::line(said), 700)));
    say!(
        "{said}\nSent by {sent_by_name}. Now: {state}. {next}",
        said = said.unwrap_or_default(),
        sent_by_name = words::line(&paged.sent_by_name),
        state = state(&paged.page, about.people),
        next = next(&paged.page, about.now)
    )
}

fn with_buttons(message: Message, paged: &Paged) -> Message {
    let of = |name: &str| handles::id(name, &[&paged.id, &paged.page.firings()]);
    let ack = Widget::button(&say!("Acknowledge"), of(ACK), Look::Good);
    let escalate = Widget::button(&say!("Escalate"), of(ESCALATE), Look::Plain);
    let cannot = Widget::button(&say!("Can't take it"), of(CANNOT), Look::Plain);
    match paged.page.state() {
        State::Ended { .. } => message,
        State::Acked(_) | State::Snoozed(_) => message.with_row(vec![escalate, cannot]),
        State::Pending { .. } | State::Notifying(_) | State::Exhausted(_) => {
            message.with_row(vec![ack, escalate, cannot])
        }
    }
}

/// How many pages one message lists with a button each: as many rows as Discord takes.
const MOST_ROWS: usize = 5;
/// How many it names.
const MOST_LINES: usize = 15;

/// One message in place of many: what they are about, and buttons for those that wait for an answer.
pub(super) fn storm(all: &[(Paged, Option<Incident>)], people: &People) -> Message {
    let mut text = say!("📟 **{count} pages for you within a minute**, in one message:", count = all.len());
    for (paged, incident) in all.iter().take(MOST_LINES) {
        let incident =
            incident.as_ref().map(|incident| format!(" · {}", incident.number)).unwrap_or_default();
        text.push_str(&format!("\n{}{incident}: {}", title(paged), state(&paged.page, people)));
    }
    if all.len() > MOST_LINES {
        text.push_str(&say!(
            "\n… and {more} more. `/page status` lists all of an incident.",
            more = all.len() - MOST_LINES
        ));
    }
    let waiting = all
        .iter()
        .filter(|(paged, _)| matches!(paged.page.state(), State::Notifying(_) | State::Exhausted(_)));
    waiting.take(MOST_ROWS).fold(Message::public(text), |message, (paged, incident)| {
        let number = incident.as_ref().map(|incident| incident.number.to_string()).unwrap_or_default();
        let label = say!("Acknowledge {number} page {page}", number, page = paged.number);
        let id = handles::id(ACK, &[&paged.id, &paged.page.firings()]);
        message.with_row(vec![Widget::button(&label, id, Look::Good)])
    })
}

/// Whom a firing called, in the order they were.
pub(super) fn called_in(attempts: &[Attempt], firing: u32) -> Vec<Who> {
    let mut called = Vec::new();
    for attempt in attempts.iter().filter(|attempt| attempt.firing == firing) {
        if !called.contains(&attempt.who) {
            called.push(attempt.who);
        }
    }
    called
}

/// The words for a way.
pub(super) fn way(path: Path) -> &'static str {
    use incidents::model::contact::Kind;
    match path {
        Path::Channel => word("ping in the channel"),
        Path::Own(Kind::Discord) => word("direct message"),
        Path::Own(Kind::Email) => word("mail"),
        Path::Own(Kind::Sms) => word("text message"),
        Path::Own(Kind::Voice) => word("call"),
        Path::Own(Kind::Ntfy) => "ntfy",
        Path::Own(Kind::Webhook) => "webhook",
        Path::Own(Kind::Pushover) => "Pushover",
        Path::Own(Kind::Pagerduty) => "PagerDuty",
    }
}
