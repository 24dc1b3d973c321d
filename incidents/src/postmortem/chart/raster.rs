//! SVG to pixels, with our own fonts.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use ttf_parser::Face;

use crate::postmortem::{Typeface, fonts, in_letters};

/// Why a chart could not be painted.
#[derive(Debug, thiserror::Error)]
pub enum Unpainted {
    /// The drawing is no SVG.
    #[error("the chart cannot be read: {0}")]
    Unreadable(#[from] usvg::Error),
    /// The picture has no room, or cannot be written.
    #[error("the chart cannot be written as a picture")]
    Unwritable,
}

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(fonts::REGULAR.to_vec());
    fonts.load_font_data(fonts::BOLD.to_vec());
    Arc::new(fonts)
});

/// Our own fonts, and then `more`. Those are named by us, for a font need not say what it is called.
fn fonts_with(more: &[Typeface]) -> Arc<fontdb::Database> {
    if more.is_empty() {
        return Arc::clone(&FONTS);
    }
    let mut fonts = fontdb::Database::clone(&FONTS);
    for typeface in more {
        fonts.push_face_info(fontdb::FaceInfo {
            id: fontdb::ID::dummy(),
            source: fontdb::Source::Binary(typeface.file()),
            index: 0,
            families: vec![("further".to_owned(), fontdb::Language::English_UnitedStates)],
            post_script_name: "further".to_owned(),
            style: fontdb::Style::Normal,
            weight: fontdb::Weight::NORMAL,
            stretch: fontdb::Stretch::Normal,
            monospaced: false,
        });
    }
    Arc::new(fonts)
}

/// The drawing as these fonts can set it: letters that none of them has are told by their numbers, and other signs are left
/// out. An empty box would say less.
fn settable(svg: &str, fonts: &fontdb::Database) -> String {
    let mut out = String::with_capacity(svg.len());
    for c in svg.chars() {
        match c {
            c if c.is_ascii() || has(fonts, c) => out.push(c),
            c if c.is_alphanumeric() => out.push_str(&in_letters(c)),
            _ => {}
        }
    }
    out
}

fn has(fonts: &fontdb::Database, c: char) -> bool {
    let has = |bytes: &[u8], nth| {
        let face = Face::parse(bytes, nth).ok();
        face.and_then(|face| face.glyph_index(c)).is_some_and(|glyph| glyph.0 != 0)
    };
    fonts.faces().any(|face| fonts.with_face_data(face.id, has).unwrap_or_default())
}

/// Reads a drawing. Nothing outside it is ever loaded.
pub(in crate::postmortem) fn tree(svg: &str, more: &[Typeface]) -> Result<usvg::Tree, Unpainted> {
    let fonts = fonts_with(more);
    let svg = settable(svg, &fonts);
    let mut options = usvg::Options { fontdb: fonts, ..usvg::Options::default() };
    options.font_family = "DejaVu Sans".to_owned();
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    Ok(usvg::Tree::from_str(&svg, &options)?)
}

/// Paints a drawing at twice its size.
pub(super) fn png(svg: &str, more: &[Typeface]) -> Result<Vec<u8>, Unpainted> {
    let tree = tree(svg, more)?;
    let size = tree.size().to_int_size().scale_by(2.0).ok_or(Unpainted::Unwritable)?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or(Unpainted::Unwritable)?;
    resvg::render(&tree, Transform::from_scale(2.0, 2.0), &mut pixels.as_mut());
    pixels.encode_png().map_err(|_| Unpainted::Unwritable)
}
