//! `/incident resolve` and the card's **Resolve**: ends an incident, asking by a form for what is still missing.

use incidents::model::event::Event;
use incidents::model::incident::{Incident, Section};
use incidents::operations::resolve::{Wish, resolve};
use incidents::{Change, Result};

use super::confirm::confirm;
use crate::asked::Asked;
use crate::reply::{Form, Input, Reply};
use crate::table::{Command, Handle, Needs, Opt, Run};
use crate::tongues::aside;
use crate::{handles, suggest, times, words};

pub const COMMAND: Command = Command {
    path: "incident resolve",
    about: "End an incident and post its postmortem",
    options: &[
        Opt::text("cause", "Why it happened", 4_000),
        Opt::text("resolution", "What ended it", 4_000),
        Opt::text("at", "When it was over, if before now", 100),
        Opt::suggested("incident", "Which one, outside its own channel", suggest::incidents),
    ],
    needs: Needs::Responder,
    run: Run::Aloud(run),
    handles: &[
        Handle { name: BUTTON, needs: Needs::Responder, run: Run::Aloud(run) },
        Handle { name: FORM, needs: Needs::Responder, run: Run::Aloud(finish) },
    ],
};

/// The card's button.
pub const BUTTON: &str = "resolve";
const FORM: &str = "resolved";

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    incident.must_be_open()?;
    let known = |section: Section| asked.text(section.as_str()).or(incident.sections.get(section));
    if known(Section::Cause).is_none() || known(Section::Resolution).is_none() {
        return Ok(aside(|| form(&incident, asked)).into());
    }
    finish(change, asked)
}

fn form(incident: &Incident, asked: &Asked<'_>) -> Form {
    let known = |section: Section| asked.text(section.as_str()).or(incident.sections.get(section));
    Form {
        id: handles::id(FORM, &[&incident.number.0]),
        title: words::fit(&say!("Resolve {number}", number = incident.number), 45),
        inputs: vec![
            Input::text("cause", &say!("Why did it happen?"), 4_000)
                .filled(known(Section::Cause))
                .hinting(&say!("What we know so far is enough; it can be corrected later"))
                .optional(),
            Input::text("resolution", &say!("What ended it?"), 4_000)
                .filled(known(Section::Resolution))
                .optional(),
            Input::line("at", &say!("When was it over? (empty: now)"), 100)
                .filled(asked.text("at"))
                .optional(),
        ],
    }
}

fn finish(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let incident = asked.incident(change)?;
    let at = asked.past(change, "at", Some(&incident))?;
    let wish = Wish {
        cause: asked.text("cause").map(str::to_owned),
        resolution: asked.text("resolution").map(str::to_owned),
        at: at.as_ref().map(|moment| moment.at),
    };
    let incident = resolve(change, incident.id, &wish)?;
    let lasted = incident.resolved_at().unwrap_or(change.now) - incident.started_at();
    let text = say!(
        "✅ **{title}** is resolved after {lasted}. The postmortem is being written and will be posted here.{notes}",
        title = suggest::title(&incident),
        lasted = words::span(lasted),
        notes = times::notes(at.as_ref())
    );
    confirm(change, asked, &incident, text, &Event::Resolved)
}
