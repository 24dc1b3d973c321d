//! Calls whom the policy of a source names.

use crate::change::Change;
use crate::error::Result;
use crate::ids::{IncidentId, PageId};
use crate::model::alert::{Alert, NamedSource, cut};
use crate::model::escalation::{Gravity, Kind, Opening, Urgency};
use crate::noted;
use crate::operations::paging::send::{self, About, Addressee};
use crate::store;

/// How much of an alert a page repeats.
const MOST: usize = 900;

/// What whoever is called is told.
pub(super) struct Said(String);

impl Said {
    /// The words of an alert.
    pub(super) fn of(alert: &Alert) -> Self {
        let more = if alert.text.is_empty() { String::new() } else { format!(": {}", alert.text) };
        Self(cut(&format!("{}{more}", alert.title), MOST))
    }

    /// Words.
    pub(super) fn words(text: &str) -> Self {
        Self(cut(text, MOST))
    }
}

/// Pages for an incident. Says why nobody is called where somebody should be.
pub(super) fn on_incident(
    change: &mut Change<'_>,
    source: &NamedSource,
    incident: IncidentId,
    said: &Said,
) -> Result<Option<String>> {
    if source.is.rules.policy.is_none() {
        return Ok(None);
    }
    let to = match addressee(change, source)? {
        Ok(to) => to,
        Err(why) => return Ok(Some(why)),
    };
    let wish = send::Wish { to, message: Some(said.0.clone()), urgency: Urgency::High, kind: Kind::Real };
    send::send(change, incident, &wish)?;
    Ok(None)
}

/// Pages without an incident, or says why that cannot be.
pub(super) fn alone(
    change: &mut Change<'_>,
    source: &NamedSource,
    severity: &str,
    said: &Said,
) -> Result<Result<PageId, String>> {
    let to = match addressee(change, source)? {
        Ok(to) => to,
        Err(why) => return Ok(Err(why)),
    };
    let settings = store::guilds::settings(change, source.guild)?;
    let gravest = settings.severities.first().is_some_and(|first| first == severity);
    let opening = Opening {
        policy: to.policy.clone(),
        urgency: Urgency::High,
        gravity: if gravest { Gravity::Critical } else { Gravity::Ordinary },
        kind: Kind::Real,
    };
    let about = About { incident: None, number: 0, message: Some(said.0.clone()) };
    Ok(Ok(send::open(change, opening, &to, about)?.id))
}

/// Whom the policy names, or why it cannot be used.
fn addressee(change: &mut Change<'_>, source: &NamedSource) -> Result<Result<Addressee, String>> {
    let Some(id) = source.is.rules.policy else {
        return Ok(Err(noted!("the alert source has no policy; name one with `/alerts edit`").into()));
    };
    let Some(named) = store::policies::look(change, source.guild, id)? else {
        let why = noted!("the policy of the alert source was removed; name another with `/alerts edit`");
        return Ok(Err(why.into()));
    };
    if let Err(why) = named.is.check() {
        return Ok(Err(why.to_string()));
    }
    Ok(Ok(Addressee { name: named.name.to_string(), id: Some(named.id), policy: named.is }))
}
