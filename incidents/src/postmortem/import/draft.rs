//! A document in words, put together into facts part by part.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::calendar::Calendar;
use super::parts::{self, Line, Mark, Part};
use super::timeline::{self, Timeline};
use super::topic::Topic;
use super::{Hints, Past, Unimportable, inline, measures, summary};
use crate::ids::Number;
use crate::model::entry::EntryKind;
use crate::model::milestones::{Happening, Mark as Moment, Milestone, What, implied};
use crate::postmortem::facts::{Facts, Further, Severity, State};

/// What a draft of ours says where something is missing.
const MISSING: &str = "still to be written";

/// Reads a document in Markdown or plain text.
pub(super) fn read(text: &str, hints: &Hints) -> Result<Past, Unimportable> {
    let parts = parts::split(text, is_markdown(text, &hints.name));
    let mut notes = Vec::new();
    let calendar = Calendar::of(&parts, hints, &mut notes)?;
    let severity = Severity { label: String::new(), rank: 0 };
    let mut facts = Facts::new(Number(0), "", severity);
    facts.state = State::Published;
    facts.zone = calendar.zone;
    facts.zone_chosen = calendar.zone_is_named;
    let timeline = Timeline::near(&calendar, calendar.day);
    let mut draft = Draft { facts, notes, calendar: &calendar, timeline, aside: Vec::new() };
    // Instants first: the times of the timeline are near to the beginning.
    for part in
        parts.iter().filter(|part| matches!(part.topic, Topic::Duration | Topic::Moment(_) | Topic::Summary))
    {
        draft.place_in_time(part);
    }
    draft.timeline.begin(draft.facts.milestones.at(Milestone::ImpactStarted));
    for part in &parts {
        draft.take(part);
    }
    Ok(draft.finish(hints))
}

/// By its name, else by its headings.
fn is_markdown(text: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let marked = |line: &str| line.starts_with("# ") || line.starts_with("## ");
    name.ends_with(".md")
        || name.ends_with(".markdown")
        || (!name.ends_with(".txt") && text.lines().any(marked))
}

struct Draft<'c> {
    facts: Facts,
    notes: Vec<String>,
    calendar: &'c Calendar,
    timeline: Timeline<'c>,
    /// What was not understood, under its heading.
    aside: Vec<Further>,
}

