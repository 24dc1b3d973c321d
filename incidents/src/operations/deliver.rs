//! Takes wishes out of the outbox, and settles what came of them.

use crate::noted;
use chrono::TimeDelta;

use crate::change::{BLOCKED as BLOCKED_TOLD, Change};
use crate::error::Result;
use crate::ids::{ChannelId, IncidentId};
use crate::model::action::wish::Wish;
use crate::model::event::Event;
use crate::model::incident::Incident;
use crate::model::notice::{Load, Notice, Outcome, RoomNotice, Saying, Stands};
use crate::operations::action::roll_over;
use crate::operations::keep_file::lose_file;
use crate::operations::lose_place::lose_channel;
use crate::operations::paging;
use crate::store;
use crate::store::outbox::Held;

/// How long a worker may hold a wish: longer than any call to Discord takes.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// How long a wish waits for another to be delivered before it looks for itself.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);
/// After so many tries in vain, an action shows that its issue cannot be reached.
const TOLD_AFTER: u32 = 3;
/// How often a wish that Discord forbids is tried again.
const BLOCKED: TimeDelta = TimeDelta::minutes(10);

/// Takes due wishes for a worker, the most urgent first.
pub fn claim(change: &mut Change<'_>, worker: &str, most: i64) -> Result<Vec<Held>> {
    claim_of(change, worker, most, Load::All)
}

/// Takes due wishes of one load.
pub fn claim_of(change: &mut Change<'_>, worker: &str, most: i64, load: Load) -> Result<Vec<Held>> {
    let now = change.now;
    store::outbox::release_expired(change, now)?;
    let claimed = store::outbox::claim_of(change, worker, (now, LEASE), most, load)?;
    for held in &claimed {
        if let Notice::PageCall { attempt, .. } = held.notice {
            store::attempts::begin(change, attempt, now)?;
        }
    }
    Ok(claimed)
}

/// Settles a held wish. One that another worker has taken meanwhile is left to that worker.
pub fn settle(change: &mut Change<'_>, held: &Held, outcome: &Outcome) -> Result<()> {
    let now = change.now;
    let outcome = &known(change, held, outcome)?;
    let is_over = roll_over::is_over(change, &held.notice, outcome)?;
    let ours = match outcome {
        _ if is_over => store::outbox::done(change, held, "moot", None, now)?,
        Outcome::Delivered(_) | Outcome::Muted(..) => {
            store::outbox::done(change, held, "delivered", None, now)?
        }
        Outcome::Moot => store::outbox::done(change, held, "moot", None, now)?,
        Outcome::GaveUp(why) | Outcome::Unreachable(why) => {
            store::outbox::done(change, held, "gave_up", Some(why), now)?
        }
        Outcome::RetryAt(at, why) => store::outbox::again(change, held, *at, why)?,
        Outcome::Blocked(why) => store::outbox::block(change, held, now + BLOCKED, why)?,
        Outcome::Waits | Outcome::Gone(_) => store::outbox::wait(change, held, now + PATIENCE)?,
    };
    if !ours {
        return Ok(());
    }
    if is_over {
        return roll_over::roll_over(change, &held.notice, held.created_at);
    }
    match held.notice {
        Notice::PageCall { attempt, .. } => {
            return paging::settle::call(change, attempt, outcome, held.tries());
        }
        Notice::PageChannel { incident, page, firing, .. } => {
            paging::settle::ping(change, (incident, page, firing), outcome)?;
        }
        _ => {}
    }
    match outcome {
        Outcome::Delivered(None) => done(change, &held.notice),
        Outcome::Delivered(Some(stands)) | Outcome::Muted(stands, _) => {
            stands_now(change, &held.notice, *stands)
        }
        Outcome::GaveUp(why) | Outcome::Unreachable(why) => stands_not(change, &held.notice, why),
        Outcome::RetryAt(_, why) if held.tries() == TOLD_AFTER => mirror_stuck(change, &held.notice, why),
        Outcome::Blocked(why) => forbidden(change, &held.notice, why),
        Outcome::Gone(channel) => gone(change, &held.notice, *channel),
        _ => Ok(()),
    }
}

/// A channel that is no more is the incident's own, which is made again, or one that the settings name.
fn known(change: &mut Change<'_>, held: &Held, outcome: &Outcome) -> Result<Outcome> {
    let Outcome::Gone(channel) = outcome else { return Ok(outcome.clone()) };
    let its_own = store::incidents::of_channel(change, held.guild, *channel)?.is_some();
    let was_its_own = held.notice.speaks_in_its_room()
        || matches!(held.notice, Notice::Pin { .. } | Notice::Room(RoomNotice::LetIn { .. }));
    Ok(match its_own || was_its_own {
        true => outcome.clone(),
        false => {
            let why = noted!("the channel it goes to was deleted. Name another with `/settings set`");
            Outcome::GaveUp(why.into())
        }
    })
}

/// The incident's channel is no more. Where that was known already, what failed is tried in the one that took its place.
fn gone(change: &mut Change<'_>, notice: &Notice, channel: ChannelId) -> Result<()> {
    let now = change.now;
    match (lose_channel(change, channel)?, notice.incident()) {
        (false, Some(incident)) => Ok(store::outbox::wake(change, incident, now)?),
        _ => Ok(()),
    }
}

