//! The cards people look at: the live card of an incident, and what is announced about it.

pub mod alerts;
pub mod sayings;
pub mod similar;

use crate::tongues::noted;
use incidents::model::entry::EntryKind;
use incidents::model::incident::{Incident, Section, State};
use incidents::model::milestones::Milestone;
use incidents::operations::milestones_of::milestones_of;
use incidents::{Result, View, store};

use crate::incident::{note, resolve, take_lead, update};
use crate::reply::{Card, Field, Look, Message, Widget};
use crate::tongues::word;
use crate::{handles, page, suggest, words};

const RED: u32 = 0xD8_3C_3E;
const AMBER: u32 = 0xE6_7E_22;
const GREEN: u32 = 0x2E_A0_43;
const GREY: u32 = 0x80_84_8E;

/// The small picture before an entry that tells its kind at a glance.
#[must_use]
pub fn kind_mark(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Alert => "🚨",
        EntryKind::Report => "📣",
        EntryKind::Investigation => "🔍",
        EntryKind::Assumption => "💭",
        EntryKind::RuledOut => "❌",
        EntryKind::Finding => "💡",
        EntryKind::Escalation => "⏫",
        EntryKind::Mitigation => "🩹",
        EntryKind::Recovery => "✅",
        EntryKind::Communication => "💬",
        EntryKind::Note => "📝",
    }
}

/// The answer to opening, before the channel is there.
#[must_use]
pub fn opened(incident: &Incident) -> Message {
    Message::public(say!("{headline} Its channel is being opened …", headline = headline(incident)))
}

/// The answer to opening, once the channel is there, or cannot be.
pub fn opened_in(view: &mut View<'_>, incident: &Incident) -> Result<Message> {
    let message = match incident.channel {
        Some(channel) => Message::public(say!(
            "{headline} Work on it in <#{channel}>.",
            channel,
            headline = headline(incident)
        )),
        None => Message::public(say!(
            "{headline} {without_channel} Go on right here, with the option `incident:{number}`.",
            headline = headline(incident),
            without_channel = without_channel(view, incident)?,
            number = incident.number
        )),
    };
    Ok(Message { private: incident.private, ..message })
}

/// Why there is no channel, as far as that is known.
fn without_channel(view: &mut View<'_>, incident: &Incident) -> Result<String> {
    let why = store::outbox::blocked(view, incident.id)?;
    Ok(match why.first() {
        Some(why) => say!("Its channel is not open yet: {why}.", why = words::trouble(&noted(why))),
        None if store::outbox::channel_is_coming(view, incident.id)? => {
            say!("Its channel is not open yet.")
        }
        None => say!("It has no channel."),
    })
}

fn headline(incident: &Incident) -> String {
    let mark = if incident.is_open() { "🔴" } else { "⚪" };
    say!(
        "{mark} **{title}** declared as {severity}.",
        mark,
        title = suggest::title(incident),
        severity = words::line(&incident.severity)
    )
}

/// What those outside are told.
pub fn announcement(view: &mut View<'_>, incident: &Incident) -> Result<Message> {
    let card = Card {
        title: suggest::title(incident),
        text: words::plain(incident.sections.get(Section::Summary).unwrap_or_default()),
        colour: colour(incident),
        fields: facts(incident),
        footer: say!("Declared by {opened_by_name}", opened_by_name = words::line(&incident.opened_by_name)),
    };
    Ok(Message::public(opened_in(view, incident)?.text).with_card(card))
}