impl Draft<'_> {
    fn place_in_time(&mut self, part: &Part) {
        let text = prose(&part.lines);
        if let Topic::Moment(milestone) = part.topic {
            let (start, _) = summary::ends(&text, self.calendar);
            return self.mark(milestone, start);
        }
        let known = self.facts.milestones.at(Milestone::ImpactStarted).is_some();
        if part.topic == Topic::Duration || !known {
            let (start, end) = summary::ends(&text, self.calendar);
            self.mark(Milestone::ImpactStarted, start);
            self.mark(Milestone::Resolved, end);
        }
    }

    fn mark(&mut self, milestone: Milestone, at: Option<DateTime<Utc>>) {
        if let Some(at) = at {
            self.facts.milestones.set(milestone, Moment::at(at));
        }
    }

    fn take(&mut self, part: &Part) {
        let text = prose(&part.lines);
        if text.is_empty() {
            return;
        }
        match part.topic {
            Topic::Timeline => part.lines.iter().for_each(|line| self.timeline.take(line)),
            Topic::Actions => {
                let (actions, beside) = measures::read(part, self.calendar);
                self.facts.actions.extend(actions);
                self.keep(&part.heading, &beside.join("\n"));
            }
            Topic::Head | Topic::Other => self.head_or_other(part),
            Topic::Metrics | Topic::DeadEnds => self.derived(part),
            _ => self.text(part, &text),
        }
    }

    /// Texts and short facts.
    fn text(&mut self, part: &Part, text: &str) {
        let texts = &mut self.facts.texts;
        match part.topic {
            Topic::Title if self.facts.title.is_empty() => self.facts.title = one_line(text),
            Topic::Severity => self.facts.severity.label = text.to_owned(),
            Topic::Summary => self.summary(part),
            Topic::Impact => append(&mut texts.impact, text),
            Topic::Affected => self.facts.affected = Some(crate::postmortem::facts_of::affected(text)),
            Topic::Detection => append(&mut texts.detection, text),
            Topic::Cause if matches!(part.within, Topic::Summary | Topic::Head) => {
                append(&mut texts.cause_in_short, text);
            }
            Topic::Cause | Topic::CauseAndResolution => append(&mut texts.cause, text),
            Topic::Resolution => append(&mut texts.resolution, text),
            Topic::Lessons => append(&mut texts.lessons, &under(&part.heading, "lessons", text)),
            Topic::Conclusion => append(&mut texts.conclusion, text),
            Topic::People => match summary::people(text) {
                Some(people) => self.facts.people.extend(people),
                None => self.keep(&part.heading, text),
            },
            Topic::Duration if summary::ends(text, self.calendar).1.is_some() => {}
            Topic::Moment(_) if summary::ends(text, self.calendar).0.is_some() => {}
            Topic::Date if self.is_only_a_day(text) => {}
            _ => self.keep(&part.heading, text),
        }
    }

    fn is_only_a_day(&self, text: &str) -> bool {
        let mention = super::mention::leading(text, self.calendar.order);
        mention.is_some_and(|mention| mention.at.end >= text.trim_end_matches('.').len())
    }

    /// A summary, without the lines about severity and pages that our own documents have in it.
    fn summary(&mut self, part: &Part) {
        let is_ours = |line: &&Line| {
            line.mark == Mark::Item
                && ["Severity raised", "Severity lowered", "Paged:"]
                    .iter()
                    .any(|start| line.text.starts_with(start))
        };
        let (ours, rest): (Vec<&Line>, Vec<&Line>) = part.lines.iter().partition(is_ours);
        append(&mut self.facts.texts.summary, &prose(rest));
        self.keep(&part.heading, &prose(ours));
    }

    /// What stands before the first heading, or under one that says nothing to us: a timeline, if its lines are one.
    fn head_or_other(&mut self, part: &Part) {
        let calendar = self.calendar;
        let (entries, rest): (Vec<&Line>, Vec<&Line>) =
            part.lines.iter().partition(|line| timeline::is_entry(&line.text, calendar));
        if entries.len() >= 3 {
            part.lines.iter().for_each(|line| self.timeline.take(line));
            return;
        }
        let rest: Vec<&Line> =
            rest.into_iter().chain(entries).filter(|line| !self.standing(&line.text)).collect();
        let untitled = self.facts.title.is_empty() && part.topic == Topic::Head;
        let short = |line: &&&Line| {
            !line.text.is_empty() && line.text.chars().count() <= 100 && line.mark == Mark::None
        };
        let title = rest
            .first()
            .filter(|line| untitled && short(line) && !line.text.contains(':') && !line.text.ends_with('.'));
        let skip = usize::from(title.is_some());
        if let Some(title) = title {
            self.facts.title.clone_from(&title.text);
        }
        let heading = if part.topic == Topic::Head { "From the head of the document" } else { &part.heading };
        self.keep(heading, &prose(rest.into_iter().skip(skip)));
    }

    /// `INC-7 · Published · severity SEV1`, as our own documents begin.
    fn standing(&mut self, line: &str) -> bool {
        if !line.starts_with("INC-") {
            return false;
        }
        for part in line.split(" · ") {
            match part {
                "Draft" => self.facts.state = State::Draft,
                "In review" => self.facts.state = State::InReview,
                "DRILL" => self.facts.drill = true,
                "private" => self.facts.private = true,
                other => {
                    if let Some(label) = other.strip_prefix("severity ") {
                        label.clone_into(&mut self.facts.severity.label);
                    }
                }
            }
        }
        true
    }

    /// Parts that follow from others, and are kept only where they say something else.
    fn derived(&mut self, part: &Part) {
        let known: HashSet<&str> = self.timeline.entries.iter().map(|entry| entry.text.as_str()).collect();
        let ours = |line: &Line| match part.topic {
            Topic::DeadEnds => known.contains(line.text.as_str()),
            _ => line.text.contains(", from ") || line.text.contains("not known;"),
        };
        let rest: Vec<&Line> =
            part.lines.iter().filter(|line| !line.text.is_empty() && !ours(line)).collect();
        if part.topic == Topic::DeadEnds {
            let dead: HashSet<&str> = part.lines.iter().map(|line| line.text.as_str()).collect();
            for entry in self.timeline.entries.iter_mut().filter(|entry| dead.contains(entry.text.as_str())) {
                entry.kind = EntryKind::RuledOut;
            }
        } else if rest.len() < part.lines.len() {
            self.notes.push("metrics are taken anew from the times".to_owned());
        }
        let rest = prose(rest);
        self.keep(&part.heading, &rest);
    }

    fn keep(&mut self, heading: &str, text: &str) {
        if !text.trim().is_empty() {
            let heading = if heading.trim().is_empty() { "Further" } else { heading.trim() };
            self.aside.push(Further { heading: heading.to_owned(), text: text.trim().to_owned() });
        }
    }

    fn finish(mut self, hints: &Hints) -> Past {
        let beside = std::mem::take(&mut self.timeline.beside).join("\n");
        self.keep("Timeline", &beside);
        self.notes.append(&mut self.timeline.notes);
        let facts = &mut self.facts;
        facts.entries = std::mem::take(&mut self.timeline.entries);
        facts.entries.sort_by_key(|entry| entry.at);
        title(facts, hints, &mut self.notes);
        from_summary(facts);
        moments(facts, &mut self.notes);
        for further in &self.aside {
            self.notes.push(format!("kept as text only: {}", further.heading));
        }
        facts.further = self.aside;
        Past { facts: self.facts, notes: self.notes }
    }
}

