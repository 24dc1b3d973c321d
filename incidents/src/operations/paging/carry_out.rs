//! Carrying out what came of telling a page something: rows, record, orders and the one timer.

use crate::change::Change;
use crate::error::Result;
use crate::model::attempt::{Attempt, Path};
use crate::model::contact::Kind;
use crate::model::escalation::{self, Order, Rank, Turn, Withdraw};
use crate::model::event::Event;
use crate::model::notice::{Notice, PageSaying};
use crate::model::paged::Paged;
use crate::model::timer::Timer;
use crate::model::who::Who;
use crate::operations::paging::{call, practice};
use crate::operations::roster::People;
use crate::store;

/// Saves the page, writes down what happened, does what is to be done, and sets the timer.
pub(super) fn carry_out(
    change: &mut Change<'_>,
    paged: &mut Paged,
    turn: &Turn,
    people: &People,
) -> Result<()> {
    note_moments(paged, turn, change.now);
    store::pages::save(change, paged)?;
    record(change, paged, turn, people)?;
    for order in &turn.orders {
        obey(change, paged, order, people)?;
    }
    let timer = Timer::PageDue { page: paged.id };
    match turn.next_due {
        Some(due) => change.set_timer(&timer, due)?,
        None => change.clear_timer(&timer)?,
    }
    show(change, paged, turn)?;
    if practice::end_of(&paged.page).is_some() { practice::finish(change, paged, people) } else { Ok(()) }
}

fn note_moments(paged: &mut Paged, turn: &Turn, now: chrono::DateTime<chrono::Utc>) {
    let happened = |what: fn(&escalation::Event) -> bool| turn.events.iter().any(what).then_some(now);
    let moments = &mut paged.moments;
    let acked = happened(|event| matches!(event, escalation::Event::Acknowledged { .. }));
    moments.acked = moments.acked.or(acked);
    moments.escalated = moments.escalated.or(happened(escalation::Event::escalates));
}

/// A page without an incident is nobody's story: it stands in the audit log alone.
fn record(change: &mut Change<'_>, paged: &Paged, turn: &Turn, people: &People) -> Result<()> {
    let names = names(change, paged, people);
    let drill = matches!(paged.page.kind(), escalation::Kind::Drill { .. });
    for event in &turn.events {
        let what = Box::new(event.clone());
        let event =
            Event::Paged { page: paged.number, to: paged.sent_to.clone(), names: names.clone(), what, drill };
        match paged.incident {
            Some(incident) => change.record(incident, &event)?,
            None => change.audit(None, &event)?,
        }
    }
    Ok(())
}

/// The names the record may need: of contacts, and of the person at hand.
fn names(change: &Change<'_>, paged: &Paged, people: &People) -> Vec<(Who, String)> {
    let by = change.by.user().map(Who::User).and_then(|who| people.identity(who));
    let by = by.map(|who| (who, change.by.name().to_owned()));
    let known = people.contacts().map(|contact| (contact.who(), contact.name.to_string()));
    let speaks_of =
        |who: &Who| paged.page.called().contains(who) || paged.page.policy().fallback == Some(*who);
    by.into_iter().chain(known.filter(|(who, _)| speaks_of(who))).collect()
}

fn obey(change: &mut Change<'_>, paged: &Paged, order: &Order, people: &People) -> Result<()> {
    match order {
        Order::Tell(tell) => {
            call::admit(change, paged, tell.who, people)?;
            call::call(change, paged, tell, people)
        }
        Order::Withdraw(Withdraw::Everything) => {
            let now = change.now;
            Ok(store::attempts::withdraw(change, paged.id, None, now)?)
        }
        Order::Withdraw(Withdraw::Of(whom)) => {
            let now = change.now;
            whom.iter().try_for_each(|who| Ok(store::attempts::withdraw(change, paged.id, Some(*who), now)?))
        }
        Order::PostExhausted { .. } if paged.incident.is_none() => {
            crate::operations::alerts::unanswered::unanswered(change, paged)
        }
        Order::PostExhausted { nth } => {
            say(change, paged, PageSaying::Exhausted { nth: *nth })?;
            say(change, paged, PageSaying::ExhaustedOutside)
        }
        Order::PostNobodyOnCall { fallback } => {
            say(change, paged, PageSaying::NobodyOnCall { fallback: *fallback })
        }
        Order::AskStillOnIt { who, by } => say(change, paged, PageSaying::StillOnIt { who: *who, by: *by }),
        Order::PostUnreachable { who, why } => {
            say(change, paged, PageSaying::Unreachable { who: *who, why: *why })
        }
    }
}

/// Says something about a page in its incident's channel.
pub(super) fn say(change: &mut Change<'_>, paged: &Paged, what: PageSaying) -> Result<()> {
    let Some(incident) = paged.incident else { return Ok(()) };
    change.send(&Notice::PageSaid { incident, page: paged.id, what })
}

/// Brings what is out there up to date: the card, the ping, the newest direct message of each person, and what rings on.
fn show(change: &mut Change<'_>, paged: &Paged, turn: &Turn) -> Result<()> {
    if turn.events.is_empty() {
        return Ok(());
    }
    let (page, firing) = (paged.id, paged.page.firings());
    if let Some(incident) = paged.incident {
        change.send(&Notice::Card { incident })?;
        if firing > 0 {
            let rank = if turn.tells().next().is_some() { Rank::New } else { Rank::Repeat };
            change.send(&Notice::PageChannel { incident, page, firing, rank })?;
        }
    }
    let mut shown = Vec::new();
    for attempt in store::attempts::of_page(change, page)?.into_iter().rev() {
        let newest = !shown.contains(&(attempt.who, attempt.way));
        if newest && can_be_amended(&attempt) {
            shown.push((attempt.who, attempt.way));
            let attempt = attempt.bundled_in.unwrap_or(attempt.id);
            change.send(&Notice::PageCall { incident: paged.incident, attempt, rank: Rank::Repeat })?;
        }
    }
    Ok(())
}

fn can_be_amended(attempt: &Attempt) -> bool {
    match attempt.way {
        Path::Own(Kind::Discord) => attempt.stands.is_some(),
        Path::Own(kind) => kind.rings_on() && attempt.state.has_left(),
        Path::Channel => false,
    }
}
