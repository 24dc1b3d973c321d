//! Whom a page is for, as people type it: a policy, or whoever [`Known`] knows.

use incidents::operations::paging::send::Addressee;
use incidents::{Refusal, Result, View, store};

use crate::asked::Asked;
use crate::people::Known;
use crate::people::known::{CONTACT, SCHEDULE};
use crate::reply::Choice;
use crate::words;

const POLICY: &str = "policy:";

/// Reads whom a page is for. A bare name is a policy before it is anything else.
pub fn addressee(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Addressee> {
    let typed = typed.trim();
    let name = typed.strip_prefix(POLICY).unwrap_or(typed).trim_start_matches('@');
    if let Some(named) = store::policies::named(view, asked.request.guild, name)? {
        return Ok(Addressee { name: named.name.to_string(), id: Some(named.id), policy: named.is });
    }
    let known = Known::of(view, asked)?;
    let target = known.target(typed);
    let target = target.ok_or_else(|| Refusal::NobodyToPage(words::fit(&words::line(typed), 60)))?;
    Ok(Addressee::one(known.name_of(target), target))
}

/// Policies, schedules and contacts by what is typed so far.
pub fn suggest(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let guild = asked.request.guild;
    let mut all = Vec::new();
    for named in store::policies::all(view, guild)? {
        all.push((say!("{name} · policy", name = named.name), format!("{POLICY}{}", named.name)));
    }
    for named in store::schedules::all(view, guild)? {
        all.push((say!("{name} · schedule", name = named.name), format!("{SCHEDULE}{}", named.name)));
    }
    for contact in store::contacts::all(view, guild)? {
        all.push((say!("{name} · contact", name = contact.name), format!("{CONTACT}{}", contact.name)));
    }
    let typed = typed.trim().to_lowercase();
    let fitting = all.into_iter().filter(|(label, value)| {
        label.to_lowercase().contains(&typed) || value.to_lowercase().contains(&typed)
    });
    Ok(fitting.take(25).map(|(label, value)| Choice { label, value }).collect())
}