/// Names that say only what kind of document it is.
const NO_TITLES: [&str; 5] =
    ["postmortem", "post-mortem", "incident report", "incident postmortem", "incident"];

fn title(facts: &mut Facts, hints: &Hints, notes: &mut Vec<String>) {
    let lower = facts.title.to_lowercase();
    if let Some((kind, rest)) = facts.title.split_once(": ")
        && NO_TITLES.contains(&kind.to_lowercase().as_str())
    {
        facts.title = rest.to_owned();
    } else if facts.title.is_empty() || NO_TITLES.contains(&lower.as_str()) {
        let stem = hints.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem).replace(['-', '_'], " ");
        let mut letters = stem.trim().chars();
        facts.title =
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
        notes.push(format!("the document has no title: it is called \"{}\", after its file", facts.title));
    }
}

/// What a summary in prose says that has no place of its own.
fn from_summary(facts: &mut Facts) {
    let texts = &mut facts.texts;
    if facts.affected.is_none() {
        facts.affected = summary::share(&texts.impact).or_else(|| summary::share(&texts.summary));
    }
    if texts.impact.is_empty()
        && let Some(impact) = summary::impact(&texts.summary)
    {
        texts.impact = impact.to_owned();
    }
    if texts.cause_in_short.is_empty()
        && let Some(cause) = summary::cause(&texts.summary)
    {
        texts.cause_in_short = cause.to_owned();
    }
    if texts.cause.trim().is_empty() {
        texts.cause = std::mem::take(&mut texts.cause_in_short);
    }
    // Our own documents repeat the first sentence of the cause.
    if texts.cause.starts_with(texts.cause_in_short.trim()) {
        texts.cause_in_short.clear();
    }
}

/// Beginning and end where the document does not give them, and what its timeline implies.
fn moments(facts: &mut Facts, notes: &mut Vec<String>) {
    if facts.milestones.at(Milestone::ImpactStarted).is_none()
        && let Some(first) = facts.entries.first()
    {
        notes.push("it does not say when it started: the first entry counts".to_owned());
        facts.milestones.set(Milestone::ImpactStarted, Moment::at(first.at));
    }
    if facts.milestones.at(Milestone::Resolved).is_none()
        && let Some(last) = facts.entries.iter().rfind(|entry| entry.kind == EntryKind::Recovery)
    {
        notes.push("it does not say when it was over: the last recovery counts".to_owned());
        facts.milestones.set(Milestone::Resolved, Moment::at(last.at));
    }
    let happened = facts.entries.iter().map(|entry| Happening {
        at: entry.at,
        what: What::Entry(entry.kind),
        text: &entry.text,
        entry: Some(entry.id),
    });
    facts.milestones = facts.milestones.clone().or(implied(happened));
}

fn one_line(text: &str) -> String {
    inline::words(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with its heading, where that says more than the part it belongs to.
fn under(heading: &str, usual: &str, text: &str) -> String {
    if heading.is_empty() || heading.to_lowercase().starts_with(usual) {
        text.to_owned()
    } else {
        format!("{heading}:\n{text}")
    }
}

fn append(to: &mut String, text: &str) {
    if !text.is_empty() {
        if !to.is_empty() {
            to.push_str("\n\n");
        }
        to.push_str(text);
    }
}

/// Lines as a text: lists stay lists, and one blank line parts paragraphs.
fn prose<'l>(lines: impl IntoIterator<Item = &'l Line>) -> String {
    let mut out = String::new();
    for line in lines {
        let text = &line.text;
        let text = match line.mark {
            _ if text == MISSING || text.is_empty() => String::new(),
            Mark::Item | Mark::Done => format!("- {text}"),
            Mark::Number(number) => format!("{number}. {text}"),
            Mark::Heading => format!("{}:", text.trim_end_matches(':')),
            Mark::Row => text.replace('\t', " | "),
            Mark::None => text.clone(),
        };
        if !text.is_empty() || !out.ends_with("\n\n") {
            out.push_str(&text);
            out.push('\n');
        }
    }
    out.trim().to_owned()
}
