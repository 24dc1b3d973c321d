//! What a template may not contain, because it could grow a text without bound: an engine that counts its steps does not
//! count the bytes that a step makes.

use super::engine::TemplateError;

/// The tags a template may use.
const TAGS: [&str; 9] = ["for", "endfor", "if", "elif", "else", "endif", "set", "with", "endwith"];

/// The most bytes of a template.
const LARGEST: usize = 64 * 1024;

/// Refuses a template that is too large, or that uses a tag or an operator that makes new texts.
pub(super) fn check(source: &str) -> Result<(), TemplateError> {
    if source.len() > LARGEST {
        return Err(TemplateError {
            line: None,
            reason: format!("it is larger than {} KiB", LARGEST / 1024),
        });
    }
    let mut rest = source;
    while let Some((open, kind)) = next_open(rest) {
        let line = line_of(source, source.len() - rest.len() + open);
        let inner = &rest[open + 2..];
        let close = match kind {
            Kind::Comment => inner.find("#}"),
            Kind::Tag => end_of(inner, "%}"),
            Kind::Print => end_of(inner, "}}"),
        };
        // What is left open is for the engine to report.
        let Some(close) = close else { return Ok(()) };
        if kind != Kind::Comment {
            check_expression(&inner[..close], kind, line)?;
        }
        rest = &inner[close + 2..];
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Comment,
    Tag,
    Print,
}

fn next_open(text: &str) -> Option<(usize, Kind)> {
    text.as_bytes().windows(2).enumerate().find_map(|(at, two)| match two {
        b"{#" => Some((at, Kind::Comment)),
        b"{%" => Some((at, Kind::Tag)),
        b"{{" => Some((at, Kind::Print)),
        _ => None,
    })
}

/// Where the expression ends, quoted texts skipped.
fn end_of(text: &str, close: &str) -> Option<usize> {
    let mut quote = None;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match (quote, bytes[at]) {
            (Some(_), b'\\') => at += 1,
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, byte @ (b'"' | b'\'')) => quote = Some(byte),
            (None, _) if bytes[at..].starts_with(close.as_bytes()) => return Some(at),
            (None, _) => {}
        }
        at += 1;
    }
    None
}

fn check_expression(inner: &str, kind: Kind, line: usize) -> Result<(), TemplateError> {
    let refuse = |reason: String| Err(TemplateError { line: Some(line), reason });
    if kind == Kind::Tag {
        let name = tag_name(inner);
        if !TAGS.contains(&name) {
            return refuse(format!("the tag {name:?} is not available; use {}", TAGS.join(", ")));
        }
        if name == "set" && !without_quoted(inner).contains('=') {
            return refuse("set takes a value: {% set name = value %}".to_owned());
        }
    }
    let bare = without_quoted(inner);
    let bare = bare.trim_matches(['-', '+']);
    match bare.chars().find(|c| matches!(c, '~' | '*' | '+')) {
        Some(operator) => {
            refuse(format!("the operator {operator} is not available; print the parts side by side"))
        }
        None => Ok(()),
    }
}

fn tag_name(inner: &str) -> &str {
    let inner = inner.trim_start_matches(['-', '+']).trim_start();
    inner.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

fn without_quoted(inner: &str) -> String {
    let mut out = String::with_capacity(inner.len());
    let mut quote = None;
    let mut escaped = false;
    for c in inner.chars() {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None => out.push(c),
        }
    }
    out
}

fn line_of(source: &str, at: usize) -> usize {
    source[..at].matches('\n').count() + 1
}
