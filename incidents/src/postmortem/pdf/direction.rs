//! Lines in which some words run from right to left, put into the order in which they are seen.

use unicode_bidi::{BidiInfo, bidi_class};

use super::face::Faces;
use super::line::{Line, Run};

/// The runs of a line in the order they are seen, each in one direction. A line that runs one way only stays as it is.
pub(super) fn as_seen(line: Line, faces: &Faces<'_>, size: f32) -> Line {
    use unicode_bidi::BidiClass::{AL, AN, R};
    let turns = |c: char| matches!(bidi_class(c), R | AL | AN);
    if !line.runs.iter().any(|run| run.text.contains(turns)) {
        return line;
    }
    let text: String = line.runs.iter().map(|run| run.text.as_str()).collect();
    let bidi = BidiInfo::new(&text, None);
    let Some(paragraph) = bidi.paragraphs.first() else { return line };
    let (levels, stretches) = bidi.visual_runs(paragraph, paragraph.range.clone());
    let mut seen = Line::default();
    let mut x = 0.0;
    for stretch in stretches {
        let is_rtl = levels[stretch.start].is_rtl();
        let mut pieces = within(&line, stretch);
        if is_rtl {
            pieces.reverse();
        }
        for (run, part) in pieces {
            let width: f32 = part.chars().map(|c| faces.width(run.face, c) * size).sum();
            seen.runs.push(Run { x, face: run.face, text: part.to_owned(), is_rtl });
            x += width;
        }
    }
    seen
}

/// The runs of a line as far as they lie within a stretch of its text.
fn within(line: &Line, stretch: std::ops::Range<usize>) -> Vec<(&Run, &str)> {
    let mut at = 0;
    let mut pieces = Vec::new();
    for run in &line.runs {
        let (from, until) = (stretch.start.max(at), stretch.end.min(at + run.text.len()));
        if from < until {
            pieces.push((run, &run.text[from - at..until - at]));
        }
        at += run.text.len();
    }
    pieces
}
