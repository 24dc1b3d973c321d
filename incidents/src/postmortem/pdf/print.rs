//! Placed pages, written as PDF with page numbers and an outline.

use krilla::Document;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::TextDirection;
use krilla_svg::{SurfaceExt, SvgSettings};

use super::face::Faces;
use super::layout::{BORDER, Mark, PAGE, Pages, Stop};
use super::line::lines;
use crate::postmortem::document::Piece;
use crate::postmortem::facts::Facts;

/// Why a document could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum Unprinted {
    /// A font is no font.
    #[error("one of the fonts cannot be read")]
    Font,
    /// A picture is broken.
    #[error("one of the pictures cannot be read")]
    Picture,
    /// The PDF could not be put together.
    #[error("the PDF cannot be written: {0}")]
    Unwritable(String),
}

/// Red, green and blue of the letters.
const INK: [u8; 3] = [31, 35, 40];
const SMALL: f32 = 8.0;

/// Writes the pages.
pub(super) fn print(pages: &Pages, facts: &Facts, faces: &Faces<'_>) -> Result<Vec<u8>, Unprinted> {
    let mut document = Document::new();
    let title = format!("{}: {}", facts.number, facts.title);
    document
        .set_metadata(Metadata::new().title(title).creator("Sitrep".to_owned()).language("en".to_owned()));
    let count = pages.pages.len();
    for (nth, marks) in pages.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1)
            .ok_or_else(|| Unprinted::Unwritable("the page has no size".to_owned()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        surface.set_fill(fill(INK));
        for mark in marks {
            draw(mark, faces, &mut surface);
        }
        number(&format!("{} · {} / {count}", facts.number, nth + 1), faces, &mut surface);
        surface.finish();
        marks.iter().for_each(|mark| lead(mark, &mut page));
        page.finish();
    }
    document.set_outline(outline(&pages.stops));
    document.finish().map_err(|error| match error {
        KrillaError::Image(..) => Unprinted::Picture,
        KrillaError::Font(..) => Unprinted::Font,
        other => Unprinted::Unwritable(format!("{other:?}")),
    })
}

/// Makes the addresses of a line lead where they say.
fn lead(mark: &Mark, page: &mut Page<'_>) {
    let Mark::Line { x, y, size, line } = mark else { return };
    for link in &line.links {
        if let Some(place) = Rect::from_xywh(x + link.x, y - size, link.width, size * 1.3) {
            let target = Target::Action(Action::Link(LinkAction::new(link.target.clone())));
            page.add_annotation(LinkAnnotation::new(place, target).into());
        }
    }
}

fn fill([red, green, blue]: [u8; 3]) -> Option<Fill> {
    Some(Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() })
}

fn draw(mark: &Mark, faces: &Faces<'_>, surface: &mut Surface<'_>) {
    match mark {
        Mark::Line { x, y, size, line } => {
            for run in &line.runs {
                let at = Point::from_xy(x + run.x, *y);
                let direction =
                    if run.is_rtl { TextDirection::RightToLeft } else { TextDirection::LeftToRight };
                surface.draw_text(at, faces.font(run.face).clone(), *size, &run.text, false, direction);
            }
        }
        Mark::Shade { x, y, width, height, grey } => {
            let mut path = PathBuilder::new();
            if let Some(place) = Rect::from_xywh(*x, *y, *width, *height) {
                path.push_rect(place);
            }
            if let Some(path) = path.finish() {
                surface.set_fill(fill([*grey; 3]));
                surface.draw_path(&path);
                surface.set_fill(fill(INK));
            }
        }
        Mark::Picture { x, y, width, height, image } => {
            if let Some(size) = Size::from_wh(*width, *height) {
                surface.push_transform(&Transform::from_translate(*x, *y));
                surface.draw_image(image.clone(), size);
                surface.pop();
            }
        }
        Mark::Chart { x, y, width, height, tree } => {
            if let Some(size) = Size::from_wh(*width, *height) {
                surface.push_transform(&Transform::from_translate(*x, *y));
                let _ = surface.draw_svg(tree, size, SvgSettings::default());
                surface.pop();
            }
        }
    }
}

fn number(text: &str, faces: &Faces<'_>, surface: &mut Surface<'_>) {
    for line in lines(&[Piece::Plain(text.to_owned())], faces, SMALL, PAGE.0) {
        draw(&Mark::Line { x: BORDER, y: PAGE.1 - BORDER / 2.0, size: SMALL, line }, faces, surface);
    }
}

/// The headings, those of the third level below those of the second.
fn outline(stops: &[Stop]) -> Outline {
    let mut outline = Outline::new();
    let mut parts = stops.iter().peekable();
    while let Some(stop) = parts.next() {
        let mut node = node(stop);
        while let Some(child) = parts.next_if(|child| child.level > 2) {
            node.push_child(self::node(child));
        }
        outline.push_child(node);
    }
    outline
}

fn node(stop: &Stop) -> OutlineNode {
    OutlineNode::new(stop.text.clone(), XyzDestination::new(stop.page, Point::from_xy(BORDER, stop.y)))
}
