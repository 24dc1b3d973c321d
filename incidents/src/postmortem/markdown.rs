//! The standard document as CommonMark, pushed byte by byte: ten thousand entries in a few milliseconds.

use super::escape::{self, Sink};
use super::facts::{Facts, File};
use super::telling::{self, ListKind, Span, Writer};

/// The document as Markdown. The same facts always give the same bytes.
#[must_use]
pub fn markdown(facts: &Facts, sink: Sink) -> String {
    let texts: usize = facts.entries.iter().map(|entry| entry.text.len() + 48).sum();
    let mut writer = Markdown { out: String::with_capacity(texts + 8_192), sink, list: None };
    telling::tell(facts, &mut writer);
    writer.out.shrink_to_fit();
    writer.out
}

struct Markdown {
    out: String,
    sink: Sink,
    /// The open list, and the number of its last item.
    list: Option<(ListKind, u32)>,
}

impl Markdown {
    /// A blank line between blocks.
    fn gap(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn push(&mut self, spans: &[Span<'_>], indent: &str) {
        for span in spans {
            match span {
                Span::Said(text) => escape::push_inline(&mut self.out, text, self.sink, indent),
                Span::Word(text) => self.out.push_str(text),
                Span::Strong(text) => self.wrapped("**", text),
                Span::Aside(text) => self.wrapped("*", text),
                Span::Break => {
                    self.out.push_str("  \n");
                    self.out.push_str(indent);
                }
            }
        }
        self.out.push('\n');
    }

    /// White space at the end stays outside, where the emphasis still closes.
    fn wrapped(&mut self, mark: &str, text: &str) {
        let inner = text.trim_end();
        for part in [mark, inner, mark, &text[inner.len()..]] {
            self.out.push_str(part);
        }
    }

    /// How far the continuation of an item is indented.
    fn indent(&self) -> &'static str {
        match self.list {
            None => "",
            Some((ListKind::Bullets, _)) => "  ",
            Some((ListKind::Numbers, 0..10)) => "   ",
            Some((ListKind::Numbers, 10..100)) => "    ",
            Some((ListKind::Numbers, _)) => "      ",
        }
    }
}

impl Writer for Markdown {
    fn heading(&mut self, level: u8, spans: &[Span<'_>]) {
        self.gap();
        for _ in 0..level {
            self.out.push('#');
        }
        self.out.push(' ');
        let start = self.out.len();
        self.push(spans, "");
        on_one_line(&mut self.out, start);
    }

    fn paragraph(&mut self, spans: &[Span<'_>]) {
        self.gap();
        self.push(spans, "");
    }

    fn open_list(&mut self, kind: ListKind) {
        self.gap();
        self.list = Some((kind, 0));
    }

    fn item(&mut self, spans: &[Span<'_>]) {
        match &mut self.list {
            Some((ListKind::Numbers, number)) => {
                *number += 1;
                self.out.push_str(&number.to_string());
                self.out.push_str(". ");
            }
            _ => self.out.push_str("- "),
        }
        self.push(spans, self.indent());
    }

    fn close_list(&mut self) {
        self.list = None;
    }

    fn picture(&mut self, file: &File) {
        self.out.push_str(self.indent());
        push_picture(&mut self.out, &file.name, self.sink);
        self.out.push('\n');
    }
}

/// A longer text as Markdown: its paragraphs and lists, without a line break at the end.
pub(super) fn prose(text: &str, sink: Sink) -> String {
    let mut writer = Markdown { out: String::with_capacity(text.len() + 16), sink, list: None };
    telling::prose(text, &mut writer);
    writer.out.truncate(writer.out.trim_end().len());
    writer.out
}

/// Appends a picture by the name it is posted under.
pub(super) fn push_picture(out: &mut String, name: &str, sink: Sink) {
    out.push_str("![");
    escape::push_inline(out, name, sink, " ");
    out.push_str("](");
    push_target(out, name);
    out.push(')');
}

/// A heading has one line, and no marks at its end that would be taken for its close.
fn on_one_line(out: &mut String, start: usize) {
    let heading = out.split_off(start);
    let heading = heading.replace("  \n", " ");
    let line = heading.trim_end();
    match line.strip_suffix('#') {
        Some(rest) if !rest.ends_with('\\') => {
            out.push_str(rest);
            out.push_str("\\#");
        }
        _ => out.push_str(line),
    }
    out.push('\n');
}

/// A file name as a link target: what a link cannot hold is percent-encoded.
fn push_target(out: &mut String, name: &str) {
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests;
