//! Looks a server over for what would fail when it is needed: what Discord forbids, what was deleted, and who could not be
//! called. Findings are data; whoever asked words them.

use chrono::{DateTime, Datelike as _, NaiveDateTime, TimeDelta, Utc};

use crate::change::View;
use crate::error::Result;
use crate::ids::GuildId;
use crate::model::contact::Contact;
use crate::model::finding::Finding;
use crate::model::maintenance::Scope;
use crate::model::moment::{short_month, short_weekday};
use crate::model::notice::Notice;
use crate::model::rota::Shift;
use crate::model::zone::Zone;
use crate::operations::{members, roster};
use crate::sentence;
use crate::store::incidents::Hidden;
use crate::store::{self, Connection};
use crate::worded::{Gap, Sentence};

/// How far ahead it is looked whether somebody is on call.
const AHEAD: TimeDelta = TimeDelta::weeks(1);
/// How long something due may wait before somebody should look.
const YOUNG: TimeDelta = TimeDelta::minutes(2);
/// How long what was given up is worth a word.
const LATE: TimeDelta = TimeDelta::days(1);
/// How many gaps of a schedule are named.
const GAPS: usize = 3;

/// Everything worth saying about a server. What concerns a hidden incident is left out.
pub fn examine(view: &mut View<'_>, guild: GuildId, hidden: &Hidden) -> Result<Vec<Finding>> {
    let mut findings = forbidden(view, guild, hidden)?;
    findings.extend(places(view, guild)?);
    findings.extend(contacts(view, guild)?);
    findings.extend(gone(view, guild)?);
    findings.extend(on_call(view, guild)?);
    findings.extend(policies(view, guild)?);
    findings.extend(held(view, guild)?);
    findings.extend(failing(view, guild, hidden)?);
    Ok(findings)
}

fn forbidden(view: &mut View<'_>, guild: GuildId, hidden: &Hidden) -> Result<Vec<Finding>> {
    let problems = store::outbox::forbidden(view, guild, hidden)?;
    if problems.is_empty() {
        return Ok(vec![Finding::fine("permissions", sentence!("Discord forbids nothing that was tried"))]);
    }
    let mend = sentence!("grant it; what waits for it is then done by itself");
    let finding = |problem| Finding::broken("permissions", Sentence::noted(problem), mend.clone());
    Ok(problems.into_iter().map(finding).collect())
}

/// The channels and roles that the settings name, and that may have been deleted since.
fn places(view: &mut View<'_>, guild: GuildId) -> Result<Vec<Finding>> {
    let settings = store::guilds::settings(view, guild)?;
    let mut findings = Vec::new();
    for (setting, channel) in [
        ("announcements", settings.announcements),
        ("postmortems", settings.postmortems),
        ("category", settings.category),
    ] {
        let Some(channel) = channel else { continue };
        if store::channels::get(view, guild, channel)?.is_none() {
            let says = sentence!("the channel of the setting `{setting}` was deleted", setting);
            findings.push(Finding::broken("settings", says, format!("`/settings set setting:{setting}`")));
        }
    }
    for (setting, role) in [("responders", settings.responders), ("admins", settings.admins)] {
        let Some(role) = role.filter(|role| role.0 != guild.0) else { continue };
        if store::roles::name(view, guild, role)?.is_none() {
            let says = sentence!("the role of the setting `{setting}` was deleted", setting);
            findings.push(Finding::broken("settings", says, format!("`/settings set setting:{setting}`")));
        }
    }
    if settings.announcements.is_none() {
        let says = sentence!("nobody outside an incident's channel is told of it");
        let mend = "`/settings set setting:announcements`";
        findings.push(Finding::doubtful("settings", says, mend));
    }
    if findings.is_empty() {
        findings.push(Finding::fine("settings", sentence!("every channel and role they name is there")));
    }
    Ok(findings)
}

