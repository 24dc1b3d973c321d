//! Answers from outside Discord: by a link, a key on the phone, or a text message. Each proves by itself whom it was sent to.

use crate::change::{Actor, Change, View};
use crate::error::Result;
use crate::ids::{AttemptId, ContactId, PageId};
use crate::model::attempt::{Attempt, Path, State};
use crate::model::contact::{Contact, Kind};
use crate::model::escalation::{Answer, Answerer};
use crate::model::paged::Paged;
use crate::model::who::Who;
use crate::operations::paging::acknowledge::{From, acknowledge};
use crate::operations::paging::decline::decline;
use crate::store;

/// The try that somebody answers, with what it must belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brought {
    /// The try.
    pub attempt: AttemptId,
    /// Its page.
    pub page: PageId,
    /// Whom it was sent to.
    pub contact: ContactId,
}

/// What was found at the other end of an answer.
#[derive(Debug, Clone)]
pub struct Found {
    /// The try.
    pub attempt: Attempt,
    /// Whom it was sent to.
    pub contact: Contact,
    /// The page.
    pub paged: Paged,
}

/// What an answer came to.
#[derive(Debug, Clone)]
pub enum Came {
    /// It was noted.
    Answered(Answer),
    /// This was answered before; nothing changed.
    UsedBefore,
}

/// Finds what is answered. None: it does not belong together, or the person was removed.
pub fn find(view: &mut View<'_>, brought: Brought) -> Result<Option<Found>> {
    let Some(attempt) = store::attempts::find(view, brought.attempt)? else { return Ok(None) };
    let Path::Own(_) = attempt.way else { return Ok(None) };
    if attempt.page != brought.page || attempt.who != Who::Contact(brought.contact) {
        return Ok(None);
    }
    let contact = store::contacts::look(view, attempt.guild, brought.contact)?;
    let Some(contact) = contact.filter(|contact| contact.removed_at.is_none()) else { return Ok(None) };
    let paged = store::pages::look(view, attempt.page)?;
    Ok(paged.map(|paged| Found { attempt, contact, paged }))
}

/// Whoever answers, as timeline and audit log name them.
#[must_use]
pub fn hand(found: &Found) -> Actor {
    Actor::contact(&found.contact)
}

/// Acknowledges every page that the try told of. A try is answered once: what comes again changes nothing.
pub fn take(change: &mut Change<'_>, found: &Found) -> Result<Came> {
    let mut first = None;
    for attempt in store::attempts::bundle(change, found.attempt.id)? {
        if attempt.state == State::Read {
            continue;
        }
        let (by, from) = (answerer(&found.contact), From::Way(kind(found)));
        let (_, answer) = acknowledge(change, attempt.page, &by, from)?;
        note_read(change, &attempt)?;
        if attempt.id == found.attempt.id {
            first = Some(answer);
        }
    }
    Ok(first.map_or(Came::UsedBefore, Came::Answered))
}

/// Says for somebody that they cannot take it.
pub fn leave(change: &mut Change<'_>, found: &Found) -> Result<()> {
    for attempt in store::attempts::bundle(change, found.attempt.id)? {
        let is_open = store::pages::look(change, attempt.page)?.is_some_and(|paged| paged.page.is_open());
        if attempt.state != State::Read && is_open {
            decline(change, attempt.page, &answerer(&found.contact))?;
            note_read(change, &attempt)?;
        }
    }
    Ok(())
}

fn note_read(change: &mut Change<'_>, attempt: &Attempt) -> Result<()> {
    let now = change.now;
    Ok(store::attempts::note(change, attempt.id, (State::Read, None), now)?)
}

fn answerer(contact: &Contact) -> Answerer {
    Answerer { who: contact.who(), known_as: contact.user.map(Who::User).into_iter().collect() }
}

fn kind(found: &Found) -> Kind {
    match found.attempt.way {
        Path::Own(kind) => kind,
        Path::Channel => Kind::Discord,
    }
}

/// The try by which PagerDuty was told of a page, the newest.
pub fn in_pagerduty(view: &mut View<'_>, page: PageId) -> Result<Option<Brought>> {
    let tries = store::attempts::of_page(view, page)?.into_iter();
    let mut theirs = tries.filter(|attempt| attempt.way == Path::Own(Kind::Pagerduty));
    Ok(theirs.next_back().and_then(|attempt| match attempt.who {
        Who::Contact(contact) => Some(Brought { attempt: attempt.id, page, contact }),
        Who::User(_) | Who::Role(_) => None,
    }))
}

/// The text message that somebody answers from a number: the one they name, else the newest that they got of late.
pub fn texted(
    view: &mut View<'_>,
    number: &str,
    named: Option<AttemptId>,
    since: chrono::DateTime<chrono::Utc>,
) -> Result<Option<Brought>> {
    let mut newest: Option<Attempt> = None;
    for contact in with_number(view, number)? {
        let texts = store::attempts::texts_to(view, contact.guild, contact.who(), since)?;
        let meant = texts.into_iter().find(|text| named.is_none_or(|named| named == text.id));
        newest = newest.into_iter().chain(meant).max_by_key(|text| text.id);
    }
    Ok(newest.and_then(|text| match text.who {
        Who::Contact(contact) => Some(Brought { attempt: text.id, page: text.page, contact }),
        Who::User(_) | Who::Role(_) => None,
    }))
}

/// Those who get text messages by a number.
pub fn with_number(view: &mut View<'_>, number: &str) -> Result<Vec<Contact>> {
    let Ok(number) = number.parse::<crate::model::contact::Phone>() else { return Ok(Vec::new()) };
    let way = crate::model::contact::Way::Sms(number);
    let mut all = store::contacts::mentioning(view, &way)?;
    all.retain(|contact| contact.ways.iter().any(|reach| reach.way == way));
    Ok(all)
}
