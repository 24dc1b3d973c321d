//! A picture of the incident: its phases, who was paged and answered, and how grave it was, along one line of time.
//!
//! It is narrow, with everything named in a legend below, so that it can be read on a phone.

mod axis;
mod draw;
mod moments;
mod raster;

use super::Typeface;
use super::facts::Facts;

pub use raster::Unpainted;
pub(super) use raster::tree;

/// On what the picture is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// On its own, as a file: it brings a white card.
    Card,
    /// Within a page whose text colour it takes.
    Page,
    /// On white paper.
    Paper,
}

/// The chart as SVG, or nothing where too little is known to draw one. The same facts always give the same bytes.
#[must_use]
pub fn svg(facts: &Facts, ground: Ground) -> Option<String> {
    moments::Moments::of(facts).map(|moments| draw::draw(facts, &moments, ground))
}

/// The chart as PNG, twice as large as it is meant to be seen. `more` are further fonts, for scripts that the built-in ones
/// lack.
///
/// # Errors
/// Says why it could not be painted.
pub fn png(facts: &Facts, more: &[Typeface]) -> Result<Option<Vec<u8>>, Unpainted> {
    svg(facts, Ground::Card).map(|svg| raster::png(&svg, more)).transpose()
}

/// Any drawing of ours as PNG, twice as large as it is meant to be seen. `more` are further fonts.
///
/// # Errors
/// Says why it could not be painted.
pub fn paint(svg: &str, more: &[Typeface]) -> Result<Vec<u8>, Unpainted> {
    raster::png(svg, more)
}

#[cfg(test)]
mod tests;
