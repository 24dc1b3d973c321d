//! What waits for a contact who is not on Discord, for the page that their reminders lead to. In plain words: pages and
//! mailboxes know no Markdown, and are read by others too, so nothing of a private incident is told there.

use chrono::{DateTime, Utc};
use incidents::ids::{ActionNumber, ContactId, GuildId};
use incidents::model::action::owner::Owner;
use incidents::model::action::{Action, State};
use incidents::model::contact::Contact;
use incidents::model::incident::{Incident, State as IncidentState};
use incidents::model::tongue::Tongue;
use incidents::operations::action::done::done as close;
use incidents::operations::action::schedule::days_overdue;
use incidents::store::actions::Filter;
use incidents::{Actor, Change, Result, View, store};

use crate::action::line::due_date;
use crate::parcels::listeners_outside;
use crate::tongues::{speaking, spoken};
use crate::words;

/// So many actions are shown; who has more closes some first.
const MOST: i64 = 100;
/// The longest note on how something was verified.
const LONGEST_NOTE: usize = 1_900;

/// What waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Todo {
    /// What they are told before anything was done.
    pub greeting: String,
    /// How many there are, in words.
    pub heading: String,
    /// Each of them.
    pub waiting: Vec<Waiting>,
    /// The language of all this.
    pub tongue: Tongue,
}

/// An action that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub which: Which,
    /// What it is, and how long it has waited.
    pub line: String,
    /// How one can tell that it is done, and the question how that was verified; nothing where it does not say.
    pub verify: Option<[String; 2]>,
    /// What the button says.
    pub button: String,
}

/// One time of an action: one that comes round again is not closed twice by the same button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Which {
    /// Its number.
    pub number: ActionNumber,
    /// By when this time of it was to be done.
    pub due: Option<DateTime<Utc>>,
}

/// How many actions wait, as a heading.
#[must_use]
pub fn heading(count: usize) -> String {
    match count {
        0 => say!("Nothing is waiting for you"),
        1 => say!("An action is waiting for you"),
        count => say!("{count} actions are waiting for you", count),
    }
}

/// An action on one line: `A-12 Rotate the keys (INC-7), due today`.
#[must_use]
pub fn line(action: &Action, incident: &Incident, days_overdue: i64) -> String {
    let title = match incident.private {
        true => say!("An action of a private incident"),
        false => words::fit(&words::bare(&action.title), 200),
    };
    let when = match (action.due, overdue(days_overdue)) {
        (None, _) => String::new(),
        (Some(_), Some(overdue)) => format!(", {overdue}"),
        (Some(_), None) if days_overdue == 0 => say!(", due today"),
        (Some(due), None) => say!(", due {date}", date = due_date(due)),
    };
    format!("{} {title} ({}){when}", action.number, incident.number)
}

/// `1 day overdue`; nothing while it is not.
fn overdue(days: i64) -> Option<String> {
    match days {
        ..=0 => None,
        days => Some(count!(days, "{count} day overdue", "{count} days overdue")),
    }
}

/// What waits for a contact. None: there is no such contact any more.
pub fn todo(view: &mut View<'_>, guild: GuildId, contact: ContactId) -> Result<Option<Todo>> {
    let Some(contact) = found(view, guild, contact)? else { return Ok(None) };
    let to = listeners_outside(view, &contact)?;
    speaking(to, || all(view, &contact)).map(Some)
}

fn all(view: &mut View<'_>, contact: &Contact) -> Result<Todo> {
    let filter = Filter {
        state: Some(State::Open),
        owner: Some(Owner::key_of_contact(contact.id)),
        ..Filter::default()
    };
    let mut waiting = Vec::new();
    for action in store::actions::fitting(view, contact.guild, &filter, MOST)? {
        let incident = store::incidents::look(view, action.incident)?;
        if incident.state != IncidentState::Cancelled {
            let overdue = days_overdue(view, &action)?.unwrap_or(0);
            let line = line(&action, &incident, overdue);
            let done_when = action.done_when.as_deref().filter(|_| !incident.private).map(words::bare);
            let verify = done_when
                .map(|done_when| [say!("Done when: {done_when}", done_when), say!("How was it verified?")]);
            let button = say!("Done · {number}", number = action.number);
            waiting.push(Waiting { which: which(&action), line, verify, button });
        }
    }
    let greeting = say!("{name}, this is what you took on.", name = contact.name);
    Ok(Todo { greeting, heading: heading(waiting.len()), waiting, tongue: spoken() })
}

/// In whose name something is done. None: there is no such contact any more.
pub fn hand(view: &mut View<'_>, guild: GuildId, contact: ContactId) -> Result<Option<Actor>> {
    Ok(found(view, guild, contact)?.map(|contact| Actor::contact(&contact)))
}

/// Closes an action as done, and says what came of it.
pub fn done(change: &mut Change<'_>, contact: ContactId, which: Which, note: &str) -> Result<String> {
    let guild = change.guild();
    let Some(contact) = found(change, guild, contact)? else {
        return Ok(say!("{number} is not yours any more.", number = which.number));
    };
    let to = listeners_outside(change, &contact)?;
    speaking(to, || answered(change, contact.id, which, note))
}

fn answered(change: &mut Change<'_>, contact: ContactId, done: Which, note: &str) -> Result<String> {
    let (guild, number) = (change.guild(), done.number);
    let action = store::actions::numbered(change, guild, number)?;
    let theirs = |action: &Action| matches!(action.owner, Some(Owner::Contact { id, .. }) if id == contact);
    let Some(action) = action.filter(theirs) else {
        return Ok(say!("{number} is not yours any more.", number));
    };
    if !action.is_open() || which(&action) != done {
        return Ok(say!("{number} was closed before. Nothing changed.", number));
    }
    let note: String = note.trim().chars().take(LONGEST_NOTE).collect();
    if note.is_empty() && action.done_when.is_some() {
        return Ok(say!(
            "Say how it was verified that {number} is done, then press the button again.",
            number
        ));
    }
    close(change, action.id, Some(note.as_str()).filter(|note| !note.is_empty()))?;
    Ok(say!("{number} is done. Thank you.", number))
}

fn which(action: &Action) -> Which {
    Which { number: action.number, due: action.due.map(|due| due.at) }
}

fn found(view: &mut View<'_>, guild: GuildId, contact: ContactId) -> Result<Option<Contact>> {
    let contact = store::contacts::look(view, guild, contact)?;
    Ok(contact.filter(|contact| contact.removed_at.is_none()))
}
