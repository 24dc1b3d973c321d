//! What is said about past incidents like a new one: why they happened, what it was not, and what ended them.

use incidents::model::incident::{Incident, Section};
use incidents::operations::similar::Past;

use crate::reply::Message;
use crate::tongues::word;
use crate::{suggest, words};

/// How much of one text is shown: three incidents with four lines each fit a message.
const GIST: usize = 150;

/// The list, the closest first.
#[must_use]
pub fn message(past: &[Past]) -> Message {
    let mut text = say!("🧭 **This has happened before, or something like it:**");
    for one in past {
        text.push('\n');
        text.push_str(&told(one));
    }
    Message::public(text)
}

fn told(past: &Past) -> String {
    let incident = &past.incident;
    let mut text = format!("**{}**, {}", suggest::title(incident), words::ago(incident.started_at()));
    if let Some(channel) = incident.channel {
        text.push_str(&format!(", <#{channel}>"));
    }
    text.push_str(&written(incident, Section::Cause, word("Cause")));
    if !past.ruled_out.is_empty() {
        text.push_str(&line(word("Ruled out"), &past.ruled_out.join("; ")));
    }
    text.push_str(&written(incident, Section::Resolution, word("What fixed it")));
    text
}

fn written(incident: &Incident, section: Section, label: &str) -> String {
    incident.sections.get(section).map(|text| line(label, text)).unwrap_or_default()
}

fn line(label: &str, text: &str) -> String {
    format!("\n- {label}: {}", words::fit(&words::line(text), GIST))
}
