//! The fonts every picture and PDF is set in. They are part of the program: no server needs to have any.

/// Upright.
pub(super) const REGULAR: &[u8] = include_bytes!("../../fonts/DejaVuSans.ttf");
/// Bold.
pub(super) const BOLD: &[u8] = include_bytes!("../../fonts/DejaVuSans-Bold.ttf");
/// Slanted.
pub(super) const OBLIQUE: &[u8] = include_bytes!("../../fonts/DejaVuSans-Oblique.ttf");
