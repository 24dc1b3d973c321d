//! Forgets what nobody needs any more, a little at a time, so that nothing of it grows for ever and nobody waits for it.

use chrono::TimeDelta;

use crate::change::Change;
use crate::error::Result;
use crate::store;

/// How long an answer is kept for a command that arrives again; Discord itself gives up after a quarter of an hour.
const ANSWERS: TimeDelta = TimeDelta::days(3);
/// How long an offered calendar can be taken in.
const OFFERS: TimeDelta = TimeDelta::days(1);
/// How long is kept that a wish was fulfilled.
const WISHES: TimeDelta = TimeDelta::days(14);
/// How long the pages of a reminder can be turned.
const REMINDERS: TimeDelta = TimeDelta::days(400);
/// So many rows of a table go at a time: a few milliseconds of the writer.
const MOST: i64 = 1_000;

/// Forgets some of what is old, and says how much.
pub fn tidy(change: &mut Change<'_>) -> Result<u64> {
    let now = change.now;
    let answers = store::answers::prune(change, now - ANSWERS, MOST)?;
    let wishes = store::outbox::prune(change, now - WISHES, MOST)?;
    let offers = store::offered_calendars::prune(change, now - OFFERS)?;
    let reminders = store::reminders::prune(change, (now - REMINDERS).date_naive())?;
    let sessions = store::sessions::prune(change, now, MOST)?;
    Ok(answers + wishes + offers + reminders + sessions)
}
