//! Gathers a report from the store in a handful of statements, however many incidents it is about.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::TimeDelta;

use super::{Counted, LeftOut, Period, Report, began};
use crate::change::View;
use crate::error::Result;
use crate::ids::{GuildId, IncidentId};
use crate::model::incident::{Incident, State};
use crate::model::milestones::{Happening, What};
use crate::model::settings::Settings;
use crate::operations::milestones_of::{from_pages, known};
use crate::store;
use crate::store::incidents::{Filter, Hidden};

/// How long before its impact an incident may be declared and still be looked for.
const EARLY: TimeDelta = TimeDelta::days(31);

/// The report on a period, without the incidents that do not exist for whoever asks.
pub fn report_of(view: &mut View<'_>, guild: GuildId, period: Period, hidden: Hidden) -> Result<Report> {
    let settings = store::guilds::settings(view, guild)?;
    let since = period.from.map(|from| from - EARLY);
    let entries = store::entries::implying_since(view, guild, since)?;
    let pages = store::pages::moments_since(view, guild, since)?;
    let drills: HashSet<IncidentId> = store::imports::drills(view, guild)?.into_iter().collect();
    let all = store::incidents::listed(view, guild, &Filter { hidden, ..Filter::default() }, 0, i64::MAX)?;
    let mut happened: HashMap<IncidentId, Vec<Happening<'_>>> = HashMap::new();
    for (incident, at, kind) in entries {
        let happening = Happening { at, what: What::Entry(kind), text: "", entry: None };
        happened.entry(incident).or_default().push(happening);
    }
    for (incident, moments) in pages {
        happened.entry(incident).or_default().extend(from_pages(&moments));
    }
    let mut report = Report { period, zone: settings.zone(), counted: Vec::new(), left_out: BTreeMap::new() };
    for incident in all {
        let milestones = known(&incident, happened.remove(&incident.id).unwrap_or_default());
        let started = began(&milestones).unwrap_or(incident.opened_at);
        if !report.period.holds(started) {
            continue;
        }
        match left_out(&incident, &drills) {
            Some(why) => *report.left_out.entry(why).or_default() += 1,
            None => {
                let rank = rank(&settings, &incident.severity);
                let Incident { number, title, severity, state, .. } = incident;
                report.counted.push(Counted { number, title, severity, rank, state, started, milestones });
            }
        }
    }
    report.counted.sort_by_key(|incident| (incident.started, incident.number));
    Ok(report)
}

fn left_out(incident: &Incident, drills: &HashSet<IncidentId>) -> Option<LeftOut> {
    match incident.state {
        _ if drills.contains(&incident.id) => Some(LeftOut::Drill),
        State::Cancelled => Some(LeftOut::Cancelled),
        State::Merged => Some(LeftOut::Merged),
        State::Open | State::Resolved => None,
    }
}

/// The place of a severity among the server's; one that the server no longer has comes last.
fn rank(settings: &Settings, severity: &str) -> u8 {
    let place = settings.severities.iter().position(|known| known == severity);
    u8::try_from(place.unwrap_or(settings.severities.len()) + 1).unwrap_or(u8::MAX)
}