/// A short fact that another part of the house knows about an incident, if it knows one.
type Fact = fn(&mut View<'_>, &Incident) -> Result<Option<Field>>;

/// Those that the live card shows, in this order.
static FACTS: &[Fact] = &[reached, open_actions, merged];

/// What it has come to and when, as metrics and documents will tell it.
fn reached(view: &mut View<'_>, incident: &Incident) -> Result<Option<Field>> {
    let milestones = milestones_of(view, incident)?;
    let way = [Milestone::Detected, Milestone::Acknowledged, Milestone::Identified, Milestone::Mitigated];
    let reached = way.into_iter().filter_map(|milestone| {
        let at = milestones.at(milestone)?;
        Some(format!("{} {}", word(milestone.words()), words::time(at)))
    });
    let reached: Vec<_> = reached.collect();
    Ok((!reached.is_empty()).then(|| field(&say!("Reached"), &reached.join(" · "), false)))
}

fn open_actions(view: &mut View<'_>, incident: &Incident) -> Result<Option<Field>> {
    Ok(crate::action::line::count(view, incident.id)?.map(|open| field(&say!("Open actions"), &open, true)))
}

fn merged(view: &mut View<'_>, incident: &Incident) -> Result<Option<Field>> {
    let Some(into) = incident.merged_into else { return Ok(None) };
    let into = store::incidents::look(view, into)?;
    let place = into.channel.map(|channel| format!(", <#{channel}>")).unwrap_or_default();
    Ok(Some(field(&say!("Merged into"), &format!("{}{place}", suggest::title(&into)), false)))
}

/// The live card: how it stands now, and what can be done about it with one tap.
pub fn live(view: &mut View<'_>, incident: &Incident) -> Result<Message> {
    let mut fields = facts(incident);
    for fact in FACTS {
        fields.extend(fact(view, incident)?);
    }
    for section in [Section::Impact, Section::Cause, Section::Resolution] {
        if let Some(text) = incident.sections.get(section) {
            fields.push(field(heading(section), &words::fit(&words::plain(text), 600), false));
        }
    }
    if let Some(pages) = page::parcels::on_card(view, incident)? {
        fields.push(field(&say!("Pages"), &pages, false));
    }
    if let Some(update) = &incident.last_update {
        let text = format!(
            "{} — {}, {}",
            words::plain(&update.text),
            words::line(&update.by),
            words::ago(update.at)
        );
        fields.push(field(&say!("Last update"), &words::fit(&text, 800), false));
    }
    let card = Card {
        title: suggest::title(incident),
        text: words::fit(&words::plain(incident.sections.get(Section::Summary).unwrap_or_default()), 1_500),
        colour: colour(incident),
        fields,
        footer: say!("Declared by {opened_by_name}", opened_by_name = words::line(&incident.opened_by_name)),
    };
    let message = Message::default().with_card(card);
    Ok(if incident.is_open() { message.with_row(buttons(incident)) } else { message })
}

fn buttons(incident: &Incident) -> Vec<Widget> {
    let of = |name: &str| handles::id(name, &[&incident.number.0]);
    vec![
        Widget::button(&say!("Update"), of(update::BUTTON), Look::Main),
        Widget::button(&say!("Timeline"), of(note::BUTTON), Look::Plain),
        Widget::button(&say!("Page"), of(page::button::BUTTON), Look::Danger),
        Widget::button(&say!("Take lead"), of(take_lead::BUTTON), Look::Plain),
        Widget::button(&say!("Resolve"), of(resolve::BUTTON), Look::Good),
    ]
}

fn facts(incident: &Incident) -> Vec<Field> {
    let mut fields = vec![
        field(&say!("Severity"), &words::line(&incident.severity), true),
        field(&say!("Status"), &sayings::stands(incident), true),
        field(&say!("Lead"), &lead(incident), true),
        field(
            &say!("Started"),
            &format!("{} ({})", words::instant(incident.started_at()), words::ago(incident.started_at())),
            true,
        ),
    ];
    if let Some(at) = incident.resolved_at() {
        let lasted = words::span(at - incident.started_at());
        fields.push(field(
            &say!("Resolved"),
            &say!("{at} after {lasted}", lasted, at = words::instant(at)),
            true,
        ));
    }
    if let Some(affected) = incident.sections.get(Section::Affected) {
        fields.push(field(&say!("Affected"), &words::fit(&words::plain(affected), 200), true));
    }
    if let Some(due) = incident.next_update_at {
        fields.push(field(&say!("Next update"), &words::ago(due), true));
    }
    fields
}

fn lead(incident: &Incident) -> String {
    incident.roles.lead().map_or_else(|| say!("nobody yet"), |lead| format!("<@{}>", lead.id))
}

/// What a section is called where people read it.
#[must_use]
pub fn heading(section: Section) -> &'static str {
    match section {
        Section::Summary => word("Summary"),
        Section::Impact => word("Impact"),
        Section::Affected => word("Affected"),
        Section::Detection => word("Detection"),
        Section::Cause => word("Root cause"),
        Section::Resolution => word("Resolution"),
        Section::Lessons => word("Lessons"),
        Section::Conclusion => word("Conclusion"),
    }
}

fn field(name: &str, value: &str, short: bool) -> Field {
    Field { name: name.to_owned(), value: value.to_owned(), short }
}

fn colour(incident: &Incident) -> u32 {
    match incident.state {
        State::Open if incident.severity.ends_with('1') || incident.severity.ends_with('2') => RED,
        State::Open => AMBER,
        State::Resolved => GREEN,
        State::Cancelled | State::Merged => GREY,
    }
}
