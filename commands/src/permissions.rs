//! Who may do what, and who may see what. Asked at every use, never remembered.

use incidents::ids::GuildId;
use incidents::model::access::{MANAGE_GUILD, Person};
use incidents::model::incident::Incident;
use incidents::model::set_up::Piece;
use incidents::store::incidents::{Hidden, Private};
use incidents::{Refusal, Result, View, store};

use crate::asked::Asked;
use crate::table::Needs;

/// The role that makes a responder until `/settings` names another.
pub const RESPONDERS: &str = Piece::Responders.usual_name();

/// Refuses what the person may not do.
pub fn check(view: &mut View<'_>, asked: &Asked<'_>, needs: Needs) -> Result<()> {
    match needs {
        Needs::Nothing => Ok(()),
        Needs::Admin if is_admin(asked) => Ok(()),
        Needs::Admin => Err(Refusal::AdminsOnly.into()),
        Needs::Responder if is_admin(asked) || asked.request.person.is_program() => Ok(()),
        Needs::Responder => responder(view, asked),
    }
}

/// Whether somebody sets things up here.
pub fn is_admin(asked: &Asked<'_>) -> bool {
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
        // The role with the server's own id is everybody's, and in nobody's list.
        Some(role) if role.0 == guild.0 || asked.request.person.roles.contains(&role) => Ok(()),
        Some(role) => {
            let name = store::roles::name(view, guild, role)?.unwrap_or_else(|| RESPONDERS.to_owned());
            Err(Refusal::RespondersOnly(crate::words::line(&name)).into())
        }
    }
}

/// The incidents of the server that do not exist for whoever asks.
pub fn hidden(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Hidden> {
    let mut hidden = Vec::new();
    for private in store::incidents::private_ones(view, asked.request.guild)? {
        if !sees_private(view, &asked.request.person, asked.request.guild, &private)? {
            hidden.push(private.id);
        }
    }
    Ok(Hidden(hidden))
}

/// Whether everybody in a server is a responder, because no role makes anybody one.
pub fn everybody_responds(view: &mut View<'_>, asked: &Asked<'_>) -> Result<bool> {
    Ok(asked.settings.responders.is_none()
        && store::roles::named(view, asked.request.guild, RESPONDERS)?.is_none())
}

/// Whether an incident exists for a person: a private one only for those who see its channel, or who opened it.
pub fn sees(view: &mut View<'_>, person: &Person, incident: &Incident) -> Result<bool> {
    if !incident.private {
        return Ok(true);
    }
    let private = Private { id: incident.id, channel: incident.channel, opened_by: incident.opened_by };
    sees_private(view, person, incident.guild, &private)
}

fn sees_private(view: &mut View<'_>, person: &Person, guild: GuildId, private: &Private) -> Result<bool> {
    if person.is_at_shell() {
        return Ok(true);
    }
    if person.is_program() {
        return Ok(false);
    }
    let overwrites = match private.channel {
        Some(channel) => store::places::access(view, channel)?,
        None => Vec::new(),
    };
    if overwrites.is_empty() {
        let guests = store::guests::of(view, private.id)?;
        return Ok(private.opened_by == Some(person.id) || guests.iter().any(|guest| guest.is(person)));
    }
    Ok(person.sees(guild, &overwrites))
}
