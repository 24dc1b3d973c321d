//! What leaves for the people of a schedule: handoffs, reminders, requests for cover.

use chrono::{DateTime, Utc};
use incidents::ids::{ChannelId, CoverId, GuildId, RoleId, ScheduleId, UserId};
use incidents::model::incident::State;
use incidents::model::named::NamedSchedule;
use incidents::model::notice::RotaNotice;
use incidents::operations::{members, roster};
use incidents::{Result, View, store};

use super::Parcel;
use crate::oncall::cover::shown_request;
use crate::people::shown_all;
use crate::reply::Message;
use crate::tongues::word;
use crate::{suggest, words};

/// How many active incidents a handoff names.
const MOST: i64 = 10;

/// Words a wish as it should leave now. What is no longer so is not said.
pub(super) fn parcel(view: &mut View<'_>, guild: GuildId, notice: &RotaNotice) -> Result<Parcel> {
    match notice {
        RotaNotice::Handoff { schedule, at } => handoff(view, guild, *schedule, *at),
        RotaNotice::OnCallNow { schedule, at, user } => on_call_now(view, guild, (*schedule, *at), *user),
        RotaNotice::ShiftReminder { schedule, at, user } => reminder(view, guild, (*schedule, *at), *user),
        RotaNotice::CoverAsked { cover, user, channel } => {
            cover_asked(view, guild, *cover, (*user, *channel))
        }
        RotaNotice::CoverTaken { cover, user } => cover_taken(view, guild, *cover, *user),
        RotaNotice::Member { user } => Ok(Parcel::Member { user: *user }),
        RotaNotice::Left { user } => left(view, guild, *user),
        RotaNotice::Calendar(file) => Ok(Parcel::Calendar(Box::new(file.clone()))),
        RotaNotice::Role { role, user } => on_call_role(view, guild, *role, *user),
    }
}

/// To the announcements channel: who hands over to whom, until when, and what is going on.
fn handoff(view: &mut View<'_>, guild: GuildId, id: ScheduleId, at: DateTime<Utc>) -> Result<Parcel> {
    let settings = store::guilds::settings(view, guild)?;
    let (Some(channel), Some(schedule)) = (settings.announcements, store::schedules::look(view, guild, id)?)
    else {
        return Ok(Parcel::Moot);
    };
    let people = roster::everybody(view, guild)?;
    let instant_before = at - chrono::TimeDelta::milliseconds(1);
    let from = shown_all(&people, &schedule.is.on_call(instant_before).who);
    let to = shown_all(&people, &schedule.is.on_call(at).who);
    let text = say!(
        "🔁 **{name}**: {from} hands over to {to}, from {at}{until}.{active}",
        from,
        to,
        name = words::line(schedule.name.as_str()),
        at = words::instant(at),
        until = until(&schedule, at),
        active = active(view, guild)?
    );
    Ok(Parcel::Post { channel, replaces: None, message: Message::public(text) })
}

/// To the announcements channel: somebody has left who is still to be called.
fn left(view: &mut View<'_>, guild: GuildId, user: UserId) -> Result<Parcel> {
    let names = members::named_by(view, guild, user)?;
    let (people, settings) = (roster::everybody(view, guild)?, store::guilds::settings(view, guild)?);
    let Some(channel) = settings.announcements.filter(|_| people.left().any(|one| one == user)) else {
        return Ok(Parcel::Moot);
    };
    if names.is_empty() {
        return Ok(Parcel::Moot);
    }
    let who = people.called(user).map_or_else(|| format!("<@{user}>"), words::line);
    let names: Vec<_> = names.iter().map(|name| format!("**{}**", words::line(name))).collect();
    let text = say!(
        "⚠️ {who} has left the server and is still to be called by {names}. Nobody is called in their place: put somebody else \
         in with `/schedule edit` or `/policy step`.",
        who,
        names = words::fit(&names.join(", "), 600)
    );
    Ok(Parcel::Post { channel, replaces: None, message: Message::public(text) })
}

fn on_call_now(
    view: &mut View<'_>,
    guild: GuildId,
    (id, at): (ScheduleId, DateTime<Utc>),
    user: UserId,
) -> Result<Parcel> {
    let Some(schedule) = store::schedules::look(view, guild, id)? else { return Ok(Parcel::Moot) };
    let people = roster::everybody(view, guild)?;
    let now = schedule.is.on_call(view.now);
    if !now.who.iter().any(|who| people.user(*who) == Some(user)) {
        return Ok(Parcel::Moot);
    }
    let before = schedule.is.on_call(at - chrono::TimeDelta::milliseconds(1));
    let text = say!(
        "🔁 You are on call in **{name}** since {at}{until}, after {before}.{active}",
        name = words::line(schedule.name.as_str()),
        at = words::instant(at),
        until = until(&schedule, at),
        before = shown_all(&people, &before.who),
        active = active(view, guild)?
    );
    Ok(Parcel::Direct { user, message: Message::public(text) })
}

