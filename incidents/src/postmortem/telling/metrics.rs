//! How long it took, each number with the two events it was taken from.

use chrono::TimeDelta;

use super::{ListKind, Span, Teller, Writer};
use crate::model::metrics::{Metric, Reading, Unmeasured, read, span};
use crate::model::milestones::Milestone;

/// Always told; the others only where they are known.
const CORE: [Metric; 4] =
    [Metric::TimeToDetect, Metric::TimeToAcknowledge, Metric::TimeToMitigate, Metric::TimeToResolve];

const FURTHER: [Metric; 2] = [Metric::TimeToIdentify, Metric::TimeToEscalate];

pub(super) fn tell(teller: &Teller<'_>, to: &mut impl Writer) {
    let milestones = &teller.facts.milestones;
    let core = CORE.map(|metric| (metric, read(metric, milestones)));
    let known: Vec<Reading> =
        FURTHER.into_iter().filter_map(|metric| read(metric, milestones).ok()).collect();
    if !teller.is_draft() && known.is_empty() && core.iter().all(|(_, reading)| reading.is_err()) {
        return;
    }
    to.heading(2, &[Span::Word("Metrics")]);
    to.open_list(ListKind::Bullets);
    for (metric, reading) in core {
        match reading {
            Ok(reading) => tell_reading(reading, teller, to),
            Err(why) if teller.is_draft() => tell_unmeasured(metric, why, to),
            Err(_) => {}
        }
    }
    for reading in known {
        tell_reading(reading, teller, to);
    }
    to.close_list();
}

fn tell_reading(reading: Reading, teller: &Teller<'_>, to: &mut impl Writer) {
    let label = format!("{}:", reading.metric.words());
    let length = span::with_minutes(reading.shown());
    let from = end(reading.from, teller);
    let until = end(reading.to, teller);
    let early = if reading.raw < TimeDelta::zero() {
        format!("; noticed {} before the impact", span::in_words(reading.raw))
    } else {
        String::new()
    };
    to.item(&[
        Span::Strong(&label),
        Span::Word(" "),
        Span::Word(&length),
        Span::Word(", from "),
        Span::Said(&from),
        Span::Word(" to "),
        Span::Said(&until),
        Span::Word(&early),
    ]);
}

fn tell_unmeasured(metric: Metric, why: Unmeasured, to: &mut impl Writer) {
    let label = format!("{}:", metric.words());
    to.item(&[Span::Strong(&label), Span::Word(" "), Span::Aside(&format!("not known; {why}"))]);
}

/// `detected (2:13 PM EST: The monitoring system detected …)`.
fn end(milestone: Milestone, teller: &Teller<'_>) -> String {
    let Some(mark) = teller.facts.milestones.get(milestone) else { return milestone.words().to_owned() };
    let event = in_short(&mark.event);
    let colon = if event.is_empty() { "" } else { ": " };
    format!("{} ({}{colon}{event})", milestone.words(), teller.when(mark.at))
}

/// The beginning of an event: enough to recognise it by.
fn in_short(event: &str) -> String {
    const ENOUGH: usize = 80;
    let line = event.trim().lines().next().unwrap_or_default();
    match line.char_indices().nth(ENOUGH) {
        None => line.to_owned(),
        Some((cut, _)) => {
            let cut = line[..cut].rfind(' ').unwrap_or(cut);
            format!("{}…", line[..cut].trim_end_matches([',', '.', ' ']))
        }
    }
}