fn contacts(view: &mut View<'_>, guild: GuildId) -> Result<Vec<Finding>> {
    let all = store::contacts::all(view, guild)?;
    let mut findings: Vec<Finding> = all.iter().flat_map(contact).collect();
    if findings.is_empty() {
        let says = if all.is_empty() {
            sentence!("there are none; people are paged by mention")
        } else {
            sentence!("all have answered before")
        };
        findings.push(Finding::fine("contacts", says));
    }
    Ok(findings)
}

fn contact(contact: &Contact) -> Vec<Finding> {
    let name = contact.name.as_str();
    if contact.ways.is_empty() && contact.user.is_none() {
        let says = sentence!("there is no way to reach {name}", name);
        return vec![Finding::broken("contacts", says, "`/contact edit`")];
    }
    let mut findings = Vec::new();
    for (way, failed) in contact.ways.iter().filter_map(|reach| Some((&reach.way, reach.failed.as_ref()?))) {
        let (way, at, why) = (way.kind().as_str(), instant(failed.at), Gap::Noted(failed.why.clone()));
        let says = sentence!("{name} could not be reached by {way} on {at}: {why}", name, way, at, why);
        let mend = sentence!(
            "mend what it says or change the address with `/contact edit`, then try it with `/contact test`"
        );
        findings.push(Finding::broken("contacts", says, mend));
    }
    if findings.is_empty() && contact.ways.iter().all(|reach| reach.worked_at.is_none()) {
        let says = sentence!("{name} has never answered a page", name);
        let mend = sentence!("try it out with `/contact test`");
        findings.push(Finding::doubtful("contacts", says, mend));
    }
    findings
}

/// Those who have left and are still to be called.
fn gone(view: &mut View<'_>, guild: GuildId) -> Result<Vec<Finding>> {
    let people = roster::everybody(view, guild)?;
    let mut findings = Vec::new();
    for user in people.left() {
        let names = members::named_by(view, guild, user)?;
        if !names.is_empty() {
            let who =
                people.called(user).map_or_else(|| sentence!("the member {user}", user), Sentence::from);
            let by = names.join(", ");
            let says = sentence!("{who} has left the server and is still to be called by {by}", who, by);
            let mend = sentence!("`/schedule edit`, `/policy step` or `/policy unstep`");
            findings.push(Finding::broken("people", says, mend));
        }
    }
    Ok(findings)
}

/// Paging that is held on purpose, lest it is forgotten.
fn held(view: &mut View<'_>, guild: GuildId) -> Result<Vec<Finding>> {
    let now = view.now;
    let going_on = store::maintenances::going_on(view, guild, now)?.into_iter();
    let findings = going_on.map(|one| {
        let what = match one.scope {
            Scope::Everything => Gap::word("all paging"),
            Scope::Policy(_) => Gap::word("the paging of a policy"),
        };
        let (by, until) = (&one.by, instant(one.until));
        let says = sentence!("{what} is held by {by} until {until}", what, by, until);
        Finding::doubtful("paging", says, sentence!("`/page maintenance state:end` ends it"))
    });
    Ok(findings.collect())
}

fn on_call(view: &mut View<'_>, guild: GuildId) -> Result<Vec<Finding>> {
    let (now, zone) = (view.now, store::guilds::settings(view, guild)?.zone());
    let people = roster::everybody(view, guild)?;
    let mut findings = Vec::new();
    for named in store::schedules::all(view, guild)? {
        let name = named.name.as_str();
        // Who was removed or has left is nobody, so that their shift is a gap.
        let is_gap = |shift: &Shift| people.each_once(&shift.who).is_empty();
        let gaps: Vec<_> = named.is.shifts(now, now + AHEAD).into_iter().filter(is_gap).collect();
        if gaps.is_empty() {
            findings.push(Finding::fine("on call", sentence!("{name}: somebody is on call all week", name)));
        }
        let more = gaps.len().saturating_sub(GAPS);
        for (nth, gap) in gaps.iter().take(GAPS).enumerate() {
            let when = span(&zone, gap.from, gap.to);
            let says = match nth + 1 == GAPS && more > 0 {
                true => {
                    sentence!("{name}: nobody is on call {when}, and {more} times more", name, when, more)
                }
                false => sentence!("{name}: nobody is on call {when}", name, when),
            };
            let mend = sentence!("`/schedule override` or `/schedule edit`");
            findings.push(Finding::broken("on call", says, mend));
        }
    }
    Ok(findings)
}

fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// `Sun 9 Jun 10:00–18:00 CEST`, with the day of its end where that is another.
fn span(zone: &Zone, from: DateTime<Utc>, to: DateTime<Utc>) -> Sentence {
    let (begin, end) = (zone.local(from), zone.local(to));
    let to = match begin.date() == end.date() {
        true => Gap::from(end.format("%H:%M")),
        false => Gap::Said(stamp(end)),
    };
    sentence!("{from}–{to} {zone}", to, from = Gap::Said(stamp(begin)), zone = zone.label(from))
}

/// `Sun 9 Jun 10:00`.
fn stamp(local: NaiveDateTime) -> Sentence {
    let day = local.date();
    sentence!(
        "{weekday} {day} {month} {time}",
        weekday = Gap::word(short_weekday(day.weekday())),
        month = Gap::word(short_month(day.month0())),
        day = day.day(),
        time = local.format("%H:%M")
    )
}

/// The policies, and the first time in the coming week at which one calls nobody. That can only change with a shift.
fn policies(view: &mut View<'_>, guild: GuildId) -> Result<Vec<Finding>> {
    let (now, zone) = (view.now, store::guilds::settings(view, guild)?.zone());
    let people = roster::all(view, guild)?;
    let schedules = store::schedules::all(view, guild)?;
    let shifts = schedules.iter().flat_map(|named| named.is.shifts(now, now + AHEAD));
    let mut changes: Vec<_> = shifts.map(|shift| shift.from).collect();
    changes.push(now);
    changes.sort_unstable();
    let findings = store::policies::all(view, guild)?.into_iter().map(|named| {
        let name = named.name.as_str();
        let is_silent = |at: &&DateTime<Utc>| named.is.check_answered(&people, **at).is_err();
        match changes.iter().find(is_silent) {
            None => Finding::fine("policies", sentence!("{name}: somebody is called all week", name)),
            Some(at) => {
                let says = if *at == now {
                    sentence!("{name}: nobody would be called now", name)
                } else {
                    sentence!("{name}: nobody would be called from {day}", name, day = day(&zone, *at))
                };
                Finding::broken("policies", says, sentence!("add somebody with `/policy step`"))
            }
        }
    });
    Ok(findings.collect())
}

fn day(zone: &Zone, at: DateTime<Utc>) -> Sentence {
    sentence!("{at} {zone}", at = Gap::Said(stamp(zone.local(at))), zone = zone.label(at))
}

/// What is tried again and again in vain, and what was given up of late and stays undone in other systems.
fn failing(view: &mut View<'_>, guild: GuildId, hidden: &Hidden) -> Result<Vec<Finding>> {
    let since = view.now - LATE;
    let failing = store::outbox::failing(view, guild, hidden, since)?;
    let finding = |(notice, problem): (Notice, String)| {
        let says = sentence!(
            "{what}: {problem}",
            what = Gap::Noted(notice.title().to_owned()),
            problem = Gap::Noted(problem)
        );
        let mend = sentence!("mend what it says; what still waits is tried again by itself");
        Finding::broken("deliveries", says, mend)
    };
    Ok(failing.into_iter().map(finding).collect())
}

/// Whether what was wished for leaves in time. Reminders and pages wait in the same places.
pub fn late(connection: &mut Connection, now: DateTime<Utc>) -> Result<Finding> {
    let oldest = [store::outbox::oldest_due(connection, now)?, store::timers::next_due(connection)?];
    let waited = oldest.into_iter().flatten().map(|due| now - due).max().unwrap_or_default();
    Ok(if waited > YOUNG {
        let says = sentence!("the oldest that is due has waited {min} min", min = waited.num_minutes());
        let mend = sentence!("whoever runs Sitrep starts it, or looks into its log if it runs");
        Finding::broken("deliveries", says, mend)
    } else {
        Finding::fine("deliveries", sentence!("nothing is late"))
    })
}
