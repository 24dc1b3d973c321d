//! A reminder that could not leave on its day joins what is told next: a way that was shut for days brings one message when it
//! opens, and not one for each day.

use chrono::{DateTime, Utc};

use crate::change::Change;
use crate::error::Result;
use crate::model::action::reminder::Item;
use crate::model::action::wish::Wish;
use crate::model::notice::{Notice, Outcome};
use crate::operations::action::turn;

/// Whether a wish that was to be tried again is a reminder whose day is over for whoever it is for.
pub fn is_over(change: &mut Change<'_>, notice: &Notice, outcome: &Outcome) -> Result<bool> {
    let Notice::Action(Wish::Reminder { to, day, .. }) = notice else { return Ok(false) };
    if !matches!(outcome, Outcome::RetryAt(..) | Outcome::Blocked(_)) {
        return Ok(false);
    }
    let now = change.now;
    Ok(turn::slot_of(change, *to, now)?.zone.local(now).date() > *day)
}

/// Puts what such a reminder was about among what its recipient hears of next, late since it was first to be told.
pub fn roll_over(change: &mut Change<'_>, notice: &Notice, since: DateTime<Utc>) -> Result<()> {
    let Notice::Action(Wish::Reminder { to, items, .. }) = notice else { return Ok(()) };
    let now = change.now;
    for item in items {
        turn::put(change, *to, &Item { late_since: item.late_since.or(Some(since)), ..*item }, now)?;
    }
    Ok(())
}
