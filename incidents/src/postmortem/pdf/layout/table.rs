//! Tables on pages: the head is said again wherever one goes on, and a row is parted only where no page could hold it.

use super::{BORDER, BOTTOM, LEADING, Layout, Mark, WIDTH};
use crate::postmortem::document::{Column, Piece};
use crate::postmortem::pdf::face::Faces;
use crate::postmortem::pdf::line::{Line, lines};

const LETTERS: f32 = 9.0;
const STEP: f32 = LETTERS * LEADING;
/// Above and below the lines of a row.
const PAD: f32 = 3.5;
/// To the left and right of the words of a cell.
const SIDE: f32 = 6.0;
const GROUND: u8 = 240;
const RULE: u8 = 208;
const RULE_HEIGHT: f32 = 0.7;
/// So many lines of a first row stay with the head, however long the row is.
const FIRST: usize = 6;

/// A row: each cell broken into lines.
type Row = Vec<Vec<Line>>;

/// A table whose cells are broken into lines.
pub(super) struct Grid {
    /// Where the words of each column begin.
    left: Vec<f32>,
    head: Row,
    rows: Vec<Row>,
}

impl Grid {
    pub(super) fn new(columns: &[Column], rows: &[Vec<Vec<Piece>>], faces: &Faces<'_>) -> Self {
        let width = |column: &Column| WIDTH * f32::from(column.share) / 100.0;
        let left = columns.iter().scan(BORDER, |x, column| {
            *x += width(column);
            Some(*x - width(column) + SIDE)
        });
        let cell = |pieces: &[Piece], column| lines(pieces, faces, LETTERS, width(column) - 2.0 * SIDE);
        let head = columns.iter().map(|column| cell(&[Piece::Strong(column.head.to_owned())], column));
        let set = |row: &Vec<Vec<Piece>>| {
            row.iter().zip(columns).map(|(pieces, column)| cell(pieces, column)).collect()
        };
        Self { left: left.collect(), head: head.collect(), rows: rows.iter().map(set).collect() }
    }

    /// How much room it needs to begin: for its head, and for what stays with the head.
    pub(super) fn beginning(&self) -> f32 {
        height(count(&self.head)) + self.rows.first().map_or(0.0, |row| height(count(row).min(FIRST)))
    }
}

/// How many lines a row has.
fn count(row: &Row) -> usize {
    row.iter().map(Vec::len).max().unwrap_or(0)
}

#[expect(clippy::cast_precision_loss, reason = "a row has fewer lines than a float has digits")]
fn height(lines: usize) -> f32 {
    lines as f32 * STEP + 2.0 * PAD + RULE_HEIGHT
}

impl Layout<'_> {
    pub(super) fn table(&mut self, grid: &Grid) {
        self.make_room(grid.beginning());
        self.head(grid);
        for row in &grid.rows {
            let all = count(row);
            let fits_a_page = BORDER + height(count(&grid.head)) + height(all) <= BOTTOM;
            if fits_a_page && self.y + height(all) > BOTTOM {
                self.go_on(grid);
            }
            let mut from = 0;
            while from < all {
                let until =
                    from + (from..all).take_while(|nth| self.y + height(nth + 1 - from) <= BOTTOM).count();
                if until == from {
                    self.go_on(grid);
                } else {
                    self.part(row, grid, from..until);
                    from = until;
                }
            }
        }
        self.y += 8.0;
    }

    /// Turns the page in the middle of a table.
    fn go_on(&mut self, grid: &Grid) {
        self.turn_page();
        self.head(grid);
    }

    fn head(&mut self, grid: &Grid) {
        let height = height(count(&grid.head));
        self.mark(Mark::Shade { x: BORDER, y: self.y, width: WIDTH, height, grey: GROUND });
        self.part(&grid.head, grid, 0..count(&grid.head));
    }

    /// Some of the lines of a row, cell by cell, and a rule below them.
    fn part(&mut self, row: &Row, grid: &Grid, part: std::ops::Range<usize>) {
        for (cell, x) in row.iter().zip(&grid.left) {
            let mut y = self.y + PAD + LETTERS * 1.1;
            for line in cell.iter().take(part.end).skip(part.start) {
                self.mark(Mark::Line { x: *x, y, size: LETTERS, line: line.clone() });
                y += STEP;
            }
        }
        self.y += height(part.len()) - RULE_HEIGHT;
        self.mark(Mark::Shade { x: BORDER, y: self.y, width: WIDTH, height: RULE_HEIGHT, grey: RULE });
        self.y += RULE_HEIGHT;
    }
}
