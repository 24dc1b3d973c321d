//! What the bot says by itself about an incident: in its channel, to one person, or to those who wait.

use chrono::{DateTime, Utc};
use incidents::ids::UserId;
use incidents::model::access::OverwriteKind;
use incidents::model::incident::{Incident, Roles, Update};
use incidents::model::notice::Saying;

use crate::incident::update;
use crate::reply::{Look, Message, Ping, Widget};
use crate::tongues::{noted, word};
use crate::{handles, suggest, words};

/// What is said in the channel; nothing where it is no longer true.
#[must_use]
pub fn said(incident: &Incident, what: &Saying, now: DateTime<Utc>) -> Option<Message> {
    match what {
        Saying::NotDelivered { what, why } => Some(Message::public(say!(
            "⚠️ {what} could not be delivered: {why}",
            what = words::plain(&noted(what)),
            why = words::trouble(&noted(why))
        ))),
        Saying::ChannelReplaced => Some(Message::public(say!(
            "♻️ The channel of this incident was deleted. This one takes its place; nothing that was recorded is lost, \
             and what was said in the old one and not recorded is gone."
        ))),
        Saying::ChannelGivenUp => None,
        Saying::LetIn { guest } => Some(Message::public(say!(
            "🔑 {who} can see this private channel now.",
            who = match guest.kind {
                OverwriteKind::Role => format!("<@&{}>", guest.target),
                OverwriteKind::Member => format!("<@{}>", guest.target),
            }
        ))),
        Saying::UpdateDue => update_due(incident, now),
        Saying::RoleGiven { role, to } => Some(role_in_channel(incident, role, *to)),
        Saying::Alert(news) => Some(super::alerts::said(news)),
        Saying::Done { by, sentence } => {
            Some(Message::public(format!("{} — {}", words::plain(sentence), words::line(by))))
        }
    }
}

/// What is said outside the channel, because nobody could read it there.
#[must_use]
pub fn aside(incident: &Incident, what: &Saying) -> Option<Message> {
    let title = suggest::title(incident);
    match (what, incident.channel) {
        (Saying::ChannelReplaced, Some(channel)) => Some(Message::public(say!(
            "♻️ The channel of **{title}** was deleted. The work goes on in <#{channel}>.",
            title,
            channel
        ))),
        (Saying::ChannelReplaced, None) => Some(Message::public(say!(
            "♻️ The channel of **{title}** was deleted. Another is being opened; until then go on anywhere, with the \
             option `incident:{number}`.",
            title,
            number = incident.number
        ))),
        (Saying::ChannelGivenUp, _) => Some(Message::public(say!(
            "⚠️ The channel of **{title}** was deleted again and again, so no other is opened. Find out who or what \
             deletes it, then go on anywhere with the option `incident:{number}`.",
            title,
            number = incident.number
        ))),
        (Saying::NotDelivered { what, why }, _) => Some(Message::public(say!(
            "⚠️ **{title}**: {what} cannot be delivered: {why}.",
            title,
            what = words::plain(&noted(what)),
            why = words::trouble(&noted(why))
        ))),
        _ => None,
    }
}

fn update_due(incident: &Incident, now: DateTime<Utc>) -> Option<Message> {
    let due = incident.next_update_at.filter(|due| *due <= now && incident.is_open())?;
    let button =
        Widget::button(&say!("Update"), handles::id(update::BUTTON, &[&incident.number.0]), Look::Main);
    let (who, pings) = match incident.roles.lead() {
        Some(lead) => (say!("<@{id}>, the", id = lead.id), vec![Ping::User(lead.id)]),
        None => (say!("Nobody leads yet; somebody should. The"), Vec::new()),
    };
    let text = say!("⏰ {who} next update for those who wait was due {due}.", who, due = words::ago(due));
    Some(Message { pings, ..Message::public(text) }.with_row(vec![button]))
}

/// A stakeholder update, as those outside read it.
#[must_use]
pub fn update(incident: &Incident, told: &Update) -> Message {
    let mut text = format!(
        "📣 **{}** · {} · {}\n{}\n-# {}, {}",
        suggest::title(incident),
        words::line(&incident.severity),
        stands(incident),
        words::plain(&told.text),
        words::line(&told.by),
        words::instant(told.at),
    );
    if let Some(due) = incident.next_update_at {
        text.push_str(&say!(" · next update {due}", due = words::ago(due)));
    }
    Message::public(text)
}

/// Where the work stands, in a word.
#[must_use]
pub fn stands(incident: &Incident) -> String {
    words::line(incident.stands())
}

/// What somebody reads who was given a role.
#[must_use]
pub fn role_given(incident: &Incident, role: &str) -> Message {
    let place = incident.channel.map(|channel| say!(" Go to <#{channel}>.", channel)).unwrap_or_default();
    Message::public(say!(
        "You are now **{role}** of **{title}**.{place}\n{meaning}",
        place,
        role = words::line(role),
        title = suggest::title(incident),
        meaning = meaning(role)
    ))
}

fn role_in_channel(incident: &Incident, role: &str, to: UserId) -> Message {
    let text = say!(
        "<@{to}>, you are now **{role}** of **{number}**. {meaning}\n-# Direct messages from this server do not reach you; that is why it is \
         said here.",
        to,
        role = words::line(role),
        number = incident.number,
        meaning = meaning(role)
    );
    Message { pings: vec![Ping::User(to)], ..Message::public(text) }
}

/// What a role asks of whoever has it.
#[must_use]
pub fn meaning(role: &str) -> &'static str {
    match role {
        Roles::LEAD => word(
            "You decide, hand out the work, and keep status and updates current. You need not fix anything yourself.",
        ),
        "comms" => word(
            "You tell those who wait how it stands, with `/incident update`, and keep questions away from the others.",
        ),
        "scribe" => word(
            "You write down what happens and when, with `/timeline add`: also what was tried and did not help.",
        ),
        _ => word("Ask the lead what is expected of you, and say in the channel what you do."),
    }
}
