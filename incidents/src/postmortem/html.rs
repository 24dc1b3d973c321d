//! The document as one HTML file that needs nothing else: style, pictures and chart are inside, scripts are forbidden.

mod text;

pub use text::{escaped, linked};

use super::base64;
use super::chart::{self, Ground};
use super::facts::{Facts, File};
use super::telling::{self, ListKind, Span, Writer};

const STYLE: &str = include_str!("html/style.css");

/// No script runs and nothing is fetched, whatever stands in the document.
const POLICY: &str =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The document as HTML. The same facts always give the same bytes.
#[must_use]
pub fn html(facts: &Facts) -> String {
    let mut writer = Html::of(facts);
    writer.head();
    telling::tell(facts, &mut writer);
    writer.out.push_str("</main>\n</body>\n</html>\n");
    writer.out
}

/// The same without what is around it, for a page that brings its own head and style.
#[must_use]
pub fn article(facts: &Facts) -> String {
    let mut writer = Html::of(facts);
    telling::tell(facts, &mut writer);
    writer.out
}

struct Html<'a> {
    out: String,
    facts: &'a Facts,
    list: Option<ListKind>,
    /// Whether an item is open: pictures belong into it.
    in_item: bool,
}

impl<'a> Html<'a> {
    fn of(facts: &'a Facts) -> Self {
        let texts: usize = facts.entries.iter().map(|entry| entry.text.len() + 64).sum();
        let pictures: usize = facts.files.iter().map(|file| file.bytes.len() * 4 / 3 + 256).sum();
        Self { out: String::with_capacity(texts + pictures + 16_384), facts, list: None, in_item: false }
    }
}

impl Html<'_> {
    fn head(&mut self) {
        self.out.push_str("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        self.out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.out.push_str("<meta name=\"referrer\" content=\"no-referrer\">\n");
        for part in ["<meta http-equiv=\"Content-Security-Policy\" content=\"", POLICY, "\">\n<title>"] {
            self.out.push_str(part);
        }
        self.out.push_str(&self.facts.number.to_string());
        self.out.push_str(": ");
        text::push_plain(&mut self.out, &self.facts.title);
        for part in ["</title>\n<style>\n", STYLE, "</style>\n</head>\n<body>\n<main>\n"] {
            self.out.push_str(part);
        }
    }

    fn push(&mut self, spans: &[Span<'_>]) {
        for span in spans {
            match span {
                Span::Said(said) => text::push(&mut self.out, said),
                Span::Word(word) => text::push_plain(&mut self.out, word),
                Span::Strong(word) => self.wrapped("strong", word),
                Span::Aside(word) => self.wrapped("em", word),
                Span::Break => self.out.push_str("<br>"),
            }
        }
    }

    fn wrapped(&mut self, tag: &str, word: &str) {
        for part in ["<", tag, ">"] {
            self.out.push_str(part);
        }
        text::push_plain(&mut self.out, word);
        for part in ["</", tag, ">"] {
            self.out.push_str(part);
        }
    }

    fn block(&mut self, tag: &str, spans: &[Span<'_>]) {
        for part in ["<", tag, " dir=\"auto\">"] {
            self.out.push_str(part);
        }
        self.push(spans);
        for part in ["</", tag, ">\n"] {
            self.out.push_str(part);
        }
    }

    fn close_item(&mut self) {
        if self.in_item {
            self.out.push_str("</li>\n");
            self.in_item = false;
        }
    }
}

impl Writer for Html<'_> {
    fn heading(&mut self, level: u8, spans: &[Span<'_>]) {
        self.block(["h1", "h2", "h3"][usize::from(level.clamp(1, 3) - 1)], spans);
    }

    fn paragraph(&mut self, spans: &[Span<'_>]) {
        self.block("p", spans);
    }

    fn open_list(&mut self, kind: ListKind) {
        self.out.push_str(if kind == ListKind::Numbers { "<ol>\n" } else { "<ul>\n" });
        self.list = Some(kind);
    }

    fn item(&mut self, spans: &[Span<'_>]) {
        self.close_item();
        self.out.push_str("<li dir=\"auto\">");
        self.push(spans);
        self.in_item = true;
    }

    fn close_list(&mut self) {
        self.close_item();
        self.out.push_str(if self.list.take() == Some(ListKind::Numbers) { "</ol>\n" } else { "</ul>\n" });
    }

    fn picture(&mut self, file: &File) {
        self.out.push_str("<figure><img src=\"data:");
        self.out.push_str(&file.mime);
        self.out.push_str(";base64,");
        base64::push(&mut self.out, &file.bytes);
        self.out.push_str("\" alt=\"");
        text::push_plain(&mut self.out, &file.name);
        self.out.push_str("\"><figcaption dir=\"auto\">");
        text::push_plain(&mut self.out, &file.name);
        self.out.push_str("</figcaption></figure>");
    }

    fn chart(&mut self) {
        if let Some(svg) = chart::svg(self.facts, Ground::Page) {
            self.out.push_str(&svg);
            self.out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests;
