//! Brings one issue and its action together, whichever tracker it is in.

use commands::parcels::action::mirror::Mirror;
use incidents::model::tracker::{Step, step};
use incidents::noted;
use incidents::operations::action::mirror::{Seen, begin, seen};
use incidents::store::outbox::Held;
use incidents::{Actor, Ledger};

use super::Tracker;
use super::answers::Found;
use super::http::Failure;

/// What is to be done, and where it is noted.
pub(super) struct Work<'a> {
    pub ledger: &'a Ledger,
    pub held: &'a Held,
    pub wanted: &'a Mirror,
}

/// Makes the issue where it is not there yet, follows whoever changed, and notes how it stands.
///
/// That an issue may have been made is noted before it is: whatever happens between the two, the next attempt looks for
/// the mark before it makes another.
pub(super) async fn sync<T: Tracker>(tracker: &T, work: &Work<'_>) -> Result<(), Failure> {
    let wanted = work.wanted;
    let found = match &wanted.key {
        Some(key) => {
            let gone = || Failure::Refused(noted!("{issue} is gone", issue = wanted.project.shown(key)));
            tracker.look(&wanted.project, key).await?.ok_or_else(gone)?
        }
        None => found_or_made(tracker, work).await?,
    };
    let mut there = found.there;
    match step(wanted.shall.is_open(), wanted.seen_open, there.is_open()) {
        Step::Close | Step::Reopen => {
            tracker.set(&wanted.project, &found.key, wanted.shall).await?;
            there = wanted.shall;
        }
        Step::Nothing | Step::TheyClosed | Step::TheyReopened => {}
    }
    if wanted.title != wanted.sent_title {
        tracker.retitle(&wanted.project, &found.key, &wanted.title).await?;
    }
    note(work, &Found { there, ..found }).await
}

async fn found_or_made<T: Tracker>(tracker: &T, work: &Work<'_>) -> Result<Found, Failure> {
    let wanted = work.wanted;
    let found = match wanted.begun {
        true => tracker.find(&wanted.project, &wanted.mark).await?,
        false => None,
    };
    let made = match found {
        Some(found) => found,
        None => {
            let (by, action) = (Actor::sitrep(work.held.guild), wanted.action);
            work.ledger.change(by, move |change| begin(change, action)).await?;
            tracker.create(wanted).await?
        }
    };
    note(work, &made).await?;
    Ok(made)
}

async fn note(work: &Work<'_>, found: &Found) -> Result<(), Failure> {
    let (by, action) = (Actor::sitrep(work.held.guild), work.wanted.action);
    let noted = Seen {
        key: found.key.clone(),
        url: found.url.clone(),
        there: found.there,
        title: work.wanted.title.clone(),
    };
    Ok(work.ledger.change(by, move |change| seen(change, action, &noted)).await?)
}