fn reminder(
    view: &mut View<'_>,
    guild: GuildId,
    (id, at): (ScheduleId, DateTime<Utc>),
    user: UserId,
) -> Result<Parcel> {
    let Some(schedule) = store::schedules::look(view, guild, id)? else { return Ok(Parcel::Moot) };
    let people = roster::everybody(view, guild)?;
    let then = schedule.is.on_call(at);
    if at <= view.now || !then.who.iter().any(|who| people.user(*who) == Some(user)) {
        return Ok(Parcel::Moot);
    }
    let text = say!(
        "⏰ Your shift in **{name}** begins {at} ({ago}){until}. If you cannot take it, ask the others with `/oncall cover`.",
        name = words::line(schedule.name.as_str()),
        at = words::instant(at),
        ago = words::ago(at),
        until = until(&schedule, at)
    );
    Ok(Parcel::Direct { user, message: Message::public(text) })
}

fn cover_asked(
    view: &mut View<'_>,
    guild: GuildId,
    id: CoverId,
    (user, channel): (UserId, ChannelId),
) -> Result<Parcel> {
    let Some((schedule, cover)) = store::covers::look(view, guild, id)? else { return Ok(Parcel::Moot) };
    let Some(schedule) = store::schedules::look(view, guild, schedule)? else { return Ok(Parcel::Moot) };
    if cover.open.is_empty() || cover.asked.to <= view.now {
        return Ok(Parcel::Moot);
    }
    let people = roster::everybody(view, guild)?;
    let mut message = shown_request(&schedule, &people, id, &cover);
    message.text.push_str(&say!(
        "\nThe first to accept, here or in <#{channel}>, has it; a part of it helps too.",
        channel
    ));
    Ok(Parcel::Direct { user, message })
}

/// The role is with somebody who is on call in any schedule that it follows, and with nobody else by us.
fn on_call_role(view: &mut View<'_>, guild: GuildId, role: RoleId, user: UserId) -> Result<Parcel> {
    let (people, now) = (roster::everybody(view, guild)?, view.now);
    let mut has = false;
    for schedule in store::schedules::all(view, guild)? {
        let is_followed = schedule.is.follower.as_ref().is_some_and(|follower| follower.role == role);
        let on_call = if is_followed { schedule.is.on_call(now).who } else { Vec::new() };
        has |= on_call.iter().any(|who| people.user(*who) == Some(user));
    }
    Ok(Parcel::Role { user, role, has })
}

fn cover_taken(view: &mut View<'_>, guild: GuildId, id: CoverId, user: UserId) -> Result<Parcel> {
    let Some((schedule, cover)) = store::covers::look(view, guild, id)? else { return Ok(Parcel::Moot) };
    let Some(schedule) = store::schedules::look(view, guild, schedule)? else { return Ok(Parcel::Moot) };
    let people = roster::everybody(view, guild)?;
    let mut text = say!("✅ Your cover in **{name}**:", name = words::line(schedule.name.as_str()));
    for taken in &cover.taken {
        let (from, to) = (words::instant(taken.part.from), words::instant(taken.part.to));
        text.push_str(&format!("\n{from} – {to} · {}", shown_all(&people, &[taken.by])));
    }
    text.push_str(if cover.open.is_empty() {
        word("\nAll of it is covered.")
    } else {
        word("\nThe rest is still yours.")
    });
    Ok(Parcel::Direct { user, message: Message::public(text) })
}

fn until(schedule: &NamedSchedule, at: DateTime<Utc>) -> String {
    let next = schedule.is.next_handoff_after(at);
    next.map_or_else(String::new, |next| say!(" until {at}", at = words::instant(next.at)))
}

/// The incidents that go on, but for private ones: a handoff is read by many.
fn active(view: &mut View<'_>, guild: GuildId) -> Result<String> {
    let newest = incidents::ids::Number(i64::MAX);
    let open = store::incidents::newest(view, guild, Some(State::Open), newest, MOST)?;
    let lines: Vec<_> = open
        .iter()
        .filter(|incident| !incident.private)
        .map(|incident| {
            let place = incident.channel.map_or_else(String::new, |channel| format!(" <#{channel}>"));
            format!(
                "\n- {} · {} · {}{place}",
                suggest::title(incident),
                words::line(&incident.severity),
                words::line(&incident.status)
            )
        })
        .collect();
    Ok(if lines.is_empty() {
        say!("\nNo incident is active.")
    } else {
        say!("\nActive incidents:{lines}", lines = lines.concat())
    })
}
