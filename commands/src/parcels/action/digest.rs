//! The digest of a server's actions, and once a week what became of them. Private incidents are not in it.

use chrono::TimeDelta;
use incidents::ids::{GuildId, Number};
use incidents::model::action::gaps::gaps;
use incidents::model::action::occurrence::Outcome;
use incidents::model::action::{Action, State};
use incidents::model::publication::UNPUBLISHED_DAYS;
use incidents::store::actions::Filter;
use incidents::{Result, View, store};

use crate::action::line;
use crate::parcels::Parcel;
use crate::reply::Message;
use crate::tongues::word;
use crate::{suggest, words};

/// So many lines of each part.
const SHOWN: usize = 8;
const WEEK: TimeDelta = TimeDelta::days(7);
/// So many open actions are looked through.
const LOOKED_AT: i64 = 5_000;

/// The digest as it stands now; nothing where there is nothing to say, or no place to say it.
pub fn parcel(view: &mut View<'_>, guild: GuildId, weekly: bool) -> Result<Parcel> {
    let Some(channel) = store::guilds::settings(view, guild)?.announcements else {
        return Ok(Parcel::Moot);
    };
    let mut text = standing(view, guild)?;
    text.push_str(&unpublished(view, guild)?);
    if weekly {
        text.push_str(&week(view, guild)?);
    }
    if text.is_empty() {
        return Ok(Parcel::Moot);
    }
    let message = Message::public(say!("📋 **Actions**{text}", text));
    Ok(Parcel::Post { channel, replaces: None, message })
}

fn standing(view: &mut View<'_>, guild: GuildId) -> Result<String> {
    let open = Filter { state: Some(State::Open), ..Filter::default() };
    let open = store::actions::fitting(view, guild, &open, LOOKED_AT)?;
    let open = public(view, open)?;
    let (now, soon) = (view.now, view.now + WEEK);
    let is_due = |action: &Action| action.due.is_some_and(|due| (now..soon).contains(&due.at));
    let mut text = part(word("Overdue"), &open, now, |action| action.is_overdue(now));
    text.push_str(&part(word("Due within a week"), &open, now, is_due));
    text.push_str(&part(word("Without owner or due date"), &open, now, |action| !gaps(action).is_empty()));
    Ok(text)
}

/// The postmortems that nobody has published long after the end.
fn unpublished(view: &mut View<'_>, guild: GuildId) -> Result<String> {
    let since = view.now - TimeDelta::days(UNPUBLISHED_DAYS);
    let late = store::postmortems::unpublished(view, guild, since)?;
    if late.is_empty() {
        return Ok(String::new());
    }
    let mut text = say!("\n**Postmortems not published yet** ({count})", count = late.len());
    for id in late.iter().take(SHOWN) {
        let incident = store::incidents::look(view, *id)?;
        let ended = incident.ended_at.map(words::ago).unwrap_or_default();
        let line = say!("\n- {title} · over since {ended}", ended, title = suggest::title(&incident));
        text.push_str(&words::fit(&line, 220));
    }
    if late.len() > SHOWN {
        text.push_str(&say!("\n-# And {more} more: `/incident list`.", more = late.len() - SHOWN));
    }
    Ok(text)
}

fn week(view: &mut View<'_>, guild: GuildId) -> Result<String> {
    let (now, since) = (view.now, view.now - WEEK);
    let closed = store::actions::closed_since(view, guild, since)?;
    let closed = public(view, closed)?;
    let open = Filter { state: Some(State::Open), due_before: Some(now), ..Filter::default() };
    let slipped = store::actions::fitting(view, guild, &open, LOOKED_AT)?;
    let slipped = public(view, slipped)?;
    let mut text = part(word("Done in the last week"), &closed, now, |action| action.state == State::Done);
    text.push_str(&part(word("Slipped in the last week"), &slipped, now, |action| {
        action.due.is_some_and(|due| due.at >= since)
    }));
    text.push_str(&part(word("Decided against in the last week"), &closed, now, |action| {
        action.state == State::Dropped
    }));
    text.push_str(&rounds(view, guild, since)?);
    Ok(text)
}

/// What became of the repeating ones.
fn rounds(view: &mut View<'_>, guild: GuildId, since: chrono::DateTime<chrono::Utc>) -> Result<String> {
    let mut counts = [0_u32; 3];
    for settled in store::occurrences::settled_since(view, guild, since)? {
        let action = store::actions::look(view, settled.action)?;
        if store::incidents::look(view, action.incident)?.private {
            continue;
        }
        let times = match settled.outcome {
            Outcome::Done => &mut counts[0],
            Outcome::Skipped => &mut counts[1],
            Outcome::Missed => &mut counts[2],
            Outcome::Open => continue,
        };
        *times = times.saturating_add(settled.times);
    }
    let [done, skipped, missed] = counts;
    if done + skipped + missed == 0 {
        return Ok(String::new());
    }
    Ok(say!(
        "\n**Repeating ones in the last week**: {done} done, {skipped} skipped, {missed} missed",
        done,
        skipped,
        missed
    ))
}

/// Those of incidents that everybody may know of and that were not false alarms.
fn public(view: &mut View<'_>, actions: Vec<Action>) -> Result<Vec<(Action, Number)>> {
    let mut public = Vec::new();
    for action in actions {
        let incident = store::incidents::look(view, action.incident)?;
        if !incident.private && incident.state != incidents::model::incident::State::Cancelled {
            public.push((action, incident.number));
        }
    }
    Ok(public)
}

fn part(
    heading: &str,
    actions: &[(Action, Number)],
    now: chrono::DateTime<chrono::Utc>,
    wanted: impl Fn(&Action) -> bool,
) -> String {
    let wanted: Vec<_> = actions.iter().filter(|(action, _)| wanted(action)).collect();
    if wanted.is_empty() {
        return String::new();
    }
    let mut text = format!("\n**{heading}** ({})", wanted.len());
    for (action, number) in wanted.iter().take(SHOWN) {
        text.push('\n');
        text.push_str(&words::fit(&line::line(action, *number, now), 220));
    }
    if wanted.len() > SHOWN {
        text.push_str(&say!("\n-# And {more} more: `/action list`.", more = wanted.len() - SHOWN));
    }
    text
}
