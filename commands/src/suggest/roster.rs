//! Suggestions for who is called: contacts, policies, schedules, and lists of people.

use incidents::ids::GuildId;
use incidents::{Result, View, store};

use super::{MOST, among};
use crate::asked::Asked;
use crate::reply::Choice;

/// Contacts, by name.
pub fn contacts(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    Ok(among(&contact_names(view, asked.request.guild)?, typed))
}

/// Policies, by name.
pub fn policies(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let policies = store::policies::all(view, asked.request.guild)?;
    Ok(among(&policies.iter().map(|one| one.name.to_string()).collect::<Vec<_>>(), typed))
}

/// Alert sources, by name.
pub fn alert_sources(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let sources = store::alert_sources::all(view, asked.request.guild)?;
    Ok(among(&sources.iter().map(|one| one.name.to_string()).collect::<Vec<_>>(), typed))
}

/// Schedules, by name.
pub fn schedules(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    Ok(among(&schedule_names(view, asked.request.guild)?, typed))
}

/// A list of people: what is typed so far, and one contact more.
pub fn people(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    Ok(one_more(&contact_names(view, asked.request.guild)?, typed))
}

/// A list of people, roles and schedules: what is typed so far, and one more.
pub fn targets(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let mut names = schedule_names(view, asked.request.guild)?;
    names.extend(contact_names(view, asked.request.guild)?);
    Ok(one_more(&names, typed))
}

fn contact_names(view: &mut View<'_>, guild: GuildId) -> Result<Vec<String>> {
    Ok(store::contacts::all(view, guild)?.iter().map(|one| one.name.to_string()).collect())
}

fn schedule_names(view: &mut View<'_>, guild: GuildId) -> Result<Vec<String>> {
    Ok(store::schedules::all(view, guild)?.iter().map(|one| one.name.to_string()).collect())
}

/// The list as typed up to its last comma, with each name that fits what follows.
fn one_more(names: &[String], typed: &str) -> Vec<Choice> {
    let (before, last) = typed.rsplit_once(',').unwrap_or(("", typed));
    let before = before.trim();
    let fitting = among(names, last.trim_start_matches([' ', '@']));
    let whole = |name: &str| if before.is_empty() { name.to_owned() } else { format!("{before}, {name}") };
    let choices = fitting.into_iter().map(|choice| whole(&choice.value));
    // A value that Discord would cut off would name somebody else.
    let short = choices.filter(|value| value.chars().count() <= 100);
    short.take(MOST).map(|value| Choice { label: value.clone(), value }).collect()
}
