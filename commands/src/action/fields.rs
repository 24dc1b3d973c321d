//! The fields of an action as people give them: options of a command, or lines of a form.

use incidents::ids::{RoleId, UserId};
use incidents::model::action::owner::Owner;
use incidents::model::action::{Due, Kind, Priority, Repeat};
use incidents::model::incident::Incident;
use incidents::model::moment::{Grain, Moment};
use incidents::model::recurrence::Recurrence;
use incidents::{Refusal, Result, View, store};

use crate::asked::Asked;
use crate::{times, words};

/// The owner that was given: the person, else the role, contact or name.
pub fn owner(view: &mut View<'_>, asked: &Asked<'_>, incident: Option<&Incident>) -> Result<Option<Owner>> {
    if let Some((id, name)) = asked.user("owner") {
        return Ok(Some(Owner::User { id, name: name.to_owned() }));
    }
    let typed = asked.text("owner").or_else(|| asked.text("team"));
    typed.map(|typed| read_owner(view, asked, typed, incident)).transpose()
}

/// An owner as people write one: a mention, the name of a contact, of somebody known, of a role, or any name.
fn read_owner(
    view: &mut View<'_>,
    asked: &Asked<'_>,
    typed: &str,
    incident: Option<&Incident>,
) -> Result<Owner> {
    let typed = typed.trim();
    let inside = typed.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let guild = asked.request.guild;
    if let Some(id) = inside.and_then(|rest| rest.strip_prefix("@&")).and_then(|id| id.parse().ok()) {
        let name = store::roles::name(view, guild, RoleId(id))?;
        return Ok(Owner::Role { id: RoleId(id), name: name.unwrap_or_else(|| "a role".into()) });
    }
    let mention = inside.and_then(|rest| rest.strip_prefix('@')).map(|id| id.trim_start_matches('!'));
    let known = known_people(view, asked, incident)?;
    if let Some(id) = mention.and_then(|id| id.parse().ok()).map(UserId) {
        let name = known.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
        return Ok(Owner::User { id, name: name.unwrap_or_else(|| "somebody".into()) });
    }
    let bare = typed.trim_start_matches('@');
    if let Some(contact) = store::contacts::named(view, guild, bare)? {
        let name = contact.name.to_string();
        return Ok(match contact.user {
            Some(id) => Owner::User { id, name },
            None => Owner::Contact { id: contact.id, name },
        });
    }
    if let Some((id, name)) = known.into_iter().find(|(_, name)| name.eq_ignore_ascii_case(bare)) {
        return Ok(Owner::User { id, name });
    }
    match store::roles::named(view, guild, bare)? {
        Some(id) => Ok(Owner::Role { id, name: bare.to_owned() }),
        None => Ok(Owner::Named { name: bare.to_owned() }),
    }
}

/// People whose names are known here: who asks, who opened the incident or holds a role in it, the contacts, and who owned
/// an action before.
fn known_people(
    view: &mut View<'_>,
    asked: &Asked<'_>,
    incident: Option<&Incident>,
) -> Result<Vec<(UserId, String)>> {
    let me = &asked.request.person;
    let mut known = vec![(me.id, me.name.clone())];
    if let Some(incident) = incident {
        known.extend(incident.roles.0.values().map(|holder| (holder.id, holder.name.clone())));
        known.extend(incident.opened_by.map(|id| (id, incident.opened_by_name.clone())));
    }
    for contact in store::contacts::all(view, asked.request.guild)? {
        known.extend(contact.user.map(|id| (id, contact.name.to_string())));
    }
    for owner in store::actions::owners(view, asked.request.guild)? {
        if let Owner::User { id, name } = owner {
            known.push((id, name));
        }
    }
    Ok(known)
}

/// The due time that was given, with what was said of how it was read.
pub fn due(view: &View<'_>, asked: &Asked<'_>, incident: Option<&Incident>) -> Result<Option<(Due, Moment)>> {
    let Some(typed) = asked.text("due") else { return Ok(None) };
    let moment = times::future(typed, view.now, asked.settings, incident)?;
    Ok(Some((by(&moment), moment)))
}

/// A day alone is due when it ends.
fn by(moment: &Moment) -> Due {
    let whole_day = moment.grain == Grain::Day;
    let at = if whole_day { last_minute(moment) } else { moment.at };
    Due { at, whole_day, zone: moment.zone }
}

fn last_minute(moment: &Moment) -> chrono::DateTime<chrono::Utc> {
    let day = moment.zone.local(moment.at).date();
    let next = day.succ_opt().unwrap_or(day).and_time(chrono::NaiveTime::MIN);
    moment.zone.resolve(next).first() - chrono::TimeDelta::minutes(1)
}

/// The repetition that was given; refused with the next step where it cannot be.
pub fn repeat(
    view: &View<'_>,
    asked: &Asked<'_>,
    incident: Option<&Incident>,
    due: Option<Due>,
) -> Result<Option<Repeat>> {
    let Some(typed) = asked.text("repeat") else { return Ok(None) };
    let every = Recurrence::parse(typed).map_err(Refusal::Repeat)?;
    let zone = times::zone(asked.settings, incident);
    every.preview(view.now, zone).map_err(Refusal::Repeat)?;
    Ok(Some(Repeat { every, anchor: due.map_or(view.now, |due| due.at), zone }))
}

/// The kind that was given.
pub fn kind(asked: &Asked<'_>) -> Result<Option<Kind>, Refusal> {
    word(asked, "kind", Kind::WORDS)
}

/// The priority that was given.
pub fn priority(asked: &Asked<'_>) -> Result<Option<Priority>, Refusal> {
    word(asked, "priority", Priority::WORDS)
}

fn word<T: std::str::FromStr>(
    asked: &Asked<'_>,
    what: &'static str,
    known: &[&str],
) -> Result<Option<T>, Refusal> {
    let Some(typed) = asked.text(what) else { return Ok(None) };
    let read = typed.trim().to_lowercase().parse();
    read.map(Some).map_err(|_| Refusal::NotOneOf {
        what,
        typed: words::fit(&words::line(typed), 60),
        known: known.join(", "),
    })
}
