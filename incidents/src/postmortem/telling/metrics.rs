//! How long it took, each number with the two events it was taken from.

use chrono::TimeDelta;

use super::{Column, ListKind, Row, Span, Table, Teller, Writer};
use crate::model::metrics::{Metric, Reading, Unmeasured, read, span};
use crate::model::milestones::Milestone;

const TABLE: Table = Table {
    columns: &[
        Column { head: "Metric", share: 22 },
        Column { head: "Length", share: 22 },
        Column { head: "From", share: 28 },
        Column { head: "To", share: 28 },
    ],
    or: ListKind::Bullets,
};

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
    to.open_table(&TABLE);
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
    to.close_table();
}

fn tell_reading(reading: Reading, teller: &Teller<'_>, to: &mut impl Writer) {
    let label = format!("{}:", reading.metric.words());
    let length = span::with_minutes(reading.shown());
    let from = end(reading.from, teller);
    let until = end(reading.to, teller);
    let early = format!("noticed {} before the impact", span::in_words(reading.raw));
    let mut cell = vec![Span::Word(&length)];
    let mut item = vec![Span::Strong(&label), Span::Word(" "), Span::Word(&length)];
    item.extend([Span::Word(", from "), Span::Said(&from), Span::Word(" to "), Span::Said(&until)]);
    if reading.raw < TimeDelta::zero() {
        cell.extend([Span::Break, Span::Aside(&early)]);
        item.extend([Span::Word("; "), Span::Word(&early)]);
    }
    let name = [Span::Strong(reading.metric.words())];
    to.row(&Row { cells: &[&name, &cell, &[Span::Said(&from)], &[Span::Said(&until)]], item: &item });
}

fn tell_unmeasured(metric: Metric, why: Unmeasured, to: &mut impl Writer) {
    let label = format!("{}:", metric.words());
    let unknown = format!("not known; {why}");
    to.row(&Row {
        cells: &[&[Span::Strong(metric.words())], &[Span::Aside(&unknown)], &[], &[]],
        item: &[Span::Strong(&label), Span::Word(" "), Span::Aside(&unknown)],
    });
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
