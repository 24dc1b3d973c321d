//! The postmortem as people meet it on Discord: the gist as a message, the whole of it as a file.

use std::collections::HashSet;

use incidents::model::incident::Incident;
use incidents::model::metrics::{Metric, read, span};
use incidents::model::milestones::Milestone;
use incidents::postmortem::{Facts, Sink, facts_of, markdown};
use incidents::{Result, View};

use crate::reply::{File, Message};
use crate::{suggest, words};

/// How many pictures one message carries beside the document.
const MOST_PICTURES: usize = 9;
/// How many bytes Discord takes in one file, wherever it is posted.
const MOST_IN_ONE: usize = 10_000_000;
/// How many bytes of pictures one message carries, with room for the document.
const MOST_BYTES: usize = 20_000_000;

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
    let mut message = Message::public(text).with_file(file);
    message.files.extend(pictures(&facts));
    Ok(message)
}

/// The pictures of what the document tells, as many as one message carries.
fn pictures(facts: &Facts) -> Vec<File> {
    let told: HashSet<_> = facts.narrative().flat_map(|entry| entry.files.iter()).collect();
    let mut room = MOST_BYTES;
    let mut pictures = Vec::new();
    for file in facts.files.iter().filter(|file| file.is_picture() && told.contains(&file.id)) {
        if pictures.len() < MOST_PICTURES && file.bytes.len() <= MOST_IN_ONE.min(room) {
            room -= file.bytes.len();
            let bytes = file.bytes.to_vec();
            pictures.push(File { name: file.name.clone(), bytes, about: "From the timeline".into() });
        }
    }
    pictures
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
