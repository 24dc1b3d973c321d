//! What Sitrep says by itself about a postmortem, in the incident's channel.

use incidents::model::incident::{Incident, State};
use incidents::model::publication::Saying;
use incidents::operations::postmortem::publication_of;
use incidents::operations::postmortem::review::took_part;
use incidents::postmortem::facts;
use incidents::{Result, View};

use super::{check, publish};
use crate::reply::{Look, Message, Ping, Widget};
use crate::{handles, suggest, words};

/// How many people one message calls; the rest are counted.
const CALLED: usize = 40;

/// What is said now; nothing where it is no longer true.
pub fn said(view: &mut View<'_>, incident: &Incident, what: &Saying) -> Result<Option<Message>> {
    let publication = publication_of(view, incident)?;
    let holds = match what {
        Saying::Unreviewed => publication.state == facts::State::Draft,
        Saying::ReviewPlanned { at } | Saying::ReviewSoon { at } => {
            publication.review_at == Some(*at) && *at > view.now
        }
    };
    if incident.state != State::Resolved || !holds {
        return Ok(None);
    }
    message(view, incident, what).map(Some)
}

/// What is said, as a message.
pub fn message(view: &mut View<'_>, incident: &Incident, what: &Saying) -> Result<Message> {
    match what {
        Saying::Unreviewed => unreviewed(view, incident),
        Saying::ReviewPlanned { at } => {
            let title = suggest::title(incident);
            let text = say!(
                "📅 The review of **{title}** is planned for {at} ({ago}).",
                title,
                at = words::instant(*at),
                ago = words::ago(*at)
            );
            called(view, incident, text)
        }
        Saying::ReviewSoon { at } => {
            let text = say!(
                "⏰ The review of **{title}** begins {at}.",
                title = suggest::title(incident),
                at = words::ago(*at)
            );
            called(view, incident, text)
        }
    }
}

/// Asks the lead, or everybody where there is none.
fn unreviewed(view: &mut View<'_>, incident: &Incident) -> Result<Message> {
    let lacking = check::findings(view, incident)?.len();
    let lead = incident.roles.lead();
    let whom = lead.map_or_else(|| say!("Somebody who was there"), |lead| format!("<@{}>", lead.id));
    let lacks = match lacking {
        0 => say!("It lacks nothing that I look for"),
        1 => say!("It lacks one thing"),
        count => say!("It lacks {count} things", count),
    };
    let text = say!(
        "📝 The postmortem of **{title}** is still a draft. {whom}: {lacks}. Plan its review with `/postmortem review`, or \
         publish it as it is.",
        whom,
        lacks,
        title = suggest::title(incident)
    );
    let id = |name| handles::id(name, &[&incident.number.0]);
    let row = vec![
        Widget::button(&say!("What is missing?"), id(check::BUTTON), Look::Main),
        Widget::button(&say!("Publish"), id(publish::BUTTON), Look::Plain),
    ];
    let pings = lead.map(|lead| Ping::User(lead.id)).into_iter().collect();
    Ok(Message { pings, ..Message::public(text) }.with_row(row))
}

/// The same with those who took part, who are pinged.
fn called(view: &mut View<'_>, incident: &Incident, mut text: String) -> Result<Message> {
    let people = took_part(view, incident)?;
    let more = people.len().saturating_sub(CALLED);
    let called: Vec<_> = people.into_iter().take(CALLED).collect();
    if !called.is_empty() {
        let mentions: Vec<_> = called.iter().map(|user| format!("<@{user}>")).collect();
        text.push_str(&say!("\nYou took part: {mentions}", mentions = mentions.join(" ")));
    }
    if more > 0 {
        text.push_str(&say!(" and {more} more", more));
    }
    text.push_str(&say!("\n-# `/postmortem show` has the document; please read it before."));
    Ok(Message { pings: called.into_iter().map(Ping::User).collect(), ..Message::public(text) })
}
