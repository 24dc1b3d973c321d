//! `/postmortem edit`, its list and its buttons: a section in a form with the present text, however long that is.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use incidents::model::incident::{Incident, Section};
use incidents::operations::set_fact::{Value, set_fact};
use incidents::{Change, PostmortemRefusal, Refusal, Result, View};

use super::{parts, sections};
use crate::asked::Asked;
use crate::incident::confirm::confirm;
use crate::reply::{Form, Reply};
use crate::request::Ask;
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::{handles, suggest, words};

pub const COMMAND: Command = Command {
    path: "postmortem edit",
    about: "Write or correct a section, in a form with its present text",
    options: &[
        Opt::suggested("section", "Which section", sections::suggested).required(),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    needs: Needs::Responder,
    run: Run::Reads(run),
    handles: &[
        Handle { name: LIST, needs: Needs::Responder, run: Run::Reads(chosen) },
        Handle { name: BUTTON, needs: Needs::Responder, run: Run::Reads(pressed) },
        Handle { name: FORM, needs: Needs::Responder, run: Run::Changes(finish) },
    ],
};

/// The list of sections under a document.
pub const LIST: &str = "postmortem-sections";
/// The button for one section.
pub const BUTTON: &str = "postmortem-section";
const FORM: &str = "postmortem-written";
/// How much of what was written the confirmation repeats.
const GIST: usize = 600;

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let section = sections::named(asked.needed("section")?)?;
    form(view, asked, section)
}

fn chosen(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let section = asked.chosen().and_then(|word| word.parse().ok()).ok_or(Refusal::StaleButton)?;
    form(view, asked, section)
}

fn pressed(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    form(view, asked, pointed_at(asked)?)
}

fn pointed_at(asked: &Asked<'_>) -> Result<Section, Refusal> {
    let words = asked.words();
    words.get(1).and_then(|word| word.parse().ok()).ok_or(Refusal::StaleButton)
}

fn form(view: &mut View<'_>, asked: &Asked<'_>, section: Section) -> Result<Reply> {
    let incident = asked.incident(view)?;
    incident.must_be_real()?;
    let text = incident.sections.get(section).unwrap_or_default();
    let id = handles::id(FORM, &[&incident.number.0, &section.as_str(), &stamp(text)]);
    let title = words::fit(&format!("{} · {}", incident.number, section.as_str()), 45);
    Ok(Form { id, title, inputs: parts::fields(sections::asks(section), text) }.into())
}

fn finish(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let (incident, section) = (asked.incident(change)?, pointed_at(asked)?);
    incident.must_be_real()?;
    let Ask::Form { fields, .. } = &asked.request.ask else { return Err(Refusal::StaleButton.into()) };
    let text = parts::joined(fields);
    unless_changed(asked, &incident, section, &text)?;
    let given = (!text.trim().is_empty()).then_some(text);
    let (incident, event) = set_fact(change, incident.id, Value::Section(section, given))?;
    let written = match incident.sections.get(section) {
        None => say!("emptied"),
        Some(text) => words::fit(&words::plain(text), GIST),
    };
    let text = format!("**{}** · {}: {written}", suggest::title(&incident), section.as_str());
    confirm(change, asked, &incident, text, &event)
}

/// Refuses to write over what somebody else wrote while the form was open. Sending the same text twice is harmless.
fn unless_changed(asked: &Asked<'_>, incident: &Incident, section: Section, text: &str) -> Result<()> {
    let now = incident.sections.get(section).unwrap_or_default();
    let seen = asked.words().get(2).map(ToString::to_string).unwrap_or_default();
    if stamp(now).to_string() == seen || now == text.trim() {
        Ok(())
    } else {
        Err(PostmortemRefusal::ChangedMeanwhile(section.as_str()).into())
    }
}

/// Tells one text from another, for as long as a form is open.
fn stamp(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
