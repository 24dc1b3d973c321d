//! Pieces of text broken into lines that fit.

use super::face::{FaceId, Faces, Style};
use super::{direction, glyphless};
use crate::postmortem::address::addresses;
use crate::postmortem::document::Piece;

/// Text in one face, at its place in the line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) x: f32,
    pub(super) face: FaceId,
    pub(super) text: String,
    /// Whether it runs from right to left.
    pub(super) is_rtl: bool,
}

/// Where a line leads out of the document.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) target: String,
}

/// One line.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    pub(super) runs: Vec<Run>,
    pub(super) links: Vec<Link>,
    width: f32,
}

/// Breaks pieces into lines of at most `width`, at a size in points.
pub(super) fn lines(pieces: &[Piece], faces: &Faces<'_>, size: f32, width: f32) -> Vec<Line> {
    let mut breaker = Breaker {
        faces,
        size,
        width,
        lines: vec![Line::default()],
        word: Word::default(),
        gap: None,
        targets: Vec::new(),
    };
    for piece in pieces {
        match piece {
            Piece::Plain(text) => breaker.push(text, Style::Regular),
            Piece::Strong(text) => breaker.push(text, Style::Bold),
            Piece::Aside(text) => breaker.push(text, Style::Oblique),
            Piece::Break => breaker.break_line(),
        }
    }
    breaker.end_word();
    breaker.lines.into_iter().map(|line| direction::as_seen(line, faces, size)).collect()
}

/// What is never parted unless it is longer than a line.
#[derive(Default)]
struct Word {
    letters: Vec<Letter>,
    width: f32,
}

/// A character in its face, and which address it is part of.
#[derive(Clone, Copy)]
struct Letter {
    face: FaceId,
    c: char,
    target: Option<usize>,
}

struct Breaker<'a> {
    faces: &'a Faces<'a>,
    size: f32,
    width: f32,
    lines: Vec<Line>,
    word: Word,
    /// The space that stands before the next word, in its face.
    gap: Option<FaceId>,
    /// The addresses so far.
    targets: Vec<String>,
}

impl Breaker<'_> {
    fn push(&mut self, text: &str, style: Style) {
        let addresses = addresses(text);
        let known = self.targets.len();
        self.targets.extend(addresses.iter().map(|range| text[range.clone()].to_owned()));
        for (at, c) in text.char_indices() {
            let target = addresses.iter().position(|range| range.contains(&at)).map(|nth| known + nth);
            if c.is_whitespace() {
                self.end_word();
                self.gap = self.faces.that_has(' ', style);
            } else if glyphless::is_unseen(c) {
            } else if let Some(face) = self.faces.that_has(c, style) {
                self.push_letter(Letter { face, c, target });
            } else {
                for letter in glyphless::in_letters(c).chars() {
                    if let Some(face) = self.faces.that_has(letter, style) {
                        self.push_letter(Letter { face, c: letter, target });
                    }
                }
            }
        }
    }

    fn push_letter(&mut self, letter: Letter) {
        let width = self.faces.width(letter.face, letter.c) * self.size;
        if self.word.width + width > self.width && !self.word.letters.is_empty() {
            self.end_word();
        }
        self.word.letters.push(letter);
        self.word.width += width;
    }

    fn end_word(&mut self) {
        if self.word.letters.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.word);
        let gap = self.gap.take();
        let space = gap.map_or(0.0, |face| self.faces.width(face, ' ') * self.size);
        let line = self.last_line();
        if !line.runs.is_empty() && line.width + space + word.width > self.width {
            self.lines.push(Line::default());
        } else if let Some(face) = gap.filter(|_| !self.last_line().runs.is_empty()) {
            self.put(Letter { face, c: ' ', target: None });
        }
        for letter in word.letters {
            self.put(letter);
        }
    }

    fn put(&mut self, Letter { face, c, target }: Letter) {
        let width = self.faces.width(face, c) * self.size;
        let target = target.map(|target| self.targets[target].clone());
        let line = self.last_line();
        match line.runs.last_mut() {
            Some(run) if run.face == face => run.text.push(c),
            _ => line.runs.push(Run { x: line.width, face, text: c.to_string(), is_rtl: false }),
        }
        if let Some(target) = target {
            match line.links.last_mut() {
                Some(link) if link.target == target => link.width += width,
                _ => line.links.push(Link { x: line.width, width, target }),
            }
        }
        line.width += width;
    }

    fn break_line(&mut self) {
        self.end_word();
        self.gap = None;
        self.lines.push(Line::default());
    }

    fn last_line(&mut self) -> &mut Line {
        self.lines.last_mut().expect("there is a line from the start")
    }
}
