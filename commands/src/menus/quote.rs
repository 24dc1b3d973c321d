//! A message between its menu and what is chosen next: Discord shows it with the menu alone, so it is kept meanwhile.

use chrono::TimeDelta;
use incidents::ids::IncidentId;
use incidents::model::entry::Entry;
use incidents::model::entry::{EntryKind, Source};
use incidents::operations::attach::Attached;
use incidents::operations::capture::{Captured, capture};
use incidents::{Change, Refusal, Result, store};

use crate::asked::Asked;
use crate::request::Quoted;
use crate::timeline;

/// How long a message is kept for its form.
const KEPT: TimeDelta = TimeDelta::days(1);

/// The message that the menu was used on.
pub fn given<'r>(asked: &Asked<'r>) -> Result<&'r Quoted> {
    asked.message().ok_or_else(|| Refusal::UnknownCommand.into())
}

/// Keeps a message and gives it a number for the id of a form or list.
pub fn keep(change: &mut Change<'_>, quoted: &Quoted) -> Result<i64> {
    let (guild, now) = (change.guild(), change.now);
    Ok(store::quotes::put(change, guild, &serde_json::to_string(quoted)?, (now, now - KEPT))?)
}

/// The message that a form or list was made for.
pub fn kept(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Quoted> {
    let number = asked.words().first().and_then(|word| word.parse().ok()).ok_or(Refusal::StaleButton)?;
    let guild = change.guild();
    let quoted = store::quotes::get(change, guild, number)?.ok_or(Refusal::StaleButton)?;
    Ok(serde_json::from_str(&quoted)?)
}

/// Puts a message on a timeline.
pub fn put(
    change: &mut Change<'_>,
    incident: IncidentId,
    quoted: &Quoted,
    kind: EntryKind,
) -> Result<(Entry, Attached)> {
    let captured = Captured {
        source: Source { channel: quoted.channel, message: quoted.id },
        at: quoted.at,
        author: quoted.author,
        author_name: quoted.author_name.clone(),
        text: quoted.text.clone(),
        files: quoted.files.iter().map(timeline::add::offered).collect(),
        kind,
        pinned: false,
    };
    capture(change, incident, &captured)
}
