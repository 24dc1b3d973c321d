//! The title and the summary: how long, how bad, why, who.

use chrono::{DateTime, Utc};

use super::{ListKind, STILL_TO_BE_WRITTEN, Span, Teller, Writer, prose};
use crate::model::metrics::span;
use crate::model::milestones::Milestone;
use crate::postmortem::facts::{Affected, Page};

pub(super) fn tell(teller: &Teller<'_>, to: &mut impl Writer) {
    let facts = teller.facts;
    to.heading(1, &[Span::Said(&facts.title)]);
    to.paragraph(&[Span::Aside(&standing(teller)), Span::Said(&facts.severity.label)]);
    to.heading(2, &[Span::Word("Issue Summary")]);
    prose::tell(None, &facts.texts.summary, to);
    to.open_list(ListKind::Bullets);
    to.item(&[Span::Strong("Duration:"), Span::Word(" "), Span::Said(&duration(teller))]);
    line("Impact:", &facts.texts.impact, Missing::Marked, teller, to);
    let affected = facts.affected.as_ref().map_or_else(String::new, share);
    line("Affected:", &affected, Missing::Marked, teller, to);
    line("Root cause:", &cause(teller), Missing::Marked, teller, to);
    line("Detection:", &facts.texts.detection, Missing::LeftOut, teller, to);
    tell_severity(teller, to);
    tell_people(teller, to);
    to.close_list();
}

/// `INC-7 · Draft · edition 2 · severity `, which the severity follows.
fn standing(teller: &Teller<'_>) -> String {
    let facts = teller.facts;
    let mut out = format!("{} · {}", facts.number, facts.state.words());
    if facts.version > 1 {
        out.push_str(&format!(" · edition {}", facts.version));
    }
    if facts.drill {
        out.push_str(" · DRILL");
    }
    if facts.private {
        out.push_str(" · private");
    }
    out.push_str(" · severity ");
    out
}

#[derive(Clone, Copy, PartialEq)]
enum Missing {
    /// In a draft.
    Marked,
    LeftOut,
}

fn line(label: &str, text: &str, missing: Missing, teller: &Teller<'_>, to: &mut impl Writer) {
    if !text.trim().is_empty() {
        to.item(&[Span::Strong(label), Span::Word(" "), Span::Said(text)]);
    } else if missing == Missing::Marked && teller.is_draft() {
        to.item(&[Span::Strong(label), Span::Word(" "), STILL_TO_BE_WRITTEN]);
    }
}

fn duration(teller: &Teller<'_>) -> String {
    let milestones = &teller.facts.milestones;
    let start = milestones.at(Milestone::ImpactStarted).or(milestones.at(Milestone::Declared));
    match (start, milestones.at(Milestone::Resolved)) {
        (Some(start), Some(end)) => {
            format!("{}, {}", span::with_minutes(end - start), between(teller, start, end))
        }
        (Some(start), None) => format!("since {}, not over yet", on_day(teller, start)),
        (None, Some(end)) => format!("until {}; the start is not recorded", on_day(teller, end)),
        (None, None) => "not recorded".to_owned(),
    }
}

fn between(teller: &Teller<'_>, start: DateTime<Utc>, end: DateTime<Utc>) -> String {
    let stamp = &teller.stamp;
    if stamp.day(start) == stamp.day(end) {
        format!("from {} to {} on {}", stamp.zoned(start), stamp.zoned(end), stamp.date(start))
    } else {
        format!("from {} to {}", on_day(teller, start), on_day(teller, end))
    }
}

fn on_day(teller: &Teller<'_>, at: DateTime<Utc>) -> String {
    format!("{}, {}", teller.stamp.date(at), teller.stamp.zoned(at))
}

/// As typed; the share is put before it only where the text does not say it.
pub(in crate::postmortem) fn share(affected: &Affected) -> String {
    match affected.percent {
        Some(percent) if !affected.text.contains('%') && affected.text.trim().is_empty() => {
            format!("{percent}%")
        }
        Some(percent) if !affected.text.contains('%') => format!("{percent}% of {}", affected.text),
        _ => affected.text.clone(),
    }
}

/// The cause in one sentence.
fn cause(teller: &Teller<'_>) -> String {
    let texts = &teller.facts.texts;
    let short = if texts.cause_in_short.trim().is_empty() { &texts.cause } else { &texts.cause_in_short };
    let first_line = short.trim().lines().next().unwrap_or_default();
    let end = first_line.find(". ").map_or(first_line.len(), |at| at + 1);
    if short == &texts.cause { first_line[..end].to_owned() } else { short.clone() }
}

fn tell_severity(teller: &Teller<'_>, to: &mut impl Writer) {
    for change in &teller.facts.severity_changes {
        let verb = if change.to.rank < change.from.rank { " raised from " } else { " lowered from " };
        let when = teller.when(change.at);
        let reason = change.reason.trim();
        let colon = if reason.is_empty() { "" } else { ": " };
        to.item(&[
            Span::Strong("Severity"),
            Span::Word(verb),
            Span::Said(&change.from.label),
            Span::Word(" to "),
            Span::Said(&change.to.label),
            Span::Word(" at "),
            Span::Said(&when),
            Span::Word(colon),
            Span::Said(reason),
        ]);
    }
}

fn tell_people(teller: &Teller<'_>, to: &mut impl Writer) {
    let facts = teller.facts;
    let mut spans = vec![Span::Strong("People:")];
    for (at, person) in facts.people.iter().enumerate() {
        let gap = if at == 0 { " " } else { ", " };
        spans.extend([Span::Word(gap), Span::Said(&person.name), Span::Word(" ("), Span::Said(&person.role)]);
        spans.push(Span::Word(")"));
    }
    if !facts.people.is_empty() {
        to.item(&spans);
    }
    for page in &facts.pages {
        let sent = teller.when(page.at);
        let answer = came_of(teller, page);
        to.item(&[
            Span::Strong("Paged:"),
            Span::Word(" "),
            Span::Said(&page.who),
            Span::Word(" at "),
            Span::Said(&sent),
            Span::Word(", "),
            Span::Said(&answer),
        ]);
    }
}

/// What came of a page: escalated or not, and who took it, or that nobody did.
fn came_of(teller: &Teller<'_>, page: &Page) -> String {
    let escalated = page.escalated.map(|at| format!("escalated at {}", teller.when(at)));
    let answered = match (&page.acknowledged, page.exhausted) {
        (Some(answer), _) => format!("acknowledged by {} at {}", answer.by, teller.when(answer.at)),
        (None, Some(at)) => format!("nobody had answered by {}", teller.when(at)),
        (None, None) => "not acknowledged".to_owned(),
    };
    escalated.into_iter().chain([answered]).collect::<Vec<_>>().join(", ")
}
