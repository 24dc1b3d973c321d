//! Takes a repeating action from one time to the next: done, skipped or missed, it never closes.

use crate::change::Change;
use crate::error::Result;
use crate::model::action::deed::What;
use crate::model::action::hours::nine;
use crate::model::action::occurrence::{Occurrence, Outcome};
use crate::model::action::reminder::COLLECT;
use crate::model::action::{Action, Due};
use crate::operations::action::record;
use crate::store;
use chrono::{DateTime, Utc};

/// Gives a repeating action its present occurrence; without a due date that is its first run from now.
pub(super) fn begin(change: &mut Change<'_>, action: &mut Action) -> Result<()> {
    let Some(repeat) = &action.repeat else { return Ok(()) };
    if action.due.is_none() {
        let zone = repeat.zone;
        action.due = action.next_run(change.now).map(|at| Due { at, whole_day: false, zone });
    }
    note_open(change, action)
}

/// Notes the present occurrence in place of the one that stood there.
pub(super) fn note_open(change: &mut Change<'_>, action: &Action) -> Result<()> {
    store::occurrences::forget_open(change, action.id)?;
    match (&action.repeat, action.due) {
        (Some(_), Some(due)) => Ok(store::occurrences::put(change, &open(action, due.at))?),
        _ => Ok(()),
    }
}

fn open(action: &Action, due: DateTime<Utc>) -> Occurrence {
    Occurrence {
        action: action.id,
        due,
        outcome: Outcome::Open,
        times: 1,
        closed_at: None,
        closed_by: None,
        note: None,
    }
}

/// Settles the present occurrence by hand and goes on to the next, which is never one that has passed.
pub(super) fn next(
    change: &mut Change<'_>,
    action: &mut Action,
    outcome: Outcome,
    note: Option<&str>,
) -> Result<()> {
    let due = action.due.map_or(change.now, |due| due.at);
    let settled = Occurrence {
        outcome,
        closed_at: Some(change.now),
        closed_by: Some(change.by.name().to_owned()),
        note: note.map(str::to_owned),
        ..open(action, due)
    };
    store::occurrences::put(change, &settled)?;
    store::reminders::forget(change, action.id)?;
    action.snoozed_until = None;
    go_to(change, action, action.next_run(due.max(change.now)))
}

fn go_to(change: &mut Change<'_>, action: &mut Action, due: Option<DateTime<Utc>>) -> Result<()> {
    let zone = action.repeat.as_ref().map(|repeat| repeat.zone);
    action.due = due.zip(zone).map(|(at, zone)| Due { at, whole_day: false, zone });
    store::actions::save(change, action)?;
    note_open(change, action)
}

/// When the next occurrence takes the place of the present one: on the morning of its day.
pub(super) fn turns_at(action: &Action) -> Option<DateTime<Utc>> {
    let (repeat, due) = (action.repeat.as_ref()?, action.due?);
    let next = action.next_run(due.at)?;
    let morning = nine(repeat.zone.local(next).date(), repeat.zone) - COLLECT;
    // What comes round several times a day takes its place when it is due.
    Some(if morning > due.at { next.min(morning) } else { next })
}

/// Goes on to the occurrence that is due by now, where the present one was missed. Those missed in a row are one.
pub(super) fn catch_up(change: &mut Change<'_>, action: &mut Action) -> Result<()> {
    let Some(due) = action.due else { return Ok(()) };
    if turns_at(action).is_none_or(|at| at > change.now) {
        return Ok(());
    }
    let repeat = action.repeat.clone().expect("only a repeating action turns");
    let first = action.next_run(due.at);
    let passed = repeat.every.missed_between(due.at, change.now, repeat.zone, repeat.anchor);
    let latest = passed.map(|passed| passed.latest).or(first);
    let times = passed.map_or(1, |passed| u32::try_from(passed.count).unwrap_or(u32::MAX));
    let missed = Occurrence {
        outcome: Outcome::Missed,
        times,
        closed_at: Some(change.now),
        closed_by: Some(change.by.name().to_owned()),
        ..open(action, due.at)
    };
    store::occurrences::put(change, &missed)?;
    action.snoozed_until = None;
    go_to(change, action, latest)?;
    record(change, action, What::Missed(times))
}
