//! Changes what is done with the alerts of a source.

use std::collections::BTreeMap;

use super::add::audit;
use crate::change::Change;
use crate::error::{AlertRefusal, Result};
use crate::ids::{PolicyId, SourceId};
use crate::model::action::hours::QuietHours;
use crate::model::alert::{Does, Grade, NamedSource, Same};
use crate::model::named::{Deed, Name};
use crate::operations::open::severity;
use crate::store;

/// What changes; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// Another name.
    pub name: Option<Name>,
    /// Another policy, or none.
    pub policy: Option<Option<PolicyId>>,
    /// Another usual severity, or the server's.
    pub severity: Option<Option<String>>,
    /// How bad the sender's words are.
    pub grades: Option<BTreeMap<String, Grade>>,
    /// What an alert opens.
    pub does: Option<Does>,
    /// Which alerts are the same.
    pub same: Option<Same>,
    /// When nobody is paged, or never.
    pub quiet_hours: Option<Option<QuietHours>>,
}

/// Changes a source.
pub fn edit(change: &mut Change<'_>, id: SourceId, wish: Wish) -> Result<NamedSource> {
    if wish == Wish::default() {
        return Err(AlertRefusal::NothingToChange.into());
    }
    let guild = change.guild();
    let gone = || AlertRefusal::NoSuch(id.to_string());
    let mut source = store::alert_sources::get(change, guild, id)?.ok_or_else(gone)?;
    if let Some(name) = wish.name {
        let other = store::alert_sources::named(change, guild, name.as_str())?;
        if other.is_some_and(|other| other.id != id) {
            return Err(AlertRefusal::NameTaken(name.to_string()).into());
        }
        source.name = name;
    }
    let rules = &mut source.is.rules;
    if let Some(typed) = wish.severity {
        let settings = store::guilds::settings(change, guild)?;
        let spelled = typed.map(|typed| severity(&settings, &typed).map(str::to_owned)).transpose()?;
        rules.severity = spelled;
    }
    rules.policy = wish.policy.unwrap_or(rules.policy);
    rules.grades = wish.grades.unwrap_or_else(|| std::mem::take(&mut rules.grades));
    rules.does = wish.does.unwrap_or(rules.does);
    rules.same = wish.same.unwrap_or_else(|| std::mem::take(&mut rules.same));
    rules.quiet_hours = wish.quiet_hours.unwrap_or(rules.quiet_hours);
    store::alert_sources::save(change, &source)?;
    audit(change, &source.name, Deed::Changed)?;
    Ok(source)
}
