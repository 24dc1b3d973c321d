//! Which action is meant, whether the person may see it, and whether they may act on it.

use incidents::ids::{ActionNumber, UserId};
use incidents::model::action::owner::Owner;
use incidents::model::action::{Action, State};
use incidents::model::incident::Incident;
use incidents::operations::action::schedule;
use incidents::store::actions::Filter;
use incidents::{Refusal, Result, View, store};

use crate::asked::Asked;
use crate::reply::Choice;
use crate::table::Needs;
use crate::{permissions, words};

/// How many suggestions Discord shows.
const MOST: usize = 25;
/// How many actions are looked through for suggestions.
const LOOKED_AT: i64 = 500;

/// An action as people name it, `A-12`, `12` or words of an open one's title; with its incident.
pub fn named(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<(Action, Incident)> {
    let shown = || words::fit(&words::line(typed), 60);
    let digits = typed.trim().trim_start_matches(['A', 'a', '-', '#', ' ']);
    let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
    if let Ok(number) = digits.parse().map(ActionNumber) {
        let found = store::actions::numbered(view, asked.request.guild, number)?;
        let seen = found.map(|action| seen(view, asked, action)).transpose()?.flatten();
        return seen.ok_or_else(|| Refusal::NoSuchAction(shown()).into());
    }
    let mut fitting = open_with(view, asked, typed)?;
    match (fitting.pop(), fitting.is_empty()) {
        (Some(found), true) => Ok(found),
        (Some(_), false) => Err(Refusal::WhichAction(shown()).into()),
        (None, _) => Err(Refusal::NoSuchAction(shown()).into()),
    }
}

/// The action of the option `action`, for somebody who may act on it.
pub fn to_act_on(view: &mut View<'_>, asked: &Asked<'_>) -> Result<(Action, Incident)> {
    let (action, incident) = named(view, asked, asked.needed("action")?)?;
    may_act(view, asked, &action, &incident)?;
    Ok((action, incident))
}

/// The action a button or form was made for, for somebody who may act on it. It may be months old.
pub fn pressed(view: &mut View<'_>, asked: &Asked<'_>) -> Result<(Action, Incident)> {
    let number = asked.words().first().and_then(|word| word.parse().ok()).map(ActionNumber);
    let number = number.ok_or(Refusal::StaleButton)?;
    let action = store::actions::numbered(view, asked.request.guild, number)?.ok_or(Refusal::StaleButton)?;
    let (action, incident) = seen(view, asked, action)?.ok_or(Refusal::StaleButton)?;
    may_act(view, asked, &action, &incident)?;
    Ok((action, incident))
}

/// The owner, the lead and every responder may act on an action. In a direct message nobody has roles.
fn may_act(view: &mut View<'_>, asked: &Asked<'_>, action: &Action, incident: &Incident) -> Result<()> {
    let me = asked.request.person.id;
    if is_theirs(view, asked, action)? || lead(incident) == Some(me) {
        return Ok(());
    }
    permissions::check(view, asked, Needs::Responder).map_err(|why| match why {
        incidents::Error::Refused(_) => Refusal::NotYourAction(action.number).into(),
        fault => fault,
    })
}

fn lead(incident: &Incident) -> Option<UserId> {
    incident.roles.lead().map(|lead| lead.id)
}

/// Whether an action is the person's own, or that of a role they have.
pub fn is_theirs(view: &mut View<'_>, asked: &Asked<'_>, action: &Action) -> Result<bool> {
    let person = &asked.request.person;
    match &action.owner {
        Some(Owner::Role { id, .. }) => Ok(person.roles.contains(id)),
        _ => Ok(schedule::person(view, action)? == Some(person.id)),
    }
}

/// The action with its incident, unless both do not exist for the person. Who was given it knows of it.
pub fn seen(view: &mut View<'_>, asked: &Asked<'_>, action: Action) -> Result<Option<(Action, Incident)>> {
    let incident = store::incidents::look(view, action.incident)?;
    let person = &asked.request.person;
    let known = is_theirs(view, asked, &action)?
        || lead(&incident) == Some(person.id)
        || permissions::sees(view, person, &incident)?;
    Ok(known.then_some((action, incident)))
}

fn open_with(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<(Action, Incident)>> {
    fitting(view, asked, typed, Action::is_open)
}

/// Every action the person may see whose number or title has all the words typed.
fn fitting(
    view: &mut View<'_>,
    asked: &Asked<'_>,
    typed: &str,
    wanted: impl Fn(&Action) -> bool,
) -> Result<Vec<(Action, Incident)>> {
    let typed = typed.to_lowercase();
    let mut found = Vec::new();
    for action in store::actions::fitting(view, asked.request.guild, &Filter::default(), LOOKED_AT)? {
        let label = format!("{} {}", action.number, action.title).to_lowercase();
        if wanted(&action) && typed.split_whitespace().all(|word| label.contains(word)) {
            found.extend(seen(view, asked, action)?);
        }
        if found.len() == MOST {
            break;
        }
    }
    Ok(found)
}

fn choices(found: Vec<(Action, Incident)>) -> Vec<Choice> {
    let choice = |(action, incident): (Action, Incident)| Choice {
        label: words::fit(&format!("{} · {} · {}", action.number, incident.number, action.title), 100),
        value: action.number.to_string(),
    };
    found.into_iter().map(choice).collect()
}

/// Open actions, those longest overdue first.
pub fn suggest_open(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    Ok(choices(open_with(view, asked, typed)?))
}

/// Actions that were done or decided against.
pub fn suggest_closed(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    Ok(choices(fitting(view, asked, typed, |action| action.state != State::Open)?))
}

/// The server's contacts and roles, and whoever owned an action by name before.
pub fn suggest_teams(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let guild = asked.request.guild;
    let contacts = store::contacts::all(view, guild)?;
    let mut names: Vec<String> = contacts.into_iter().map(|contact| contact.name.to_string()).collect();
    let roles = store::roles::by_name(view, guild)?;
    names.extend(roles.into_iter().map(|(_, name)| name).filter(|name| name != "@everyone"));
    let owners = store::actions::owners(view, guild)?;
    names.extend(owners.into_iter().filter_map(|owner| match owner {
        Owner::Named { name } => Some(name),
        _ => None,
    }));
    let typed = typed.trim().to_lowercase();
    names.retain(|name| name.to_lowercase().contains(&typed));
    names.dedup();
    names.truncate(MOST);
    let choice = |name: String| Choice { label: words::fit(&name, 100), value: words::fit(&name, 100) };
    Ok(names.into_iter().map(choice).collect())
}
