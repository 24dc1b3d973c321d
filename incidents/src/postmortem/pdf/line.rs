//! Pieces of text broken into lines that fit.

use super::face::{FaceId, Faces, Style};
use super::glyphless;
use crate::postmortem::document::Piece;

/// Text in one face, at its place in the line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) x: f32,
    pub(super) face: FaceId,
    pub(super) text: String,
}

/// One line.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    pub(super) runs: Vec<Run>,
    width: f32,
}

/// Breaks pieces into lines of at most `width`, at a size in points.
pub(super) fn lines(pieces: &[Piece], faces: &Faces<'_>, size: f32, width: f32) -> Vec<Line> {
    let mut breaker =
        Breaker { faces, size, width, lines: vec![Line::default()], word: Word::default(), gap: None };
    for piece in pieces {
        match piece {
            Piece::Plain(text) => breaker.push(text, Style::Regular),
            Piece::Strong(text) => breaker.push(text, Style::Bold),
            Piece::Aside(text) => breaker.push(text, Style::Oblique),
            Piece::Break => breaker.break_line(),
        }
    }
    breaker.end_word();
    breaker.lines
}

/// What is never parted unless it is longer than a line.
#[derive(Default)]
struct Word {
    letters: Vec<(FaceId, char)>,
    width: f32,
}

struct Breaker<'a> {
    faces: &'a Faces<'a>,
    size: f32,
    width: f32,
    lines: Vec<Line>,
    word: Word,
    /// The space that stands before the next word, in its face.
    gap: Option<FaceId>,
}

impl Breaker<'_> {
    fn push(&mut self, text: &str, style: Style) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.end_word();
                self.gap = self.faces.that_has(' ', style);
            } else if glyphless::is_unseen(c) {
            } else if let Some(face) = self.faces.that_has(c, style) {
                self.push_letter(face, c);
            } else {
                for letter in glyphless::in_letters(c).chars() {
                    if let Some(face) = self.faces.that_has(letter, style) {
                        self.push_letter(face, letter);
                    }
                }
            }
        }
    }

    fn push_letter(&mut self, face: FaceId, c: char) {
        let width = self.faces.width(face, c) * self.size;
        if self.word.width + width > self.width && !self.word.letters.is_empty() {
            self.end_word();
        }
        self.word.letters.push((face, c));
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
            self.put(face, ' ');
        }
        for (face, letter) in word.letters {
            self.put(face, letter);
        }
    }

    fn put(&mut self, face: FaceId, c: char) {
        let width = self.faces.width(face, c) * self.size;
        let line = self.last_line();
        match line.runs.last_mut() {
            Some(run) if run.face == face => run.text.push(c),
            _ => line.runs.push(Run { x: line.width, face, text: c.to_string() }),
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
