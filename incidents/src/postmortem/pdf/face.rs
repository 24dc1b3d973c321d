//! Typefaces: which of them has a character, and how wide it is.

use std::sync::Arc;

use krilla::text::Font;
use ttf_parser::Face;

use super::print::Unprinted;
use crate::postmortem::fonts;

/// A further font, as the bytes of its file.
#[derive(Debug, Clone)]
pub struct Typeface(pub Arc<Vec<u8>>);

/// The manner in which a piece is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Regular,
    Bold,
    Oblique,
}

/// A face by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FaceId(usize);

/// All faces: three of our own, then what the server added.
pub(super) struct Faces<'a> {
    faces: Vec<Face<'a>>,
    fonts: Vec<Font>,
}

impl<'a> Faces<'a> {
    pub(super) fn with(more: &'a [Typeface]) -> Result<Self, Unprinted> {
        let mut faces = Vec::new();
        let mut found = Vec::new();
        for bytes in [fonts::REGULAR, fonts::BOLD, fonts::OBLIQUE] {
            faces.push(Face::parse(bytes, 0).map_err(|_| Unprinted::Font)?);
            found.push(Font::new(bytes.into(), 0).ok_or(Unprinted::Font)?);
        }
        for Typeface(bytes) in more {
            faces.push(Face::parse(bytes, 0).map_err(|_| Unprinted::Font)?);
            found.push(Font::new(Arc::clone(bytes).into(), 0).ok_or(Unprinted::Font)?);
        }
        Ok(Self { faces, fonts: found })
    }

    /// The first face that has the character, the styled one before all others.
    pub(super) fn that_has(&self, c: char, style: Style) -> Option<FaceId> {
        let styled = style as usize;
        let others = (0..self.faces.len()).filter(|nth| *nth == 0 || *nth > Style::Oblique as usize);
        std::iter::once(styled).chain(others).find(|nth| self.has(*nth, c)).map(FaceId)
    }

    fn has(&self, nth: usize, c: char) -> bool {
        self.faces[nth].glyph_index(c).is_some_and(|glyph| glyph.0 != 0)
    }

    /// How wide a character is, at a size of one point.
    pub(super) fn width(&self, face: FaceId, c: char) -> f32 {
        let face = &self.faces[face.0];
        let advance = face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph)).unwrap_or_default();
        f32::from(advance) / f32::from(face.units_per_em())
    }

    pub(super) fn font(&self, face: FaceId) -> &Font {
        &self.fonts[face.0]
    }
}
