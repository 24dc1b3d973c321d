//! SVG to pixels, with our own fonts.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use crate::postmortem::fonts;

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

/// Reads a drawing. Nothing outside it is ever loaded.
pub(in crate::postmortem) fn tree(svg: &str) -> Result<usvg::Tree, Unpainted> {
    let mut options = usvg::Options { fontdb: Arc::clone(&FONTS), ..usvg::Options::default() };
    options.font_family = "DejaVu Sans".to_owned();
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    Ok(usvg::Tree::from_str(svg, &options)?)
}

/// Paints a drawing at twice its size.
pub(super) fn png(svg: &str) -> Result<Vec<u8>, Unpainted> {
    let tree = tree(svg)?;
    let size = tree.size().to_int_size().scale_by(2.0).ok_or(Unpainted::Unwritable)?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or(Unpainted::Unwritable)?;
    resvg::render(&tree, Transform::from_scale(2.0, 2.0), &mut pixels.as_mut());
    pixels.encode_png().map_err(|_| Unpainted::Unwritable)
}
