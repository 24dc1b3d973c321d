//! What the standard document says, in which order and in which words: told once, to whoever writes it down.
//!
//! Markdown, HTML and the block model all listen to this one telling, so they cannot disagree.

mod measures;
mod metrics;
mod prose;
mod summary;
mod timeline;

use chrono::NaiveDate;

pub(super) use measures::groups;
pub(super) use summary::share;

use super::facts::{Facts, File, State};
use super::stamp::Stamp;
use crate::model::milestones::Milestone;

/// A piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span<'a> {
    /// Typed by somebody: may hold anything.
    Said(&'a str),
    /// Ours: holds no markup.
    Word(&'a str),
    /// Ours, in bold.
    Strong(&'a str),
    /// Ours, in italics.
    Aside(&'a str),
    /// A new line within the same block.
    Break,
}

/// Whether the items of a list are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListKind {
    Bullets,
    Numbers,
}

/// A column of a table.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub head: &'static str,
    /// How wide it is, in hundredths of the table.
    pub share: u8,
}

/// A table, for writers with room for one; for all others it is a list.
pub(super) struct Table {
    columns: &'static [Column],
    or: ListKind,
}

impl Table {
    /// Its columns, from left to right.
    pub(super) fn columns(&self) -> &'static [Column] {
        self.columns
    }
}

/// One thing with its properties.
pub(super) struct Row<'a> {
    /// As a row of a table: a cell for each column.
    pub(super) cells: &'a [&'a [Span<'a>]],
    /// As an item of a list.
    pub(super) item: &'a [Span<'a>],
}

/// Writes a document down as it is told.
pub(super) trait Writer {
    /// A heading; 1 is the title.
    fn heading(&mut self, level: u8, spans: &[Span<'_>]);
    /// A paragraph.
    fn paragraph(&mut self, spans: &[Span<'_>]);
    /// Items follow.
    fn open_list(&mut self, kind: ListKind);
    /// One item of the open list.
    fn item(&mut self, spans: &[Span<'_>]);
    /// The list is complete.
    fn close_list(&mut self);
    /// Rows follow.
    fn open_table(&mut self, table: &Table) {
        self.open_list(table.or);
    }
    /// One row of the open table.
    fn row(&mut self, row: &Row<'_>) {
        self.item(row.item);
    }
    /// The table is complete.
    fn close_table(&mut self) {
        self.close_list();
    }
    /// A picture, which belongs to the last item where a list is open.
    fn picture(&mut self, file: &File);
    /// Where the chart stands, in formats that draw one.
    fn chart(&mut self) {}
}

/// Tells one longer text by itself.
pub(super) fn prose(text: &str, to: &mut impl Writer) {
    prose::tell(None, text, to);
}

/// What every part of the telling needs.
struct Teller<'a> {
    facts: &'a Facts,
    stamp: Stamp<'a>,
    /// The day on which times need no date.
    day: Option<NaiveDate>,
}

impl<'a> Teller<'a> {
    fn new(facts: &'a Facts) -> Self {
        let stamp = facts.stamp();
        let start =
            facts.milestones.at(Milestone::ImpactStarted).or(facts.milestones.at(Milestone::Declared));
        let start = start.or_else(|| facts.entries.first().map(|entry| entry.at));
        Self { facts, stamp, day: start.map(|at| stamp.day(at)) }
    }

    /// Whether what is missing is marked rather than left out.
    fn is_draft(&self) -> bool {
        self.facts.state != State::Published
    }

    /// An instant, with its date where that is not the day it began.
    fn when(&self, at: chrono::DateTime<chrono::Utc>) -> String {
        let mut out = String::new();
        self.stamp.push_on_other_day(&mut out, at, self.day);
        out
    }
}

/// Tells the whole document.
pub(super) fn tell(facts: &Facts, to: &mut impl Writer) {
    let teller = Teller::new(facts);
    summary::tell(&teller, to);
    timeline::tell(&teller, to);
    tell_cause(&teller, to);
    measures::tell(&teller, to);
    metrics::tell(&teller, to);
    let texts = &facts.texts;
    for (heading, text) in [("Lessons", &texts.lessons), ("Conclusion", &texts.conclusion)] {
        if !text.trim().is_empty() {
            to.heading(2, &[Span::Word(heading)]);
            prose::tell(None, text, to);
        }
    }
    for further in &facts.further {
        to.heading(2, &[Span::Said(&further.heading)]);
        prose::tell(None, &further.text, to);
    }
}

fn tell_cause(teller: &Teller<'_>, to: &mut impl Writer) {
    let texts = &teller.facts.texts;
    let cause = if texts.cause.trim().is_empty() { &texts.cause_in_short } else { &texts.cause };
    let mut dead_ends = teller.facts.dead_ends().peekable();
    let nothing = cause.trim().is_empty() && texts.resolution.trim().is_empty() && dead_ends.peek().is_none();
    if nothing && !teller.is_draft() {
        return;
    }
    to.heading(2, &[Span::Word("Root Cause and Resolution")]);
    for (label, text) in [("Root cause:", cause), ("Resolution:", &texts.resolution)] {
        if !text.trim().is_empty() {
            prose::tell(Some(label), text, to);
        } else if teller.is_draft() {
            to.paragraph(&[Span::Strong(label), Span::Word(" "), STILL_TO_BE_WRITTEN]);
        }
    }
    if dead_ends.peek().is_some() {
        to.paragraph(&[Span::Strong("Dead ends:")]);
        to.open_list(ListKind::Bullets);
        for entry in dead_ends {
            to.item(&[Span::Said(&entry.text)]);
        }
        to.close_list();
    }
}

/// Stands in a draft where a part is missing.
const STILL_TO_BE_WRITTEN: Span<'static> = Span::Aside("still to be written");
