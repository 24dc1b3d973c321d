//! Blocks placed on pages of A4, as plain data.

mod table;

use krilla::Data;
use krilla::image::Image;
use resvg::usvg;

use self::table::Grid;
use super::Pictures;
use super::face::Faces;
use super::line::{Line, lines};
use crate::postmortem::chart::{self, Ground};
use crate::postmortem::document::{Block, Piece};
use crate::postmortem::facts::{Facts, File};

/// The size of a page and of its borders, in points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
pub(super) const BORDER: f32 = 56.0;

const WIDTH: f32 = PAGE.0 - 2.0 * BORDER;
const BOTTOM: f32 = PAGE.1 - BORDER;
const BODY: f32 = 10.0;
/// From one line to the next, by the size of its letters.
const LEADING: f32 = 1.45;
const INDENT: f32 = 18.0;
/// So many lines are not parted by the end of a page.
const TOGETHER: f32 = 3.0;
/// How wide the chart is.
const CHART: f32 = 330.0;
/// A picture with more dots than this could exhaust the memory when it is unpacked.
const MOST_DOTS: u64 = 24_000_000;

/// Something on a page.
pub(super) enum Mark {
    Line {
        x: f32,
        y: f32,
        size: f32,
        line: Line,
    },
    Picture {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        image: Image,
    },
    Chart {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        tree: Box<usvg::Tree>,
    },
    /// A ground or a rule in a shade of grey.
    Shade {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        grey: u8,
    },
}

/// A heading in the table of contents.
pub(super) struct Stop {
    pub(super) level: u8,
    pub(super) text: String,
    pub(super) page: usize,
    pub(super) y: f32,
}

/// The whole document, placed.
pub(super) struct Pages {
    pub(super) pages: Vec<Vec<Mark>>,
    pub(super) stops: Vec<Stop>,
}

/// Places every block.
pub(super) fn lay_out(blocks: &[Block], facts: &Facts, faces: &Faces<'_>, pictures: Pictures) -> Pages {
    let pages = Pages { pages: vec![Vec::new()], stops: Vec::new() };
    let drawn = chart::svg(facts, Ground::Paper).and_then(|svg| chart::tree(&svg, faces.more).ok());
    let mut layout = Layout { faces, pictures, chart: drawn.map(Box::new), y: BORDER, pages };
    for (nth, block) in blocks.iter().enumerate() {
        match block {
            Block::Heading { level, text } => layout.heading(*level, text, blocks.get(nth + 1)),
            Block::Paragraph(pieces) => layout.paragraph(pieces),
            Block::Item { number, pieces } => layout.item(*number, pieces),
            Block::Table { columns, rows } => layout.table(&Grid::new(columns, rows, faces)),
            Block::Picture(file) => layout.picture(file),
            Block::Chart => layout.chart(),
        }
    }
    layout.pages
}

struct Layout<'a> {
    faces: &'a Faces<'a>,
    pictures: Pictures,
    chart: Option<Box<usvg::Tree>>,
    y: f32,
    pages: Pages,
}

