//! The postmortem as people meet it on Discord: the gist as a message, the whole of it as a file.

use incidents::ids::GuildId;
use incidents::model::incident::{Incident, State};
use incidents::model::metrics::{Metric, read};
use incidents::model::milestones::Milestone;
use incidents::operations::postmortem::templates::source_of;
use incidents::postmortem::templates::{Tone, render};
use incidents::postmortem::{Facts, Sink, facts, facts_of, markdown};
use incidents::{Result, View, store};

use crate::postmortem::{Files, check, of_document, publish};
use crate::reply::{Look, Message, Widget};
use crate::tongues::word;
use crate::{handles, suggest, words};

/// How much of one text the message carries; all of them together leave room for the rest.
const GIST: usize = 320;
/// The same where the message also says what changed.
const SHORT_GIST: usize = 180;
/// How many changes are told, and how much of each.
const CHANGES: usize = 6;
const CHANGE: usize = 110;

/// Where the document is posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the incident's own channel, where people work on it.
    Incident,
    /// Where the server collects them.
    Collection,
}

/// The postmortem as it stands now.
pub fn posted(view: &mut View<'_>, incident: &Incident, place: Place) -> Result<Message> {
    let facts = facts_of(view, incident)?;
    let template = store::guilds::settings(view, incident.guild)?.template;
    let worded = worded(view, incident.guild, &facts, template.as_deref())?;
    let latest = store::editions::newest(view, incident.id, 1)?;
    let changes = latest.into_iter().next().map(|(_, _, _, changes)| changes).unwrap_or_default();
    let mut text = say!("📄 **Postmortem · {title}**", title = suggest::title(incident));
    let whole = incident.merged_into.map(|whole| store::incidents::look(view, whole)).transpose()?;
    let mut lines = vec![standing(incident, whole.as_ref(), &facts)];
    lines.extend(gist(&facts, if changes.is_empty() { GIST } else { SHORT_GIST }));
    lines.extend(changed(&facts, &changes));
    lines.extend(worded.problem);
    let Files { files, remark } = of_document(&facts, worded.markdown, view.typefaces());
    lines.extend(remark);
    for line in lines {
        text.push('\n');
        text.push_str(&line);
    }
    let mut message = Message { files, ..Message::public(text) };
    if place == Place::Incident && incident.state == State::Resolved {
        message.rows.push(buttons(incident, &facts));
    }
    Ok(message)
}

/// A document in words.
pub struct Worded {
    /// The document.
    pub markdown: String,
    /// Why the template that was asked for was not used.
    pub problem: Option<String>,
}

/// The document in Markdown, by a template where one is named. A template that fails on this incident is passed over.
pub fn worded(view: &mut View<'_>, guild: GuildId, facts: &Facts, template: Option<&str>) -> Result<Worded> {
    let standard = || markdown(facts, Sink::File);
    let Some(name) = template else { return Ok(Worded { markdown: standard(), problem: None }) };
    let rendered = match source_of(view, guild, name)? {
        Some(source) => render(&source, facts, Tone::Plain, Sink::File).map_err(|why| why.to_string()),
        None => Err(say!("it is gone")),
    };
    Ok(match rendered {
        Ok(markdown) => Worded { markdown, problem: None },
        Err(why) => {
            let why = words::fit(&words::line(&why), 150);
            let problem = say!(
                "-# ⚠️ The template `{name}` failed, so this is the standard document: {why}",
                name,
                why
            );
            Worded { markdown: standard(), problem: Some(problem) }
        }
    })
}

/// How far the document has come, and whether the incident is still what it tells of.
fn standing(incident: &Incident, whole: Option<&Incident>, facts: &Facts) -> String {
    let mut line = match incident.state {
        State::Open => {
            say!(
                "🔴 **The incident was reopened.** This is how it stood; it is brought up to date at its end."
            )
        }
        State::Cancelled => say!("🚫 **It was a false alarm after all.** This no longer holds."),
        State::Merged => {
            let whole = whole.map_or_else(|| say!("another incident"), |whole| whole.number.to_string());
            say!("🔀 **It was merged into {whole}**, whose postmortem tells the whole.", whole)
        }
        State::Resolved => match facts.state {
            facts::State::Draft => say!("✏️ Draft"),
            facts::State::InReview => say!("👀 In review"),
            facts::State::Published => say!("✅ Published"),
        },
    };
    if facts.version > 1 {
        line.push_str(&say!(" · edition {version}", version = facts.version));
    }
    line
}

fn buttons(incident: &Incident, facts: &Facts) -> Vec<Widget> {
    let id = |name| handles::id(name, &[&incident.number.0]);
    let mut row = vec![Widget::button(&say!("What is missing?"), id(check::BUTTON), Look::Plain)];
    if facts.state != facts::State::Published {
        row.push(Widget::button(&say!("Publish"), id(publish::BUTTON), Look::Good));
    }
    row
}

/// What the document says in short.
pub fn gist(facts: &Facts, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = duration(facts).into_iter().collect();
    let affected = facts.affected.as_ref().map_or("", |affected| &affected.text);
    let texts = &facts.texts;
    for (label, text) in [
        (word("Summary"), texts.summary.as_str()),
        (word("Impact"), &texts.impact),
        (word("Affected"), affected),
        (word("Root cause"), &texts.cause),
        (word("Resolution"), &texts.resolution),
    ] {
        if !text.trim().is_empty() {
            lines.push(format!("**{label}:** {}", words::fit(&words::line(text), most)));
        }
    }
    lines.extend(metrics(facts));
    lines
}

/// What the latest edition says otherwise than the one before.
fn changed(facts: &Facts, changes: &[String]) -> Vec<String> {
    if changes.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![say!("**What changed in edition {version}:**", version = facts.version)];
    let shown = changes.iter().take(CHANGES);
    lines.extend(shown.map(|change| format!("- {}", words::fit(&words::line(change), CHANGE))));
    if changes.len() > CHANGES {
        lines.push(say!("-# and {more} more", more = changes.len() - CHANGES));
    }
    lines
}

fn duration(facts: &Facts) -> Option<String> {
    let start = facts.milestones.at(Milestone::ImpactStarted)?;
    let end = facts.milestones.at(Milestone::Resolved)?;
    let minutes = (end - start).num_minutes().abs();
    let length = match minutes {
        ..60 => words::lasting(end - start),
        _ => say!("{length} ({minutes} minutes)", minutes, length = words::lasting(end - start)),
    };
    Some(say!(
        "**Duration:** {length}, {start} to {end}",
        length,
        start = words::instant(start),
        end = words::instant(end)
    ))
}

/// What could be measured, on one small line.
fn metrics(facts: &Facts) -> Option<String> {
    let core =
        [Metric::TimeToDetect, Metric::TimeToAcknowledge, Metric::TimeToMitigate, Metric::TimeToResolve];
    let known = core.into_iter().filter_map(|metric| read(metric, &facts.milestones).ok());
    let known: Vec<_> = known
        .map(|reading| format!("{}: {}", word(reading.metric.words()), words::lasting(reading.shown())))
        .collect();
    (!known.is_empty()).then(|| format!("-# {}", known.join(" · ")))
}
