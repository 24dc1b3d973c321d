//! Longer texts: paragraphs and simple lists as people type them.

use super::{ListKind, Span, Writer};

/// Tells a text, after a label where it has one.
pub(super) fn tell(label: Option<&str>, text: &str, to: &mut impl Writer) {
    let mut label = label;
    let mut lines = text.lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        if let Some((kind, first)) = list_item(line) {
            if let Some(label) = label.take() {
                to.paragraph(&[Span::Strong(label)]);
            }
            to.open_list(kind);
            to.item(&[Span::Said(first)]);
            while let Some(line) = lines.next_if(|line| list_item(line).is_some_and(|item| item.0 == kind)) {
                to.item(&[Span::Said(list_item(line).map_or(line, |item| item.1))]);
            }
            to.close_list();
            continue;
        }
        let mut spans = Vec::with_capacity(4);
        if let Some(label) = label.take() {
            spans.extend([Span::Strong(label), Span::Word(" ")]);
        }
        spans.push(Span::Said(line));
        while let Some(line) = lines.next_if(|line| !line.is_empty() && list_item(line).is_none()) {
            spans.extend([Span::Break, Span::Said(line)]);
        }
        to.paragraph(&spans);
    }
}

/// `- text`, `* text`, `• text`, `1. text`, `1) text`.
fn list_item(line: &str) -> Option<(ListKind, &str)> {
    for bullet in ["- ", "* ", "• "] {
        if let Some(text) = line.strip_prefix(bullet) {
            return Some((ListKind::Bullets, text.trim_start())).filter(|(_, text)| !text.is_empty());
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let rest = &line[digits..];
    let text = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))?;
    Some((ListKind::Numbers, text.trim_start())).filter(|(_, text)| !text.is_empty())
}
