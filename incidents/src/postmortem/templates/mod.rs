//! Documents in a team's own words: templates, shipped or uploaded.
//!
//! A template only reads; it can neither loop for ever nor grow a text in memory, and whatever people typed is escaped
//! on its way out.

mod allowed;
mod engine;
mod names;
mod shipped;
mod view;

pub use engine::{TemplateError, Tone, render};
pub use shipped::Shipped;

use super::escape::Sink;
use super::facts::Facts;

/// Tries a server's own template on its sample incidents before it is accepted.
///
/// # Errors
/// Says in which line it fails, and why.
pub fn try_out(source: &str, samples: &[Facts]) -> Result<(), TemplateError> {
    for facts in samples {
        for tone in [Tone::Plain, Tone::Light] {
            if render(source, facts, tone, Sink::File)?.trim().is_empty() {
                return Err(TemplateError { line: None, reason: "it prints nothing".to_owned() });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
