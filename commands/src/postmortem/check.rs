//! `/postmortem check` and its button: what a good postmortem still lacks, each with what to type, and buttons for what
//! a form can mend.

use incidents::model::incident::{Incident, Section};
use incidents::postmortem::facts_without_files;
use incidents::postmortem::lint::{self, Finding};
use incidents::{Result, View};

use super::edit;
use crate::asked::Asked;
use crate::reply::{Look, Message, Reply, Widget};
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::tongues::said;
use crate::{handles, suggest, words};

pub const COMMAND: Command = Command {
    path: "postmortem check",
    about: "What the postmortem still lacks, and what to type for it",
    options: &[Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents)],
    run: Run::Reads(run),
    handles: &[Handle { name: BUTTON, needs: Needs::Nothing, run: Run::Reads(run) }],
    ..Command::PLAIN
};

/// The button under a postmortem.
pub const BUTTON: &str = "postmortem-check";
/// How many findings a message names.
const NAMED: usize = 10;

fn run(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(view)?;
    incident.must_be_real()?;
    let findings = findings(view, &incident)?;
    if findings.is_empty() {
        let text = say!(
            "✅ The postmortem of **{title}** lacks nothing that I look for.",
            title = suggest::title(&incident)
        );
        return Ok(Message::private(text).into());
    }
    let count = findings.len();
    let mut text = count!(
        count,
        "🔎 **{title}**: {count} thing to look at.",
        "🔎 **{title}**: {count} things to look at.",
        title = suggest::title(&incident)
    );
    for finding in findings.iter().take(NAMED) {
        let sentence = words::fit(&words::line(&said(&finding.sentence())), 120);
        text.push_str(&format!("\n- {sentence}\n-# {}", words::inert(&said(&finding.next_step()))));
    }
    if count > NAMED {
        text.push_str(&say!(
            "\n-# And {more} more of these; they show once the first are done.",
            more = count - NAMED
        ));
    }
    let message = Message::private(text);
    let buttons: Vec<_> =
        findings.iter().filter_map(section_of).map(|section| write(&incident, section)).take(5).collect();
    Ok(if buttons.is_empty() { message } else { message.with_row(buttons) }.into())
}

/// What the postmortem of an incident lacks.
pub fn findings(view: &mut View<'_>, incident: &Incident) -> Result<Vec<Finding>> {
    Ok(lint::check(&facts_without_files(view, incident)?))
}

/// The section that would mend it.
fn section_of(finding: &Finding) -> Option<Section> {
    match finding {
        Finding::NoShareAffected => Some(Section::Affected),
        Finding::NoImpact => Some(Section::Impact),
        Finding::NoDetection => Some(Section::Detection),
        Finding::NoCause => Some(Section::Cause),
        Finding::NoResolution => Some(Section::Resolution),
        _ => None,
    }
}

fn write(incident: &Incident, section: Section) -> Widget {
    let id = handles::id(edit::BUTTON, &[&incident.number.0, &section.as_str()]);
    Widget::button(&say!("Write {section}", section = section.as_str()), id, Look::Main)
}
