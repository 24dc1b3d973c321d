//! Writes on the timeline and says in the channel what became of an alert; and what was only counted, once a minute.

use chrono::TimeDelta;

use crate::change::Change;
use crate::error::Result;
use crate::ids::{IncidentId, SourceId};
use crate::model::alert::{Alert, cut};
use crate::model::entry::EntryKind;
use crate::model::notice::{AlertNews, AlertTurn, Notice, Saying};
use crate::model::timer::Timer;
use crate::operations::add_entry::{self, add_entry};
use crate::operations::alerts::standing::living;
use crate::store;

/// How long what is only counted waits to be told.
const COUNTED_FOR: TimeDelta = TimeDelta::minutes(1);
/// How far a sender's clock may lie back to be believed.
const BELIEVED: TimeDelta = TimeDelta::hours(24);
/// How many titles are named among what was counted.
const NAMED: i64 = 8;
/// How many characters of what was noticed an entry keeps.
const MOST: usize = 1_700;

/// What is told of an alert.
pub(super) struct Telling<'a> {
    pub(super) alert: &'a Alert,
    pub(super) kind: EntryKind,
    pub(super) turn: AlertTurn,
}

/// Writes it on the timeline, when it happened by the sender's clock, and says it in the channel.
pub(super) fn tell(
    change: &mut Change<'_>,
    source: &str,
    incident: IncidentId,
    telling: &Telling<'_>,
) -> Result<()> {
    let Telling { alert, kind, turn } = telling;
    let now = change.now;
    let is_news = matches!(turn, AlertTurn::Fires | AlertTurn::Over { .. });
    let at = alert.at.filter(|at| is_news && (now - BELIEVED..=now).contains(at)).unwrap_or(now);
    let wish = add_entry::Wish { text: written(alert, turn), at, kind: *kind };
    let added = add_entry(change, incident, &wish)?;
    let news = AlertNews {
        source: source.to_owned(),
        turn: turn.clone(),
        title: alert.title.clone(),
        text: alert.text.clone(),
        url: alert.url.clone(),
        entry: Some(added.seq),
    };
    change.send(&Notice::Say { incident, what: Saying::Alert(news) })
}

fn written(alert: &Alert, turn: &AlertTurn) -> String {
    let told = match turn {
        AlertTurn::Fires | AlertTurn::Counted => alert.title.clone(),
        AlertTurn::Again { times } => format!("Again ({times} times by now): {}", alert.title),
        AlertTurn::Graver { severity } => format!("Now {severity}: {}", alert.title),
        AlertTurn::Over { .. } => format!("Over: {}", alert.title),
    };
    let link = alert.url.as_ref().map(|url| format!("\n{url}")).unwrap_or_default();
    let about = match turn {
        AlertTurn::Over { .. } => String::new(),
        _ if alert.text.is_empty() => String::new(),
        _ => format!("\n{}", alert.text),
    };
    format!("{}{link}", cut(&format!("{told}{about}"), MOST - link.chars().count()))
}

/// A title that an incident may have.
pub(super) fn title(alert: &str, source: &str) -> String {
    let title = cut(alert, 100);
    if title.chars().count() < 3 { format!("Alert from {source}: {title}") } else { title }
}

/// Has what was only counted told within the minute.
pub(super) fn soon(change: &mut Change<'_>, source: SourceId) -> Result<()> {
    let (guild, timer, now) = (change.guild(), Timer::AlertsCounted { source }, change.now);
    if store::timers::is_set(change, guild, &timer)? {
        return Ok(());
    }
    change.set_timer(&timer, now + COUNTED_FOR)
}

/// Tells what was only counted, in each incident it concerns.
pub fn counted(change: &mut Change<'_>, id: SourceId) -> Result<()> {
    let (guild, now) = (change.guild(), change.now);
    let Some(source) = store::alert_sources::look(change, guild, id)? else { return Ok(()) };
    for untold in store::alerts::untold(change, id)? {
        let titles = store::alerts::untold_titles(change, id, untold.incident, NAMED)?;
        let named: i64 = titles.iter().map(|(_, times)| times).sum();
        let mut list: Vec<_> =
            titles.iter().map(|(title, times)| format!("{} ×{times}", cut(title, 80))).collect();
        if named < untold.times {
            list.push(format!("and {} more", untold.times - named));
        }
        let text = format!(
            "{} more from {} ({} different, {} of them still firing): {}.",
            counted_as(untold.times),
            source.name,
            untold.different,
            untold.firing,
            list.join(", "),
        );
        let incident = living(change, untold.incident)?;
        let wish = add_entry::Wish { text: text.clone(), at: now, kind: EntryKind::Alert };
        let added = add_entry(change, incident.id, &wish)?;
        let news = AlertNews {
            source: source.name.to_string(),
            turn: AlertTurn::Counted,
            title: text,
            text: String::new(),
            url: None,
            entry: Some(added.seq),
        };
        change.send(&Notice::Say { incident: incident.id, what: Saying::Alert(news) })?;
    }
    Ok(store::alerts::told(change, id, now)?)
}

fn counted_as(times: i64) -> String {
    if times == 1 { "1 alert".into() } else { format!("{times} alerts") }
}
