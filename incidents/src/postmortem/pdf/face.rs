//! Typefaces: which of them has a character, and how wide it is.

use std::fmt;
use std::sync::Arc;

use krilla::text::Font;
use ttf_parser::Face;

use super::print::Unprinted;
use crate::postmortem::fonts;

/// A further font; clones share it.
#[derive(Clone)]
pub struct Typeface(Arc<Vec<u8>>);

impl Typeface {
    /// The font in a file, the first one where there are several.
    ///
    /// # Errors
    /// When there is none.
    pub fn read(file: Vec<u8>) -> Result<Self, Unprinted> {
        let is_font = Face::parse(&file, 0).is_ok_and(|face| face.units_per_em() > 0);
        let typeface = Self(Arc::new(file));
        match typeface.font().filter(|_| is_font) {
            Some(_) => Ok(typeface),
            None => Err(Unprinted::Font),
        }
    }

    /// Its file.
    pub(in crate::postmortem) fn file(&self) -> Arc<Vec<u8>> {
        Arc::clone(&self.0)
    }

    fn font(&self) -> Option<Font> {
        Font::new(Arc::clone(&self.0).into(), 0)
    }
}

impl fmt::Debug for Typeface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a font of {} bytes", self.0.len())
    }
}

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
    /// What the server added.
    pub(super) more: &'a [Typeface],
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
        for typeface in more {
            faces.push(Face::parse(&typeface.0, 0).map_err(|_| Unprinted::Font)?);
            found.push(typeface.font().ok_or(Unprinted::Font)?);
        }
        Ok(Self { more, faces, fonts: found })
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
