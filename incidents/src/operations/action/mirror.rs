//! An action and the issue that stands for it in a tracker: asked for, looked at, and told apart from it no longer.
//!
//! Nothing here waits for the tracker. What the courier saw over there is noted; what it could not do is shown on the action.

use chrono::{DateTime, TimeDelta, Utc};

use crate::change::Change;
use crate::error::{Refusal, Result, TrackerRefusal};
use crate::ids::ActionId;
use crate::model::action::alarm::Alarm;
use crate::model::action::deed::What;
use crate::model::action::wish::Wish;
use crate::model::action::{Action, Closed, State};
use crate::model::notice::Notice;
use crate::model::timer::Timer;
use crate::model::tracker::{Issue, Project, Step, There, step};
use crate::operations::action::{record, settle};
use crate::store;

/// How often issues are looked at.
const EVERY: TimeDelta = TimeDelta::minutes(10);
/// So many are looked at each time, those not looked at for longest first.
const LOOKED_AT: i64 = 50;
/// An issue is followed for so long after its action was closed.
const FOLLOWED: TimeDelta = TimeDelta::days(14);
const TIMER: Timer = Timer::Action(Alarm::Mirrors);

/// What was seen of an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What the tracker calls it.
    pub key: String,
    /// Where people read it.
    pub url: Option<String>,
    /// How it stands.
    pub there: There,
    /// Its title as it was sent.
    pub title: String,
}

/// Mirrors an action: in an issue that is there already, or in a new one.
pub fn link(change: &mut Change<'_>, id: ActionId, existing: Option<&str>) -> Result<Action> {
    let mut action = store::actions::get(change, id)?;
    let guild = change.guild();
    let settings = store::guilds::settings(change, guild)?;
    let project: Project = settings.tracker.ok_or(TrackerRefusal::NoTracker)?;
    if let Some(issue) = action.issue.as_ref().filter(|issue| issue.key.is_some()) {
        return Err(TrackerRefusal::LinkedAlready(action.number, issue.shown()).into());
    }
    if action.repeat.is_some() {
        return Err(TrackerRefusal::Repeats(action.number).into());
    }
    if store::incidents::look(change, action.incident)?.private {
        return Err(TrackerRefusal::Private(action.number).into());
    }
    let key = existing.map(|typed| {
        let typed_short: String = typed.chars().filter(|letter| !letter.is_control()).take(60).collect();
        project.key(typed).ok_or(TrackerRefusal::NoSuchIssue(typed_short, project.to_string()))
    });
    action.issue = Some(Issue::wanted(project, key.transpose()?, &action.title));
    store::actions::save(change, &action)?;
    let what = action.issue.as_ref().map(Issue::shown).unwrap_or_default();
    record(change, &action, What::Mirrored(what))?;
    wish(change, &action)?;
    Ok(action)
}

/// Lets an action and its issue go their own ways. The issue stays as it is.
pub fn unlink(change: &mut Change<'_>, id: ActionId) -> Result<Action> {
    let mut action = store::actions::get(change, id)?;
    let Some(issue) = action.issue.take() else {
        return Err(TrackerRefusal::NotLinked(action.number).into());
    };
    store::actions::save(change, &action)?;
    record(change, &action, What::Unmirrored(issue.shown()))?;
    Ok(action)
}

/// Mirrors a new action where the server mirrors all that can be. Says whether it did.
pub(super) fn of_new(change: &mut Change<'_>, action: &mut Action) -> Result<()> {
    let guild = change.guild();
    let settings = store::guilds::settings(change, guild)?;
    if !settings.mirror || settings.tracker.is_none() {
        return Ok(());
    }
    match link(change, action.id, None) {
        Ok(linked) => *action = linked,
        // What cannot be mirrored is an action all the same.
        Err(crate::error::Error::Refused(Refusal::Tracker(_))) => {}
        Err(other) => return Err(other),
    }
    Ok(())
}

/// Wishes that the issue of an action, if it has one, show how the action stands.
pub(super) fn follow(change: &mut Change<'_>, action: &Action) -> Result<()> {
    let differs = |issue: &Issue| issue.is_open != action.is_open() || issue.title != action.title;
    if action.issue.as_ref().is_some_and(differs) { wish(change, action) } else { Ok(()) }
}

