//! The postmortem as people meet it on Discord: the gist as a message, the whole of it as a file.

use incidents::model::incident::Incident;
use incidents::model::metrics::{Metric, read, span};
use incidents::model::milestones::Milestone;
use incidents::postmortem::{Facts, Sink, facts_of, markdown};
use incidents::{Result, View};

use crate::reply::{File, Message};
use crate::{suggest, words};

/// How much of one text the message carries; all of them together leave room for the rest.
const GIST: usize = 320;

/// The postmortem as it stands now.
pub fn posted(view: &mut View<'_>, incident: &Incident) -> Result<Message> {
    let facts = facts_of(view, incident)?;
    let file = File {
        name: format!("postmortem-{}.md", incident.number),
        bytes: markdown(&facts, Sink::File).into_bytes(),
        about: format!("The postmortem of {}", incident.number),
    };
    let mut text = format!("📄 **Postmortem · {}**", suggest::title(incident));
    for line in gist(&facts) {
        text.push('\n');
        text.push_str(&line);
    }
    Ok(Message::public(text).with_file(file))
}

fn gist(facts: &Facts) -> Vec<String> {
    let mut lines: Vec<String> = duration(facts).into_iter().collect();
    let affected = facts.affected.as_ref().map_or("", |affected| &affected.text);
    let texts = &facts.texts;
    for (label, text) in [
        ("Summary", texts.summary.as_str()),
        ("Impact", &texts.impact),
        ("Affected", affected),
        ("Root cause", &texts.cause),
        ("Resolution", &texts.resolution),
    ] {
        if !text.trim().is_empty() {
            lines.push(format!("**{label}:** {}", words::fit(&words::line(text), GIST)));
        }
    }
    lines.extend(metrics(facts));
    lines
}

fn duration(facts: &Facts) -> Option<String> {
    let start = facts.milestones.at(Milestone::ImpactStarted)?;
    let end = facts.milestones.at(Milestone::Resolved)?;
    let length = span::with_minutes(end - start);
    Some(format!("**Duration:** {length}, {} to {}", words::instant(start), words::instant(end)))
}

/// What could be measured, on one small line.
fn metrics(facts: &Facts) -> Option<String> {
    let core =
        [Metric::TimeToDetect, Metric::TimeToAcknowledge, Metric::TimeToMitigate, Metric::TimeToResolve];
    let known = core.into_iter().filter_map(|metric| read(metric, &facts.milestones).ok());
    let known: Vec<_> = known
        .map(|reading| format!("{}: {}", reading.metric.words(), span::in_words(reading.shown())))
        .collect();
    (!known.is_empty()).then(|| format!("-# {}", known.join(" · ")))
}
