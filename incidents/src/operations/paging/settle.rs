//! What came of a try to tell somebody: noted, and where the last way failed, told to the page.

use crate::change::Change;
use crate::error::Result;
use crate::ids::{AttemptId, IncidentId, PageId, RoleId};
use crate::model::attempt::{Attempt, Path, State};
use crate::model::contact::Failure;
use crate::model::escalation::{Loss, Rank};
use crate::model::notice::{Notice, Outcome, Stands};
use crate::model::who::Who;
use crate::noted;
use crate::operations::paging::carry_out::carry_out;
use crate::operations::paging::hold::hold;
use crate::store;

/// After so many tries that came to nothing a person's other ways must do.
const TRIES: u32 = 3;

/// Why a ping of a role reached nobody, and what mends it.
const NOT_MENTIONABLE: &str = noted!(
    "Sitrep may not mention that role. Let anyone mention it in the role's settings, or give Sitrep the permission Mention Everyone"
);

/// Settles a call to one person, and the calls that were told in the same message.
pub fn call(change: &mut Change<'_>, id: AttemptId, outcome: &Outcome, tries: u32) -> Result<()> {
    match outcome {
        Outcome::Delivered(stands) => {
            for attempt in store::attempts::bundle(change, id)? {
                left(change, &attempt, *stands)?;
            }
            Ok(())
        }
        Outcome::Unreachable(why) | Outcome::GaveUp(why) | Outcome::Blocked(why) => {
            failed(change, id, (State::FailedPerm, why))
        }
        Outcome::RetryAt(_, why) if tries >= TRIES => failed(change, id, (State::FailedTemp, why)),
        Outcome::RetryAt(_, why) => failed(change, id, (State::Pending, why)),
        // No role is ever called by a way of its own.
        Outcome::Waits | Outcome::Gone(_) | Outcome::Moot | Outcome::Muted(..) => Ok(()),
    }
}

/// Settles the ping in the channel: it is the one way to reach a role.
pub fn ping(
    change: &mut Change<'_>,
    (incident, page, firing): (IncidentId, PageId, u32),
    outcome: &Outcome,
) -> Result<()> {
    if let Outcome::Delivered(Some(stands)) | Outcome::Muted(stands, _) = outcome {
        store::places::put(change, incident, &place(page, firing), *stands)?;
    }
    let of_page = store::attempts::of_page(change, page)?;
    let pinged =
        of_page.into_iter().filter(|attempt| attempt.firing == firing && attempt.way == Path::Channel);
    for attempt in pinged {
        match outcome {
            Outcome::Muted(_, roles) if is_one_of(attempt.who, roles) => {
                failed(change, attempt.id, (State::FailedPerm, NOT_MENTIONABLE))?;
            }
            Outcome::Delivered(_) | Outcome::Muted(..) => left(change, &attempt, None)?,
            Outcome::GaveUp(why) | Outcome::Unreachable(why) | Outcome::Blocked(why) => {
                failed(change, attempt.id, (State::FailedPerm, why))?;
            }
            Outcome::RetryAt(..) | Outcome::Waits | Outcome::Gone(_) | Outcome::Moot => {}
        }
    }
    Ok(())
}

fn is_one_of(who: Who, roles: &[RoleId]) -> bool {
    matches!(who, Who::Role(role) if roles.contains(&role))
}

/// By which name the place of a ping is kept.
#[must_use]
pub fn place(page: PageId, firing: u32) -> String {
    format!("page:{page}:{firing}")
}

/// A message is out there. One that was taken back while it was on its way went out all the same.
fn left(change: &mut Change<'_>, attempt: &Attempt, stands: Option<Stands>) -> Result<()> {
    let now = change.now;
    if let Some(stands) = stands {
        store::attempts::stand(change, attempt.id, stands)?;
    }
    if !attempt.state.has_left() && attempt.state != State::Bundled {
        store::attempts::note(change, attempt.id, (State::Sent, None), now)?;
        hush_if_answered(change, attempt)?;
    }
    let mut paged = store::pages::get(change, attempt.page)?;
    if paged.moments.sent.is_none() {
        paged.moments.sent = Some(now);
        store::pages::save(change, &paged)?;
    }
    if let (Some(incident), true) = (paged.incident, attempt.state != State::Sent) {
        change.send(&Notice::Card { incident })?;
    }
    Ok(())
}

/// What rings on may have left while somebody answered: it is looked at once more.
fn hush_if_answered(change: &mut Change<'_>, attempt: &Attempt) -> Result<()> {
    let rings_on = matches!(attempt.way, Path::Own(kind) if kind.rings_on());
    if !rings_on || attempt.state != State::Stale {
        return Ok(());
    }
    let incident = store::pages::look(change, attempt.page)?.and_then(|paged| paged.incident);
    change.send(&Notice::PageCall { incident, attempt: attempt.id, rank: Rank::Repeat })
}

fn failed(change: &mut Change<'_>, id: AttemptId, (state, why): (State, &str)) -> Result<()> {
    let now = change.now;
    for attempt in store::attempts::bundle(change, id)? {
        if attempt.state.has_left() || attempt.state == State::Stale {
            continue;
        }
        store::attempts::note(change, attempt.id, (state, Some(why)), now)?;
        if state.has_failed() {
            lose_unless_another_way(change, &attempt)?;
        }
    }
    let attempt = store::attempts::look(change, id)?;
    if state.has_failed() { note_on_contact(change, &attempt, why) } else { Ok(()) }
}

/// Whoever looks at the contact sees that a way does not work. Comes last: pages are held before contacts.
fn note_on_contact(change: &mut Change<'_>, attempt: &Attempt, why: &str) -> Result<()> {
    let (Path::Own(kind), Who::Contact(id)) = (attempt.way, attempt.who) else { return Ok(()) };
    let failure = Failure { at: change.now, why: why.to_owned() };
    if let Some(mut contact) = store::contacts::get(change, attempt.guild, id)? {
        contact.ways.failed(kind, &failure);
        store::contacts::save(change, &contact)?;
    }
    Ok(())
}

/// Tells the page that somebody cannot be reached, once every way of theirs has failed.
fn lose_unless_another_way(change: &mut Change<'_>, failed: &Attempt) -> Result<()> {
    let all = store::attempts::of_page(change, failed.page)?;
    let mut same_call =
        all.iter().filter(|attempt| attempt.firing == failed.firing && attempt.who == failed.who);
    if !same_call.all(|attempt| attempt.state.has_failed()) {
        return Ok(());
    }
    let (mut paged, people) = hold(change, failed.page)?;
    let turn = paged.page.lose(failed.who, Loss::Unreachable, change.now, &people);
    carry_out(change, &mut paged, &turn, &people)
}