fn wish(change: &mut Change<'_>, action: &Action) -> Result<()> {
    let guild = change.guild();
    change.send(&Notice::Action(Wish::Mirror { action: action.id }))?;
    if store::timers::is_set(change, guild, &TIMER)? {
        return Ok(());
    }
    let at = change.now + EVERY;
    change.set_timer(&TIMER, at)
}

/// Notes, before an issue is made, that one may be there from now on.
pub fn begin(change: &mut Change<'_>, id: ActionId) -> Result<()> {
    with_issue(change, id, |issue| issue.begun = true).map(drop)
}

/// Notes what was seen of an issue, and lets the action follow where the issue has changed over there.
pub fn seen(change: &mut Change<'_>, id: ActionId, seen: &Seen) -> Result<()> {
    let now = change.now;
    let Some((before, mut action)) = with_issue(change, id, |issue| {
        issue.key = Some(seen.key.clone());
        issue.url = seen.url.clone().or(issue.url.take());
        issue.is_open = seen.there.is_open();
        issue.title.clone_from(&seen.title);
        issue.problem = None;
    })?
    else {
        return Ok(());
    };
    store::actions::looked_at(change, id, now)?;
    let issue = before.project.shown(&seen.key);
    match step(action.is_open(), before.is_open, seen.there.is_open()) {
        Step::TheyClosed => {
            let (state, note) = match seen.there {
                There::Declined => (State::Dropped, format!("{issue} was closed as not planned")),
                _ => (State::Done, format!("{issue} was closed")),
            };
            close(change, &mut action, state, note)
        }
        Step::TheyReopened => {
            action.reopen()?;
            settle(change, &action, What::Reopened)
        }
        Step::Nothing | Step::Close | Step::Reopen => Ok(()),
    }
}

fn close(change: &mut Change<'_>, action: &mut Action, state: State, note: String) -> Result<()> {
    let by = change.by.name().to_owned();
    action.close(state, Closed { at: change.now, by, note: Some(note.clone()) });
    store::reminders::forget(change, action.id)?;
    let what = if state == State::Dropped { What::Dropped(note) } else { What::Done(Some(note)) };
    settle(change, action, what)
}

/// Notes why the issue of an action does not show how it stands. The first time, its incident hears of it.
pub(in crate::operations) fn failed(change: &mut Change<'_>, id: ActionId, why: &str) -> Result<()> {
    let now = change.now;
    let found = with_issue(change, id, |issue| issue.problem = Some(why.to_owned()))?;
    let Some((before, action)) = found else { return Ok(()) };
    store::actions::looked_at(change, id, now)?;
    if before.problem.as_deref() == Some(why) {
        return Ok(());
    }
    record(change, &action, What::NotMirrored(why.to_owned()))
}

/// Changes the issue of an action, and says how it was before; none where there is none any more.
fn with_issue(
    change: &mut Change<'_>,
    id: ActionId,
    set: impl FnOnce(&mut Issue),
) -> Result<Option<(Issue, Action)>> {
    let mut action = store::actions::get(change, id)?;
    let Some(issue) = action.issue.as_mut() else { return Ok(None) };
    let before = issue.clone();
    set(issue);
    store::actions::save(change, &action)?;
    Ok(Some((before, action)))
}

/// Looks at issues again, and sets when the next are looked at.
pub(super) fn look(change: &mut Change<'_>, due: DateTime<Utc>) -> Result<()> {
    let (guild, now) = (change.guild(), change.now);
    let mirrored = store::actions::mirrored(change, guild, now - FOLLOWED, LOOKED_AT)?;
    if mirrored.is_empty() || !store::guilds::is_present(change, guild)? {
        return Ok(());
    }
    for action in mirrored {
        change.send(&Notice::Action(Wish::Mirror { action }))?;
        store::actions::looked_at(change, action, now)?;
    }
    let at = now.max(due) + EVERY;
    change.set_timer(&TIMER, at)
}
