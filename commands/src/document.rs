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

/// How many bytes one message carries in all, with room for its words.
const MOST_TOGETHER: usize = 25_000_000;
/// In how many files a document is posted at most.
const MOST_PARTS: usize = 2;

/// How much of one text the message carries; all of them together leave room for the rest.
const GIST: usize = 320;

/// The postmortem as it stands now.
pub fn posted(view: &mut View<'_>, incident: &Incident) -> Result<Message> {
    let facts = facts_of(view, incident)?;
    let (files, is_whole) = parts(&markdown(&facts, Sink::File), incident);
    let mut text = format!("📄 **Postmortem · {}**", suggest::title(incident));
    for line in gist(&facts) {
        text.push('\n');
        text.push_str(&line);
    }
    match (files.len(), is_whole) {
        (1, _) => {}
        (count, true) => text.push_str(&format!("\n-# The document is in {count} files, for it is long.")),
        (_, false) => text.push_str(
            "\n-# The document is longer than Discord takes. The rest of its timeline is in `/timeline list`.",
        ),
    }
    let taken = files.iter().map(|file| file.bytes.len()).sum();
    let mut message = Message { files, ..Message::public(text) };
    message.files.extend(pictures(&facts, taken));
    Ok(message)
}

/// The document in as many files as it takes, cut between lines. Says whether all of it found room.
fn parts(document: &str, incident: &Incident) -> (Vec<File>, bool) {
    let mut files = Vec::new();
    let mut rest = document;
    while !rest.is_empty() && files.len() < MOST_PARTS {
        let (part, after) = rest.split_at(cut(rest));
        rest = after;
        let name = match files.len() {
            0 => format!("postmortem-{}.md", incident.number),
            nth => format!("postmortem-{}-{}.md", incident.number, nth + 1),
        };
        let about = format!("The postmortem of {}", incident.number);
        files.push(File { name, bytes: part.as_bytes().to_vec(), about });
    }
    (files, rest.is_empty())
}

/// Where the first file ends: after the last line that still fits.
fn cut(text: &str) -> usize {
    if text.len() <= MOST_IN_ONE {
        return text.len();
    }
    let fits = text.floor_char_boundary(MOST_IN_ONE);
    text[..fits].rfind('\n').map_or(fits, |end| end + 1)
}

/// The pictures of what the document tells, as many as one message carries.
fn pictures(facts: &Facts, taken: usize) -> Vec<File> {
    let told: HashSet<_> = facts.narrative().flat_map(|entry| entry.files.iter()).collect();
    let mut room = MOST_BYTES.min(MOST_TOGETHER.saturating_sub(taken));
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
