//! A document cut into its parts: by Markdown's headings, by lines that are headings in all but marks, and by labels.

use super::inline;
use super::mention;
use super::topic::{self, Topic};
use crate::model::moment::Order;

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// What it is about.
    pub topic: Topic,
    /// The part it stands within, where it is only labelled.
    pub within: Topic,
    /// Its heading as written.
    pub heading: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line of a part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Its words, without the marks of its block.
    pub text: String,
    /// What kind of block it begins.
    pub mark: Mark,
}

/// What stands before the words of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    /// A bullet: an item of a list.
    Item,
    /// A number: an item of a list that counts.
    Number(u32),
    /// A box that is ticked.
    Done,
    /// A heading below the part's own.
    Heading,
    /// A row of a table, its cells parted by tabs.
    Row,
}

/// Cuts a document into parts. Every line of it is in one of them.
pub(super) fn split(text: &str, is_markdown: bool) -> Vec<Part> {
    let mut splitter =
        Splitter { parts: vec![Part::new(Topic::Head, "")], level: 0, is_markdown, fenced: false };
    let lines: Vec<&str> = text.lines().collect();
    for (nth, line) in lines.iter().enumerate() {
        if is_underline(line) && nth > 0 && splitter.is_markdown && !lines[nth - 1].trim().is_empty() {
            splitter.raise_last(if line.starts_with('=') { 1 } else { 2 });
        } else {
            splitter.take(line);
        }
    }
    splitter
        .parts
        .retain(|part| part.topic != Topic::Head || part.lines.iter().any(|line| !line.text.is_empty()));
    splitter.parts
}

impl Part {
    fn new(topic: Topic, heading: &str) -> Self {
        Self {
            topic,
            within: topic,
            heading: heading.trim().trim_end_matches(':').to_owned(),
            lines: Vec::new(),
        }
    }
}

fn is_underline(line: &str) -> bool {
    let line = line.trim_end();
    line.len() >= 3 && (line.bytes().all(|byte| byte == b'=') || line.bytes().all(|byte| byte == b'-'))
}

struct Splitter {
    parts: Vec<Part>,
    /// How deep the last heading stood.
    level: usize,
    is_markdown: bool,
    fenced: bool,
}

impl Splitter {
    fn last(&mut self) -> &mut Part {
        self.parts.last_mut().expect("the head is always there")
    }

    fn words(&self, text: &str) -> String {
        if self.is_markdown && !self.fenced { inline::words(text.trim()) } else { text.trim().to_owned() }
    }

    fn take(&mut self, raw: &str) {
        let fence = raw.trim_start().starts_with("```");
        if fence && self.is_markdown {
            self.fenced = !self.fenced;
        }
        if fence || self.fenced {
            return self.push(raw.trim_end().to_owned(), Mark::None);
        }
        if self.is_markdown
            && let Some((level, text)) = marked_heading(raw)
        {
            let text = self.words(text);
            return self.heading(level, &text);
        }
        let (mark, rest) = block(raw, self.is_markdown);
        let strong = self.is_markdown && mark == Mark::None && is_strong(rest);
        let text = self.words(rest);
        if mark == Mark::Row {
            return self.row(rest);
        }
        if mark == Mark::None && self.is_heading(&text, strong) {
            return self.heading(if self.is_markdown { 7 } else { 1 }, &text);
        }
        if text.to_lowercase().starts_with("in conclusion,") && self.last().within != Topic::Conclusion {
            self.parts.push(Part::new(Topic::Conclusion, "Conclusion"));
        }
        if self.takes_labels() && self.label(&text) {
            return;
        }
        self.push(text, mark);
    }

    /// Whether a line without marks is a heading all the same.
    fn is_heading(&mut self, text: &str, strong: bool) -> bool {
        let here = self.last().topic;
        if here == Topic::Timeline && mention::leading(text, Order::default()).is_some() {
            return false;
        }
        match topic::of_bare_line(text) {
            None if self.takes_labels() && topic::of_label(text).is_some() => false,
            None => {
                strong
                    && text.chars().count() <= 70
                    && topic::heads_a_list(&format!("{}:", text.trim_end_matches(':')))
            }
            // A label with its text on the next line, within a part that takes labels.
            Some(_) if self.takes_labels() && topic::of_label(text).is_some() => false,
            Some(Topic::Impact | Topic::Detection | Topic::Resolution | Topic::Cause) => {
                strong || text.ends_with(':') || here != Topic::Lessons
            }
            // Between actions, only what is marked as one is a heading.
            Some(_) if here == Topic::Actions => {
                strong || text.ends_with(':') || !text.trim().contains(' ') || self.list_is_over()
            }
            Some(_) => true,
        }
    }

    /// Whether the part is a list of marked items with an empty line behind it: a line without a mark is none of them.
    fn list_is_over(&mut self) -> bool {
        let lines = &self.last().lines;
        let marked = |line: &Line| matches!(line.mark, Mark::Item | Mark::Number(_) | Mark::Done);
        lines.last().is_some_and(|line| line.text.is_empty()) && lines.iter().any(marked)
    }

