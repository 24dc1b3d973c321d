//! Whom a page is for, as people type it: a policy, a schedule, a contact, or a mention.

use incidents::ids::{GuildId, RoleId, UserId};
use incidents::model::escalation::Target;
use incidents::model::who::Who;
use incidents::operations::paging::send::Addressee;
use incidents::operations::roster::People;
use incidents::{Refusal, Result, View, store};

use crate::asked::Asked;
use crate::reply::Choice;
use crate::words;

const POLICY: &str = "policy:";
const SCHEDULE: &str = "schedule:";
const CONTACT: &str = "contact:";

/// Reads whom a page is for. A bare name is a policy before it is a schedule, and that before it is a contact.
pub fn addressee(view: &mut View<'_>, guild: GuildId, typed: &str) -> Result<Addressee> {
    let typed = typed.trim();
    if let Some(who) = mention(typed) {
        return Ok(Addressee::one(spoken(who), Target::Who(who)));
    }
    let found = if let Some(name) = typed.strip_prefix(POLICY) {
        policy(view, guild, name)?
    } else if let Some(name) = typed.strip_prefix(SCHEDULE) {
        schedule(view, guild, name)?
    } else if let Some(name) = typed.strip_prefix(CONTACT) {
        contact(view, guild, name)?
    } else {
        let name = typed.trim_start_matches('@');
        match policy(view, guild, name)? {
            Some(found) => Some(found),
            None => match schedule(view, guild, name)? {
                Some(found) => Some(found),
                None => contact(view, guild, name)?,
            },
        }
    };
    found.ok_or_else(|| Refusal::NobodyToPage(words::fit(&words::line(typed), 60)).into())
}

fn policy(view: &mut View<'_>, guild: GuildId, name: &str) -> Result<Option<Addressee>> {
    let found = store::policies::named(view, guild, name)?;
    Ok(found.map(|named| Addressee { name: named.name.to_string(), id: Some(named.id), policy: named.is }))
}

fn schedule(view: &mut View<'_>, guild: GuildId, name: &str) -> Result<Option<Addressee>> {
    let found = store::schedules::named(view, guild, name)?;
    Ok(found.map(|named| Addressee::one(named.name.to_string(), Target::Schedule(named.id))))
}

fn contact(view: &mut View<'_>, guild: GuildId, name: &str) -> Result<Option<Addressee>> {
    let found = store::contacts::named(view, guild, name)?;
    Ok(found.map(|contact| Addressee::one(contact.name.to_string(), Target::Who(contact.who()))))
}

fn mention(typed: &str) -> Option<Who> {
    let inner = typed.strip_prefix("<@")?.strip_suffix('>')?;
    if let Some(role) = inner.strip_prefix('&') {
        return role.parse().ok().map(|id| Who::Role(RoleId(id)));
    }
    inner.trim_start_matches('!').parse().ok().map(|id| Who::User(UserId(id)))
}

fn spoken(who: Who) -> String {
    match who {
        Who::User(user) => format!("<@{user}>"),
        Who::Role(role) => format!("<@&{role}>"),
        Who::Contact(contact) => format!("contact {contact}"),
    }
}

/// Policies, schedules and contacts by what is typed so far.
pub fn suggest(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let guild = asked.request.guild;
    let mut all = Vec::new();
    for named in store::policies::all(view, guild)? {
        all.push((format!("{} · policy", named.name), format!("{POLICY}{}", named.name)));
    }
    for named in store::schedules::all(view, guild)? {
        all.push((format!("{} · schedule", named.name), format!("{SCHEDULE}{}", named.name)));
    }
    for contact in store::contacts::all(view, guild)? {
        all.push((format!("{} · contact", contact.name), format!("{CONTACT}{}", contact.name)));
    }
    let typed = typed.trim().to_lowercase();
    let fitting = all.into_iter().filter(|(label, value)| {
        label.to_lowercase().contains(&typed) || value.to_lowercase().contains(&typed)
    });
    Ok(fitting.take(25).map(|(label, value)| Choice { label, value }).collect())
}

/// Somebody as people read them: mentioned where they are on Discord, else by their name.
pub(super) fn shown(people: &People, who: Who) -> String {
    match (people.user(who), who) {
        (Some(user), _) => format!("<@{user}>"),
        (None, Who::Role(role)) => format!("<@&{role}>"),
        (None, Who::User(user)) => format!("<@{user}>"),
        (None, Who::Contact(_)) => people.contact(who).map_or_else(
            || "somebody who was removed".to_owned(),
            |contact| words::line(contact.name.as_str()),
        ),
    }
}

/// Several as people read them.
pub(super) fn all_shown(people: &People, who: &[Who]) -> String {
    who.iter().map(|who| shown(people, *who)).collect::<Vec<_>>().join(", ")
}
