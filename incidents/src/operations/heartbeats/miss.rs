//! A job was not heard for longer than it may be silent: an incident is opened and people are called, once until it is over.

use crate::noted;
use chrono::{DateTime, Utc};

use super::{listen, spoken, tell};
use crate::change::Change;
use crate::error::Result;
use crate::ids::{HeartbeatId, IncidentId};
use crate::model::entry::EntryKind;
use crate::model::escalation::{Kind, Urgency};
use crate::model::heartbeat::{DEAF, Heartbeat, Standing};
use crate::model::incident::Incident;
use crate::model::notice::{Notice, Saying};
use crate::model::timer::Timer;
use crate::operations::open;
use crate::operations::paging::send::{self, Addressee};
use crate::store;

/// Does what the silence of a job asks for, which was due at `due`.
///
/// Where this comes late, Sitrep was down and may have missed what it listens for: the job has its grace once more.
pub(in crate::operations) fn miss(
    change: &mut Change<'_>,
    id: HeartbeatId,
    due: DateTime<Utc>,
) -> Result<()> {
    let now = change.now;
    let Some(mut heartbeat) = store::heartbeats::get(change, id)? else { return Ok(()) };
    if heartbeat.standing(now) != Standing::Missing || heartbeat.missing_since.is_some() {
        return listen(change, &heartbeat);
    }
    if now - due > DEAF {
        return change.set_timer(&Timer::Heartbeat { heartbeat: id }, now + heartbeat.rhythm.grace());
    }
    heartbeat.missing_since = Some(now);
    match still_open(change, &heartbeat)? {
        Some(incident) => again(change, &mut heartbeat, incident.id)?,
        None => opened(change, &mut heartbeat)?,
    }
    Ok(store::heartbeats::save(change, &heartbeat)?)
}

/// The incident of an earlier absence, while that goes on; what it was merged into counts as it.
fn still_open(change: &mut Change<'_>, heartbeat: &Heartbeat) -> Result<Option<Incident>> {
    let Some(id) = heartbeat.incident else { return Ok(None) };
    let mut incident = store::incidents::look(change, id)?;
    while let Some(into) = incident.merged_into {
        incident = store::incidents::look(change, into)?;
    }
    Ok(incident.is_open().then_some(incident))
}

/// It comes and goes: whoever has the incident reads of it, and nobody is called anew.
fn again(change: &mut Change<'_>, heartbeat: &mut Heartbeat, incident: IncidentId) -> Result<()> {
    heartbeat.incident = Some(incident);
    heartbeat.misses += 1;
    let text = format!("{} is missing again, for the {} time.", heartbeat.name, ordinal(heartbeat.misses));
    tell(change, incident, EntryKind::Alert, &text)
}

fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

fn opened(change: &mut Change<'_>, heartbeat: &mut Heartbeat) -> Result<()> {
    let silent = heartbeat.last_at.map_or_else(String::new, |last| spoken(change.now - last));
    let text = format!(
        "{} was not heard for {silent}. It should say that it is alive every {}.",
        heartbeat.name,
        spoken(heartbeat.rhythm.every())
    );
    let wish = open::Wish {
        title: format!("{} is missing", heartbeat.name),
        summary: Some(text.clone()),
        ..open::Wish::default()
    };
    let incident = open::open(change, &wish)?;
    (heartbeat.incident, heartbeat.misses) = (Some(incident.id), 1);
    tell(change, incident.id, EntryKind::Alert, &text)?;
    call(change, heartbeat, &incident, &text)
}

/// Calls whom the policy names. Where nobody can be called, the channel is told so.
fn call(change: &mut Change<'_>, heartbeat: &Heartbeat, incident: &Incident, text: &str) -> Result<()> {
    let Some(policy) = heartbeat.rhythm.policy else { return Ok(()) };
    let found = store::policies::look(change, heartbeat.guild, policy)?;
    let usable = found.filter(|named| named.is.check().is_ok());
    match usable {
        Some(named) => {
            let to = Addressee { name: named.name.to_string(), id: Some(named.id), policy: named.is };
            let message = Some(text.to_owned());
            let wish = send::Wish { to, message, urgency: Urgency::High, kind: Kind::Real };
            send::send(change, incident.id, &wish).map(drop)
        }
        None => {
            let what = Saying::NotDelivered {
                what: noted!("The page for this heartbeat").into(),
                why: noted!("its policy was removed or names nobody. Page somebody with /page send").into(),
            };
            change.send(&Notice::Say { incident: incident.id, what })
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_are_counted_as_people_do() {
        let spoken: Vec<_> = [1, 2, 3, 4, 11, 12, 13, 21, 102, 113].map(super::ordinal).into();
        assert_eq!(spoken, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "113th"]);
    }
}
