//! `/timeline edit`: corrects an entry, by options or, where none is given, by a form with the present text.

use incidents::model::entry::Entry;
use incidents::model::incident::Incident;
use incidents::model::moment::{Face, Hours};
use incidents::model::settings;
use incidents::operations::add_entry::MOST;
use incidents::operations::edit_entry::{Wish, edit_entry};
use incidents::{Change, Refusal, Result};

use super::{add, entry, lines};
use crate::asked::Asked;
use crate::reply::{Form, Input, Message, Reply};
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::tongues::aside;
use crate::{handles, suggest, times, words};

pub const COMMAND: Command = Command {
    path: "timeline edit",
    about: "Correct an entry; what it said before is kept",
    options: &[
        Opt::suggested("entry", "Which one: its number, or words of it", entry::suggested).required(),
        Opt::text("text", "What happened", 1_900),
        Opt::text("at", "When it happened: 14:13, 2:13 PM EST, 5m ago, yesterday 14:00", 100),
        Opt::one_of("kind", "What kind of thing", &add::KINDS),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    run: Run::Aloud(run),
    handles: &[
        Handle { name: BUTTON, needs: Needs::Nothing, run: Run::Changes(ask) },
        Handle { name: FORM, needs: Needs::Nothing, run: Run::Aloud(finish) },
    ],
    ..Command::PLAIN
};

/// The button under an entry.
pub const BUTTON: &str = "edit-entry";
const FORM: &str = "entry-edited";
/// What one field of a form holds.
const FIELD: u16 = 4_000;

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let entry = entry::named(change, asked, &incident)?;
    entry::may_change(change, asked, &entry)?;
    if ["text", "at", "kind"].iter().all(|option| asked.text(option).is_none()) {
        return Ok(aside(|| form(&incident, &entry, asked))?.into());
    }
    correct(change, asked, &incident, &entry)
}

fn ask(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (incident, entry) = pointed_at(change, asked)?;
    Ok(aside(|| form(&incident, &entry, asked))?.into())
}

fn finish(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (incident, entry) = pointed_at(change, asked)?;
    correct(change, asked, &incident, &entry)
}

fn pointed_at(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<(Incident, Entry)> {
    let incident = asked.incident(change)?;
    let seq = asked.words().get(1).and_then(|word| word.parse().ok()).ok_or(Refusal::StaleButton)?;
    let entry = entry::numbered(change, &incident, seq)?.ok_or(Refusal::StaleButton)?;
    entry::may_change(change, asked, &entry)?;
    Ok((incident, entry))
}

fn form(incident: &Incident, entry: &Entry, asked: &Asked<'_>) -> Result<Form, Refusal> {
    if entry.removed.is_some() {
        return Err(Refusal::EntryRemoved(entry.seq));
    }
    Ok(Form {
        id: handles::id(FORM, &[&incident.number.0, &entry.seq]),
        title: say!("Entry #{seq}", seq = entry.seq),
        inputs: vec![
            Input::text("text", &say!("What happened?"), FIELD).filled(Some(&entry.text)),
            Input::line("at", &say!("When did it happen?"), 100)
                .filled(Some(&printed(incident, entry, asked))),
            Input::line("kind", &say!("What kind of thing? (alert, finding, note …)"), 30)
                .filled(Some(entry.kind.as_str())),
        ],
    })
}

/// The entry's time in a form that is read back as the same minute.
fn printed(incident: &Incident, entry: &Entry, asked: &Asked<'_>) -> String {
    let clock = match asked.settings.hours() {
        settings::Hours::Twelve => Hours::Twelve,
        settings::Hours::TwentyFour => Hours::TwentyFour,
    };
    Face { clock, zone: times::zone(asked.settings, Some(incident)) }.full(entry.at)
}

fn correct(change: &mut Change<'_>, asked: &Asked<'_>, incident: &Incident, entry: &Entry) -> Result<Reply> {
    let same_time = asked.text("at").is_some_and(|typed| typed.trim() == printed(incident, entry, asked));
    let at = if same_time { None } else { asked.past(change, "at", Some(incident))? };
    let wish = Wish {
        text: asked.text("text").map(str::to_owned),
        at: at.as_ref().map(|moment| moment.at),
        kind: asked.text("kind").map(kind).transpose()?,
    };
    let edited = edit_entry(change, incident.id, entry.seq, &wish)?;
    let notes = times::explained(change, incident, at.as_ref())?;
    let line = lines::written(edited.kind, edited.seq, edited.at, &words::fit(&edited.text, MOST));
    let text = say!(
        "✏️ **{title}** · entry corrected\n{line}{notes}",
        line,
        notes,
        title = suggest::title(incident)
    );
    let elsewhere = incident.channel != Some(asked.request.channel);
    Ok(Message { private: incident.private && elsewhere, ..Message::public(text) }.into())
}

fn kind(typed: &str) -> Result<incidents::model::entry::EntryKind, Refusal> {
    typed.trim().to_lowercase().replace(' ', "-").parse().map_err(|_| Refusal::NotOneOf {
        what: "kind",
        typed: words::fit(&words::line(typed), 60),
        known: add::KINDS.join(", "),
    })
}