    fn takes_labels(&mut self) -> bool {
        let within = self.last().within;
        matches!(
            within,
            Topic::Head
                | Topic::Summary
                | Topic::Impact
                | Topic::Cause
                | Topic::Resolution
                | Topic::CauseAndResolution
        )
    }

    fn heading(&mut self, level: usize, text: &str) {
        let topic = topic::of_heading(text);
        let within = self.last().within;
        let deeper = level > self.level && self.level > 0;
        let keeps = match within {
            Topic::Timeline => deeper && (level < 7 || topic == Topic::Other),
            Topic::Actions => deeper && matches!(topic, Topic::Actions | Topic::Other),
            Topic::Head => false,
            _ => deeper && topic == Topic::Other,
        };
        let is_list_within = within == Topic::Actions && topic == Topic::Actions && level == self.level;
        if keeps || is_list_within {
            return self.push(text.trim_end_matches(':').to_owned(), Mark::Heading);
        }
        let is_title = self.is_markdown && level == 1 && topic == Topic::Other && self.level == 0;
        self.level = if is_title { 0 } else { level };
        self.parts.push(Part::new(if is_title { Topic::Title } else { topic }, text));
        if is_title {
            self.push(text.to_owned(), Mark::None);
            self.parts.push(Part::new(Topic::Head, ""));
        }
    }

    /// Begins a part by its label, if the line has one that is known.
    fn label(&mut self, text: &str) -> bool {
        let Some((topic, rest)) = topic::of_label(text) else { return false };
        let (within, label) = (self.last().within, text.split(':').next().unwrap_or_default());
        self.parts.push(Part { within, ..Part::new(topic, label) });
        if !rest.is_empty() {
            self.push(rest.to_owned(), Mark::None);
        }
        true
    }

    fn push(&mut self, text: String, mark: Mark) {
        let last = self.last();
        let labelled = last.within != last.topic;
        let said = last.lines.iter().any(|line| !line.text.is_empty());
        let over = text.is_empty() || mark == Mark::Item || matches!(mark, Mark::Number(_));
        if labelled && said && over && last.within != Topic::CauseAndResolution {
            let (within, heading) = (last.within, self.heading_of(last_of(&self.parts).within));
            self.parts.push(Part::new(within, &heading));
        }
        self.last().lines.push(Line { text, mark });
    }

    fn heading_of(&self, topic: Topic) -> String {
        let part = self.parts.iter().rev().find(|part| part.topic == topic && part.within == topic);
        part.map_or_else(String::new, |part| part.heading.clone())
    }

    fn row(&mut self, rest: &str) {
        let cells: Vec<String> =
            rest.trim().trim_matches('|').split('|').map(|cell| self.words(cell)).collect();
        let is_rule =
            |cell: &String| !cell.is_empty() && cell.bytes().all(|byte| matches!(byte, b'-' | b':'));
        if !cells.iter().all(is_rule) {
            self.push(cells.join("\t"), Mark::Row);
        }
    }

    /// The last line turns out to be a heading: it is underlined.
    fn raise_last(&mut self, level: usize) {
        match self.last().lines.pop() {
            Some(line) if line.mark == Mark::None => self.heading(level, &line.text),
            Some(line) => self.last().lines.push(line),
            None => {}
        }
    }
}

fn last_of(parts: &[Part]) -> &Part {
    parts.last().expect("the head is always there")
}

/// `## Timeline`: how deep it stands, and its words.
fn marked_heading(raw: &str) -> Option<(usize, &str)> {
    let line = raw.trim_start();
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let text = line[level..].strip_prefix([' ', '\t'])?;
    (1..=6).contains(&level).then(|| (level, text.trim().trim_end_matches('#').trim_end()))
}

fn is_strong(text: &str) -> bool {
    let text = text.trim();
    text.len() > 4
        && text.starts_with("**")
        && text.trim_end_matches(':').ends_with("**")
        && text.matches("**").count() == 2
}

/// What a line begins with, and what stands behind that.
fn block(raw: &str, is_markdown: bool) -> (Mark, &str) {
    let line = raw.trim_start();
    let line = if is_markdown { line.strip_prefix("> ").unwrap_or(line) } else { line };
    if line.starts_with('|') && line.trim_end().ends_with('|') && line.len() > 2 {
        return (Mark::Row, line);
    }
    for bullet in ["- ", "* ", "• ", "+ ", "– "] {
        if let Some(rest) = line.strip_prefix(bullet) {
            return boxed(rest.trim_start());
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = line[digits..].strip_prefix(". ").or_else(|| line[digits..].strip_prefix(") "));
    match (behind, line[..digits].parse()) {
        (Some(rest), Ok(number)) if digits <= 4 => (Mark::Number(number), rest.trim_start()),
        _ => (Mark::None, line),
    }
}

fn boxed(rest: &str) -> (Mark, &str) {
    let ticked = rest.strip_prefix("[x] ").or_else(|| rest.strip_prefix("[X] "));
    match (ticked, rest.strip_prefix("[ ] ")) {
        (Some(text), _) => (Mark::Done, text),
        (None, Some(text)) => (Mark::Item, text),
        (None, None) => (Mark::Item, rest),
    }
}
