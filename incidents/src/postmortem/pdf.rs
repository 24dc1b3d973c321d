//! The document as PDF, laid out here: no browser, no other program, the fonts inside.

mod direction;
mod face;
mod glyphless;
mod layout;
mod line;
mod print;

use super::document;
use super::facts::Facts;

pub use face::Typeface;
pub(super) use glyphless::in_letters;
pub use print::Unprinted;

/// Whether pictures are shown or, where one of them is broken, only named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pictures {
    Shown,
    Named,
}

/// The document as PDF. The same facts always give the same bytes. `more` are further fonts, for scripts that the
/// built-in ones lack, asked in order; what no font has is told by name or number.
///
/// # Errors
/// Says why it could not be written.
pub fn pdf(facts: &Facts, more: &[Typeface]) -> Result<Vec<u8>, Unprinted> {
    let blocks = document::blocks(facts);
    let faces = face::Faces::with(more)?;
    let print = |pictures| {
        let pages = layout::lay_out(&blocks, facts, &faces, pictures);
        print::print(&pages, facts, &faces)
    };
    match print(Pictures::Shown) {
        Err(Unprinted::Picture) => print(Pictures::Named),
        done => done,
    }
}

#[cfg(test)]
mod tests;
