//! The standard document as a list of blocks, for formats that must see it whole before they can lay it out.

use super::facts::{Facts, File};
use super::telling::{self, ListKind, Row, Span, Table, Writer};

pub use super::telling::Column;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In the usual face.
    Plain(String),
    /// In bold.
    Strong(String),
    /// In italics.
    Aside(String),
    /// A new line within the same block.
    Break,
}

/// A part of the document that stands below the one before it.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading; 1 is the title.
    Heading {
        /// How deep it stands.
        level: u8,
        /// What it says.
        text: String,
    },
    /// A paragraph.
    Paragraph(Vec<Piece>),
    /// One item of a list.
    Item {
        /// Its number, in a list that counts.
        number: Option<u32>,
        /// What it says.
        pieces: Vec<Piece>,
    },
    /// Rows of cells below a head.
    Table {
        /// What stands above the cells, and how wide they are.
        columns: &'static [Column],
        /// The cells of each row, one for each column.
        rows: Vec<Vec<Vec<Piece>>>,
    },
    /// A picture, which belongs to the block before it.
    Picture(File),
    /// Where the chart stands.
    Chart,
}

/// The document as blocks.
#[must_use]
pub fn blocks(facts: &Facts) -> Vec<Block> {
    let mut writer = Blocks { blocks: Vec::with_capacity(facts.entries.len() + 64), number: None };
    telling::tell(facts, &mut writer);
    writer.blocks
}

struct Blocks {
    blocks: Vec<Block>,
    /// The number of the next item, in a list that counts.
    number: Option<u32>,
}

impl Writer for Blocks {
    fn heading(&mut self, level: u8, spans: &[Span<'_>]) {
        let text = spans.iter().map(|span| words(span).replace(['\n', '\r'], " ")).collect();
        self.blocks.push(Block::Heading { level, text });
    }

    fn paragraph(&mut self, spans: &[Span<'_>]) {
        self.blocks.push(Block::Paragraph(pieces(spans)));
    }

    fn open_list(&mut self, kind: ListKind) {
        self.number = (kind == ListKind::Numbers).then_some(1);
    }

    fn item(&mut self, spans: &[Span<'_>]) {
        self.blocks.push(Block::Item { number: self.number, pieces: pieces(spans) });
        self.number = self.number.map(|number| number + 1);
    }

    fn close_list(&mut self) {}

    fn open_table(&mut self, table: &Table) {
        self.blocks.push(Block::Table { columns: table.columns(), rows: Vec::new() });
    }

    fn row(&mut self, row: &Row<'_>) {
        if let Some(Block::Table { rows, .. }) = self.blocks.last_mut() {
            rows.push(row.cells.iter().map(|cell| pieces(cell)).collect());
        }
    }

    fn close_table(&mut self) {}

    fn picture(&mut self, file: &File) {
        self.blocks.push(Block::Picture(file.clone()));
    }

    fn chart(&mut self) {
        self.blocks.push(Block::Chart);
    }
}

fn words<'a>(span: &Span<'a>) -> &'a str {
    match span {
        Span::Said(text) | Span::Word(text) | Span::Strong(text) | Span::Aside(text) => text,
        Span::Break => " ",
    }
}

fn pieces(spans: &[Span<'_>]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(spans.len());
    for span in spans {
        match span {
            Span::Said(text) => push_said(&mut pieces, text),
            Span::Word(text) => pieces.push(Piece::Plain((*text).to_owned())),
            Span::Strong(text) => pieces.push(Piece::Strong((*text).to_owned())),
            Span::Aside(text) => pieces.push(Piece::Aside((*text).to_owned())),
            Span::Break => pieces.push(Piece::Break),
        }
    }
    pieces
}

fn push_said(pieces: &mut Vec<Piece>, text: &str) {
    let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    for (nth, line) in lines.enumerate() {
        if nth > 0 {
            pieces.push(Piece::Break);
        }
        pieces.push(Piece::Plain(line.to_owned()));
    }
}
