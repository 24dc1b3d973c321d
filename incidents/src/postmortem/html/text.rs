//! Texts people typed, made harmless in HTML. Bytes that cannot be active are copied in runs.

use crate::postmortem::address::next_address;
use crate::postmortem::escape;

/// A text as it stands, for an element of HTML or XML, or within quotes.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    push_plain(&mut out, text);
    out
}

/// A text for an element of HTML: line breaks are kept, web addresses become links.
#[must_use]
pub fn linked(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    push(&mut out, text);
    out
}

/// Appends a text: line breaks are kept, web addresses become links.
pub(super) fn push(out: &mut String, text: &str) {
    let mut first = true;
    for line in text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()) {
        if !first {
            out.push_str("<br>");
        }
        push_linked(out, line);
        first = false;
    }
}

fn push_linked(out: &mut String, line: &str) {
    let mut rest = line;
    while let Some((before, address, after)) = next_address(rest) {
        push_plain(out, before);
        out.push_str("<a rel=\"noopener noreferrer nofollow\" href=\"");
        push_plain(out, address);
        out.push_str("\">");
        push_plain(out, address);
        out.push_str("</a>");
        rest = after;
    }
    push_plain(out, rest);
}

/// Appends a text as it stands, in an element or within quotes.
pub(super) fn push_plain(out: &mut String, text: &str) {
    let text = escape::visible(text);
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[copied..at]);
        out.push_str(entity);
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_links_and_nothing_else_does() {
        let cases = [
            (
                "see https://a.example/x?y=1&z=2.",
                "see <a rel=\"noopener noreferrer nofollow\" href=\"https://a.example/x?y=1&amp;z=2\">\
                 https://a.example/x?y=1&amp;z=2</a>.",
            ),
            ("javascript://x https://", "javascript://x https://"),
            ("a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;"),
            ("one\ntwo", "one<br>two"),
        ];
        for (typed, expected) in cases {
            let mut out = String::new();
            push(&mut out, typed);
            assert_eq!(out, expected);
        }
    }
}