impl Layout<'_> {
    fn heading(&mut self, level: u8, text: &str, next: Option<&Block>) {
        let (size, above) = match level {
            1 => (20.0, 0.0),
            2 => (14.0, 18.0),
            _ => (11.0, 10.0),
        };
        let set = lines(&[Piece::Strong(text.to_owned())], self.faces, size, WIDTH);
        let height = height(&set, size);
        self.y += above;
        // A heading stays with the first lines of what it heads, with the chart, and with a table's first row.
        let below = match (next, &self.chart) {
            (Some(Block::Chart), Some(tree)) => chart_height(tree),
            (Some(Block::Table { columns, rows }), _) => {
                Grid::new(columns, &rows[..rows.len().min(1)], self.faces).beginning()
            }
            _ => TOGETHER * BODY * LEADING,
        };
        self.make_room(height + below + 4.0);
        let page = self.pages.pages.len() - 1;
        self.pages.stops.push(Stop { level, text: text.to_owned(), page, y: self.y });
        self.put(set, BORDER, size);
        self.y += 4.0;
    }

    fn paragraph(&mut self, pieces: &[Piece]) {
        let set = lines(pieces, self.faces, BODY, WIDTH);
        self.put(set, BORDER, BODY);
        self.y += 6.0;
    }

    fn item(&mut self, number: Option<u32>, pieces: &[Piece]) {
        let mark = number.map_or_else(|| "•".to_owned(), |number| format!("{number}."));
        let wide = if mark.len() > 4 { INDENT * 2.0 } else { INDENT };
        let set = lines(pieces, self.faces, BODY, WIDTH - wide);
        self.make_room(height(&set, BODY).min(TOGETHER * BODY * LEADING));
        let top = self.y;
        self.put(lines(&[Piece::Plain(mark)], self.faces, BODY, wide), BORDER, BODY);
        self.y = top;
        self.put(set, BORDER + wide, BODY);
        self.y += 3.0;
    }

    fn picture(&mut self, file: &File) {
        match image(file).filter(|_| self.pictures == Pictures::Shown) {
            None => self.item(None, &[Piece::Aside(format!("picture: {}", file.name))]),
            Some(image) => {
                let (width, height) = fitting(image.size(), WIDTH - INDENT, (BOTTOM - BORDER) / 2.0);
                self.make_room(height);
                let mark = Mark::Picture { x: BORDER + INDENT, y: self.y, width, height, image };
                self.mark(mark);
                self.y += height + 8.0;
            }
        }
    }

    fn chart(&mut self) {
        let Some(tree) = self.chart.take() else { return };
        let height = chart_height(&tree);
        self.make_room(height);
        self.mark(Mark::Chart { x: BORDER, y: self.y, width: CHART, height, tree });
        self.y += height + 8.0;
    }

    fn put(&mut self, set: Vec<Line>, x: f32, size: f32) {
        for line in set {
            self.make_room(size * LEADING);
            let y = self.y + size * 1.1;
            self.mark(Mark::Line { x, y, size, line });
            self.y += size * LEADING;
        }
    }

    fn mark(&mut self, mark: Mark) {
        self.pages.pages.last_mut().expect("there is a page from the start").push(mark);
    }

    /// Goes on to the next page where this much does not fit on this one.
    fn make_room(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > BORDER {
            self.turn_page();
        }
    }

    fn turn_page(&mut self) {
        self.pages.pages.push(Vec::new());
        self.y = BORDER;
    }
}

fn chart_height(tree: &usvg::Tree) -> f32 {
    CHART * tree.size().height() / tree.size().width()
}

#[expect(clippy::cast_precision_loss, reason = "a text has fewer lines than a float has digits")]
fn height(set: &[Line], size: f32) -> f32 {
    set.len() as f32 * size * LEADING
}

/// The picture, where it is one that can be shown.
fn image(file: &File) -> Option<Image> {
    let data = Data::from(file.bytes.to_vec());
    let image = match file.mime.as_str() {
        "image/png" => Image::from_png(data, true),
        "image/jpeg" => Image::from_jpeg(data, true),
        "image/gif" => Image::from_gif(data, true),
        "image/webp" => Image::from_webp(data, true),
        _ => return None,
    };
    image.ok().filter(|image| u64::from(image.size().0) * u64::from(image.size().1) <= MOST_DOTS)
}

/// As large as it is at 96 dots an inch, but never larger than its room.
#[expect(clippy::cast_precision_loss, reason = "pictures are smaller than a float has digits")]
fn fitting((width, height): (u32, u32), most_width: f32, most_height: f32) -> (f32, f32) {
    let (width, height) = (width.max(1) as f32 * 0.75, height.max(1) as f32 * 0.75);
    let scale = (most_width / width).min(most_height / height).min(1.0);
    (width * scale, height * scale)
}
