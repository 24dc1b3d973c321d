//! Texts people typed, made harmless in Markdown.
//!
//! Only what would be active is escaped, so that ordinary punctuation stands as it was typed and can be searched for.
//! Bytes that cannot be active are copied in runs.

/// Where a document goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sink {
    /// A file: mentions mean nothing there.
    File,
    /// A chat message: nothing in it may ping anybody or hide text.
    Chat,
}

/// Appends `text` as one run of inline Markdown. Line breaks become hard breaks, with `indent` before each new line.
pub fn push_inline(out: &mut String, text: &str, sink: Sink, indent: &str) {
    let mut first = true;
    for line in text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()) {
        if !first {
            out.push_str("  \n");
            out.push_str(indent);
        }
        push_line(out, line, sink);
        first = false;
    }
}

/// Appends one line that stands at the beginning of a block.
fn push_line(out: &mut String, line: &str, sink: Sink) {
    if let Some(at) = leading_mark(line) {
        out.push_str(&line[..at]);
        out.push('\\');
        out.push_str(&line[at..=at]);
        return push_rest(out, line, at + 1, sink);
    }
    push_rest(out, line, 0, sink);
}

/// Where the character stands that would make this line a heading, list, quote, rule or table.
fn leading_mark(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let next = |at: usize| bytes.get(at).copied();
    match bytes.first()? {
        b'#' | b'>' | b'=' | b'|' => Some(0),
        b'-' | b'+' if !next(1).is_some_and(|byte| byte.is_ascii_alphanumeric()) => Some(0),
        b'*' | b'_' if next(1).is_none_or(|byte| byte.is_ascii_whitespace()) => Some(0),
        b':' if next(1) == Some(b'-') => Some(0),
        b'[' if matches!(next(1), Some(b' ' | b'x' | b'X')) && next(2) == Some(b']') => Some(0),
        b'0'..=b'9' if matches!(next(digits), Some(b'.' | b')')) => {
            next(digits + 1).is_none_or(|byte| byte == b' ' || byte == b'\t').then_some(digits)
        }
        _ => None,
    }
}

/// Whether a byte might be active somewhere; all others are copied unseen.
const fn suspect(byte: u8) -> bool {
    matches!(byte, b'\\' | b'`' | b'*' | b'_' | b'~' | b'|' | b']' | b'<' | b'&' | b'@' | 0xE2)
        || byte < 0x20
        || byte == 0x7F
}

const SUSPECT: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0u8;
    loop {
        table[byte as usize] = suspect(byte);
        if byte == u8::MAX {
            break table;
        }
        byte += 1;
    }
};

fn push_rest(out: &mut String, line: &str, from: usize, sink: Sink) {
    let bytes = line.as_bytes();
    let mut copied = from;
    let mut at = from;
    while at < bytes.len() {
        if !SUSPECT[bytes[at] as usize] {
            at += 1;
            continue;
        }
        match verdict(bytes, at, sink) {
            Verdict::Keep => at += 1,
            Verdict::Escape => {
                out.push_str(&line[copied..at]);
                out.push('\\');
                copied = at;
                at += 1;
            }
            Verdict::Guard => {
                at += 1;
                out.push_str(&line[copied..at]);
                out.push('\u{200B}');
                copied = at;
            }
            Verdict::Drop(width) => {
                out.push_str(&line[copied..at]);
                at += width;
                copied = at;
            }
        }
    }
    out.push_str(&line[copied..]);
}

enum Verdict {
    Keep,
    /// A backslash goes before it.
    Escape,
    /// A space of no width goes behind it.
    Guard,
    /// This many bytes are left out.
    Drop(usize),
}

fn verdict(bytes: &[u8], at: usize, sink: Sink) -> Verdict {
    let before = at.checked_sub(1).map(|at| bytes[at]);
    let after = bytes.get(at + 1).copied();
    let escape_if = |active: bool| if active { Verdict::Escape } else { Verdict::Keep };
    match bytes[at] {
        b'`' => Verdict::Escape,
        b'*' => escape_if(!(is_blank(before) && is_blank(after))),
        b'_' => escape_if(!(is_word(before) && is_word(after) || is_blank(before) && is_blank(after))),
        b'~' => {
            let opens = (is_blank(before) || before == Some(b'(')) && is_word(after);
            escape_if(!(opens || is_blank(before) && is_blank(after)))
        }
        b'|' => escape_if(sink == Sink::Chat && (before == Some(b'|') || after == Some(b'|'))),
        b'\\' => escape_if(after.is_none_or(|byte| byte.is_ascii_punctuation())),
        b']' => escape_if(matches!(after, Some(b'(' | b'[' | b':'))),
        b'<' => {
            escape_if(!is_blank(after) && !after.is_some_and(|byte| byte.is_ascii_digit() || byte == b'='))
        }
        b'&' => escape_if(is_entity(&bytes[at + 1..])),
        b'@' if sink == Sink::Chat => mention(&bytes[at + 1..]),
        0xE2 if is_direction_control(&bytes[at..]) => Verdict::Drop(3),
        b'\t' => Verdict::Keep,
        byte if byte < 0x20 || byte == 0x7F => Verdict::Drop(1),
        _ => Verdict::Keep,
    }
}

fn is_blank(byte: Option<u8>) -> bool {
    byte.is_none_or(|byte| byte.is_ascii_whitespace())
}

/// Letters of other scripts count as words, as they do for emphasis.
fn is_word(byte: Option<u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte >= 0x80)
}

/// `lt;`, `#60;`, `#x3C;`.
fn is_entity(rest: &[u8]) -> bool {
    let name = rest.iter().take(33).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
    name > 0 && rest.get(name) == Some(&b';')
}

fn mention(rest: &[u8]) -> Verdict {
    let pings = rest.starts_with(b"everyone")
        || rest.starts_with(b"here")
        || matches!(rest.first(), Some(b'&' | b'!' | b'0'..=b'9'));
    if pings { Verdict::Guard } else { Verdict::Keep }
}

/// Characters that turn the direction of what follows: U+202A to U+202E and U+2066 to U+2069.
fn is_direction_control(bytes: &[u8]) -> bool {
    matches!(bytes, [0xE2, 0x80, 0xAA..=0xAE, ..] | [0xE2, 0x81, 0xA6..=0xA9, ..])
}

/// The text without characters that are no text: controls, and those that turn the direction of what follows.
#[must_use]
pub fn visible(text: &str) -> std::borrow::Cow<'_, str> {
    let hidden = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(hidden) { text.replace(hidden, "").into() } else { text.into() }
}

/// Appends text to a drawing.
pub(crate) fn push_xml(out: &mut String, text: &str) {
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests;