/// Makes what Discord forbids visible, once until something is granted: where the incident is worked on, and to those
/// who work on it where that is the very place that is shut.
fn forbidden(change: &mut Change<'_>, notice: &Notice, why: &str) -> Result<()> {
    mirror_stuck(change, notice, why)?;
    let Some(incident) = notice.incident() else { return Ok(()) };
    if !store::explained::put(change, incident, &format!("{BLOCKED_TOLD}{why}"))? {
        return Ok(());
    }
    stands_not(change, notice, why)?;
    if notice.speaks_in_its_room() {
        let what = Saying::NotDelivered { what: notice.title().to_owned(), why: why.to_owned() };
        change.send(&Notice::Room(RoomNotice::Aside { incident, what }))?;
    }
    Ok(())
}

/// Notes where a thing stands now, and wishes for what that makes possible.
fn stands_now(change: &mut Change<'_>, notice: &Notice, stands: Stands) -> Result<()> {
    match notice {
        Notice::Channel { incident } => channel_stands(change, *incident, stands),
        Notice::Card { incident } => {
            if store::places::get(change, *incident, "card")? != Some(stands) {
                store::places::put(change, *incident, "card", stands)?;
                change.send(&Notice::Pin { incident: *incident })?;
            }
            Ok(())
        }
        Notice::Announcement { incident } => {
            Ok(store::places::put(change, *incident, "announcement", stands)?)
        }
        Notice::Postmortem { incident } => Ok(store::places::put(change, *incident, "postmortem", stands)?),
        Notice::PublishedPostmortem { incident } => {
            Ok(store::places::put(change, *incident, "published", stands)?)
        }
        Notice::Pin { .. }
        | Notice::Answer { .. }
        | Notice::Say { .. }
        | Notice::Publish { .. }
        | Notice::ReviewEvent { .. }
        | Notice::PostmortemSaid { .. }
        | Notice::Template(_)
        | Notice::SetUp(_)
        | Notice::CheckUp(_)
        | Notice::CopyFile { .. }
        | Notice::Update { .. }
        | Notice::RoleGiven { .. }
        | Notice::Similar { .. }
        | Notice::Archive { .. }
        | Notice::Action(_)
        | Notice::PageChannel { .. }
        | Notice::PageCall { .. }
        | Notice::PageSaid { .. }
        | Notice::DrillOver { .. }
        | Notice::Room(_)
        | Notice::Rota(_) => Ok(()),
    }
}

/// What is said once something is done that stands nowhere.
fn done(change: &mut Change<'_>, notice: &Notice) -> Result<()> {
    match notice {
        Notice::Room(RoomNotice::LetIn { incident, guest }) => {
            change.send(&Notice::Say { incident: *incident, what: Saying::LetIn { guest: *guest } })
        }
        _ => Ok(()),
    }
}

fn channel_stands(change: &mut Change<'_>, id: IncidentId, stands: Stands) -> Result<()> {
    let mut incident = store::incidents::get(change, id)?;
    incident.channel = Some(stands.channel);
    store::incidents::save(change, &incident)?;
    change.record(id, &Event::ChannelOpened)?;
    change.send(&Notice::Card { incident: id })?;
    announce(change, &incident)
}

/// What waited for the channel goes on, with it or without it.
fn announce(change: &mut Change<'_>, incident: &Incident) -> Result<()> {
    if !incident.private {
        change.send(&Notice::Announcement { incident: incident.id })?;
    }
    let now = change.now;
    Ok(store::outbox::wake(change, incident.id, now)?)
}

/// A tracker that is down for longer than a moment is shown on the action; it is tried on.
fn mirror_stuck(change: &mut Change<'_>, notice: &Notice, why: &str) -> Result<()> {
    match notice {
        Notice::Action(wish @ Wish::Mirror { .. }) => super::action::fall_back::fall_back(change, wish, why),
        _ => Ok(()),
    }
}

/// Makes a failure visible: on the timeline, and in the incident's channel where that is not what failed.
fn stands_not(change: &mut Change<'_>, notice: &Notice, why: &str) -> Result<()> {
    if let Notice::Action(wish) = notice {
        super::action::fall_back::fall_back(change, wish, why)?;
    }
    let Some(incident) = notice.incident() else { return Ok(()) };
    if let Notice::CopyFile { attachment, .. } = notice {
        return lose_file(change, *attachment, why);
    }
    if let Notice::RoleGiven { role, to, .. } = notice {
        let what = Saying::RoleGiven { role: role.clone(), to: *to };
        return change.send(&Notice::Say { incident, what });
    }
    let what = notice.title().to_owned();
    change.record(incident, &Event::NotDelivered { what: what.clone(), why: why.to_owned() })?;
    match notice {
        Notice::Say { .. } | Notice::Room(RoomNotice::Aside { .. }) => Ok(()),
        Notice::Channel { .. } => {
            let incident = store::incidents::look(change, incident)?;
            announce(change, &incident)
        }
        _ => change.send(&Notice::Say { incident, what: Saying::NotDelivered { what, why: why.to_owned() } }),
    }
}
