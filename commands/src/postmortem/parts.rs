//! A long text in the fields of a form: a field takes 4,000 characters, a section may have more.

use std::collections::BTreeMap;

use crate::reply::Input;

/// What one field takes.
const FIELD: u16 = 4_000;
/// How much of a long text is put into one field, with room to write more.
const PART: usize = 3_600;
/// From this length on there is one field more than the text needs.
const LONG: usize = 3_000;
/// How many fields a form has.
const FIELDS: usize = 5;

/// How a part goes on from the one before: at a new line, at a space, or in the middle of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seam {
    Line,
    Space,
    Within,
}

impl Seam {
    const ALL: [(Self, &'static str, &'static str); 3] =
        [(Self::Line, "line", "\n"), (Self::Space, "space", " "), (Self::Within, "within", "")];

    fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(seam, ..)| *seam == self).map_or("line", |(_, word, _)| word)
    }
}

/// The fields for a text. How the parts go together again is in the fields' names.
pub(super) fn fields(label: &str, text: &str) -> Vec<Input> {
    if text.chars().count() <= LONG {
        return vec![Input::text("text", label, FIELD).filled(Some(text)).optional()];
    }
    let mut parts = split(text);
    if parts.len() < FIELDS {
        parts.push((Seam::Line, ""));
    }
    let of = parts.len();
    let field = |(nth, (seam, part)): (usize, (Seam, &str))| {
        let id = if nth == 0 { "text".to_owned() } else { format!("{}-{nth}", seam.word()) };
        let label = say!("{label} ({nth} of {of})", label, of, nth = nth + 1);
        Input::text(&id, &label, FIELD).filled(Some(part)).optional()
    };
    parts.into_iter().enumerate().map(field).collect()
}

/// The text of the fields of a form that was sent.
pub(super) fn joined(fields: &BTreeMap<String, String>) -> String {
    let mut text = fields.get("text").cloned().unwrap_or_default();
    for nth in 1..FIELDS {
        for (_, word, between) in Seam::ALL {
            if let Some(part) = fields.get(&format!("{word}-{nth}")).filter(|part| !part.trim().is_empty()) {
                text.push_str(between);
                text.push_str(part);
            }
        }
    }
    text
}

fn split(text: &str) -> Vec<(Seam, &str)> {
    let (mut parts, mut rest, mut seam) = (Vec::new(), text, Seam::Line);
    while let Some((cut, _)) = rest.char_indices().nth(PART).filter(|_| parts.len() + 1 < FIELDS) {
        let (next, at, from) = match (rest[..cut].rfind('\n'), rest[..cut].rfind(' ')) {
            (Some(at), _) if at > cut / 2 => (Seam::Line, at, at + 1),
            (_, Some(at)) if at > cut / 2 => (Seam::Space, at, at + 1),
            _ => (Seam::Within, cut, cut),
        };
        parts.push((seam, &rest[..at]));
        (rest, seam) = (&rest[from..], next);
    }
    parts.push((seam, rest));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(text: &str) -> (usize, String) {
        let fields = fields("Cause", text);
        assert!(fields.len() <= FIELDS);
        assert!(fields.iter().all(|field| field.value.chars().count() <= usize::from(field.most)), "{text}");
        let sent = fields.iter().map(|field| (field.id.clone(), field.value.clone())).collect();
        (fields.len(), joined(&sent))
    }

    #[test]
    fn a_text_of_any_length_comes_back_as_it_was() {
        for (text, fields) in [
            (String::new(), 1),
            ("A leak.".into(), 1),
            ("A line of it.\n".repeat(100).trim().to_owned(), 1),
            ("A line of it.\n".repeat(600).trim().to_owned(), 4),
            ("word ".repeat(1_500).trim().to_owned(), 4),
            ("字".repeat(9_000), 4),
            ("x".repeat(16_000), 5),
        ] {
            let (count, back) = round_trip(&text);
            assert_eq!((count, back == text), (fields, true), "{} characters", text.chars().count());
        }
    }
}
