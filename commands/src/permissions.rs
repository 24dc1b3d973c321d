//! Who may do what, and who may see what. Asked at every use, never remembered.

use incidents::model::access::{MANAGE_GUILD, Person};
use incidents::model::incident::Incident;
use incidents::{Refusal, Result, View, store};

use crate::asked::Asked;
use crate::table::Needs;

/// The role that makes a responder until `/settings` names another.
pub const RESPONDERS: &str = "Responders";

/// Refuses what the person may not do.
pub fn check(view: &mut View<'_>, asked: &Asked<'_>, needs: Needs) -> Result<()> {
    match needs {
        Needs::Nothing => Ok(()),
        Needs::Admin if is_admin(asked) => Ok(()),
        Needs::Admin => Err(Refusal::AdminsOnly.into()),
        Needs::Responder if is_admin(asked) => Ok(()),
        Needs::Responder => responder(view, asked),
    }
}

fn is_admin(asked: &Asked<'_>) -> bool {
    let person = &asked.request.person;
    person.has(MANAGE_GUILD) || asked.settings.admins.is_some_and(|role| person.roles.contains(&role))
}

fn responder(view: &mut View<'_>, asked: &Asked<'_>) -> Result<()> {
    let guild = asked.request.guild;
    let role = match asked.settings.responders {
        Some(role) => Some(role),
        None => store::roles::named(view, guild, RESPONDERS)?,
    };
    match role {
        None => Ok(()),
        Some(role) if asked.request.person.roles.contains(&role) => Ok(()),
        Some(role) => {
            let name = store::roles::name(view, guild, role)?.unwrap_or_else(|| RESPONDERS.to_owned());
            Err(Refusal::RespondersOnly(crate::words::line(&name)).into())
        }
    }
}

/// Whether an incident exists for a person: a private one only for those who see its channel, or who opened it.
pub fn sees(view: &mut View<'_>, person: &Person, incident: &Incident) -> Result<bool> {
    if !incident.private {
        return Ok(true);
    }
    let Some(channel) = incident.channel else { return Ok(incident.opened_by == Some(person.id)) };
    let overwrites = store::places::access(view, channel)?;
    if overwrites.is_empty() {
        return Ok(incident.opened_by == Some(person.id));
    }
    Ok(person.sees(incident.guild, &overwrites))
}
