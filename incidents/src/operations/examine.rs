//! Looks a server over for what would fail when it is needed: what Discord forbids, what was deleted, and who could not be
//! called. Findings are data; whoever asked words them.

use chrono::{TimeDelta, Utc};

use crate::change::View;
use crate::error::Result;
use crate::ids::GuildId;
use crate::model::finding::Finding;
use crate::model::rota::Shift;
use crate::operations::roster;
use crate::store;
use crate::store::incidents::Hidden;

/// How far ahead it is looked whether somebody is on call.
const AHEAD: TimeDelta = TimeDelta::weeks(1);
/// How long something due may wait before somebody should look.
const YOUNG: TimeDelta = TimeDelta::minutes(2);

/// Everything worth saying about a server. What concerns a hidden incident is left out.
pub fn examine(view: &mut View<'_>, guild: GuildId, hidden: &Hidden) -> Result<Vec<Finding>> {
    let mut findings = forbidden(view, guild, hidden)?;
    findings.extend(places(view, guild)?);
    findings.extend(contacts(view, guild)?);
    findings.extend(on_call(view, guild)?);
    findings.extend(policies(view, guild)?);
    findings.push(late(view)?);
    Ok(findings)
}

fn forbidden(view: &mut View<'_>, guild: GuildId, hidden: &Hidden) -> Result<Vec<Finding>> {
    let problems = store::outbox::forbidden(view, guild, hidden)?;
    if problems.is_empty() {
        return Ok(vec![Finding::fine("permissions", "Discord forbids nothing that was tried")]);
    }
    let mend = "grant it; what waits for it is then done by itself";
    Ok(problems.into_iter().map(|problem| Finding::broken("permissions", problem, mend)).collect())
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
            let says = format!("the channel of the setting `{setting}` was deleted");
            findings.push(Finding::broken("settings", says, format!("`/settings set setting:{setting}`")));
        }
    }
    for (setting, role) in [("responders", settings.responders), ("admins", settings.admins)] {
        let Some(role) = role.filter(|role| role.0 != guild.0) else { continue };
        if store::roles::name(view, guild, role)?.is_none() {
            let says = format!("the role of the setting `{setting}` was deleted");
            findings.push(Finding::broken("settings", says, format!("`/settings set setting:{setting}`")));
        }
    }
    if settings.announcements.is_none() {
        let says = "nobody outside an incident's channel is told of it";
        let mend = "`/settings set setting:announcements`";
        findings.push(Finding::doubtful("settings", says, mend));
    }
    if findings.is_empty() {
        findings.push(Finding::fine("settings", "every channel and role they name is there"));
    }
    Ok(findings)
}

fn contacts(view: &mut View<'_>, guild: GuildId) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let all = store::contacts::all(view, guild)?;
    for contact in &all {
        let name = contact.name.as_str();
        if contact.ways.is_empty() && contact.user.is_none() {
            let says = format!("there is no way to reach {name}");
            findings.push(Finding::broken("contacts", says, "`/contact edit`"));
        } else if contact.ways.iter().all(|reach| reach.worked_at.is_none()) {
            let says = format!("{name} has never answered a page");
            findings.push(Finding::doubtful("contacts", says, "try it out with `/contact test`"));
        }
    }
    if findings.is_empty() {
        let says = if all.is_empty() {
            "there are none; people are paged by mention"
        } else {
            "all have answered before"
        };
        findings.push(Finding::fine("contacts", says));
    }
    Ok(findings)
}

fn on_call(view: &mut View<'_>, guild: GuildId) -> Result<Vec<Finding>> {
    let now = view.now;
    let mut findings = Vec::new();
    for named in store::schedules::all(view, guild)? {
        let gap = named.is.shifts(now, now + AHEAD).into_iter().find(Shift::is_gap);
        let name = named.name.as_str();
        findings.push(match gap {
            None => Finding::fine("on call", format!("{name}: somebody is on call all week")),
            Some(gap) => {
                let says = format!("{name}: nobody is on call from {}", instant(gap.from));
                Finding::broken("on call", says, "`/schedule override` or `/schedule edit`")
            }
        });
    }
    Ok(findings)
}

fn instant(at: chrono::DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

fn policies(view: &mut View<'_>, guild: GuildId) -> Result<Vec<Finding>> {
    let people = roster::all(view, guild)?;
    let now = view.now;
    let all = store::policies::all(view, guild)?;
    let findings = all.into_iter().map(|named| {
        let name = named.name.as_str();
        match named.is.check_answered(&people, now) {
            Ok(()) => Finding::fine("policies", format!("{name}: somebody would be called now")),
            Err(_) => {
                let says = format!("{name}: nobody would be called now");
                Finding::broken("policies", says, "add somebody with `/policy step`")
            }
        }
    });
    Ok(findings.collect())
}

/// Whether what was wished for leaves in time. Reminders and pages wait in the same places.
fn late(view: &mut View<'_>) -> Result<Finding> {
    let now = view.now;
    let oldest = [store::outbox::oldest_due(view, now)?, store::timers::next_due(view)?];
    let waited = oldest.into_iter().flatten().map(|due| now - due).max().unwrap_or_default();
    Ok(if waited > YOUNG {
        let says = format!("the oldest that is due has waited {} min", waited.num_minutes());
        Finding::broken("deliveries", says, "whoever runs Sitrep looks into its log")
    } else {
        Finding::fine("deliveries", "nothing is late")
    })
}
