//! The document as data, for other programs: described in `schema.json`, and read back without loss.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::facts::Facts;
use crate::model::metrics::{Metric, read};
use crate::model::milestones::Milestone;

/// The JSON Schema of the document.
pub const SCHEMA: &str = include_str!("json/schema.json");

/// The schema's version. It grows when a reader of the last one would misunderstand.
pub const VERSION: u32 = 1;

const FORMAT: &str = "sitrep-postmortem";

/// Why a document could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It is no JSON, or not of the form that the schema describes.
    #[error("this is no postmortem in JSON: {0}")]
    Malformed(#[from] serde_json::Error),
    /// It says that it is something else.
    #[error("this is {0:?}, not a postmortem")]
    Foreign(String),
    /// It was written by a later edition of this program.
    #[error("this postmortem has version {0}; version {VERSION} is the last one known here")]
    TooNew(u32),
}

#[derive(Serialize)]
struct Written<'a> {
    format: &'static str,
    format_version: u32,
    incident: &'a Facts,
    metrics: Vec<Measure>,
}

#[derive(Deserialize)]
struct Read {
    format: String,
    format_version: u32,
    incident: Facts,
}

/// One metric.
#[derive(Serialize)]
struct Measure {
    name: Metric,
    #[serde(flatten)]
    reading: Reading,
}

/// What it was, or why it could not be taken.
#[derive(Serialize)]
#[serde(untagged)]
enum Reading {
    Taken {
        /// Never below nought.
        seconds: i64,
        /// Negative where detection preceded the impact.
        raw_seconds: i64,
        from: End,
        to: End,
    },
    Unmeasured {
        unmeasured: String,
    },
}

#[derive(Serialize)]
struct End {
    milestone: Milestone,
    at: Option<DateTime<Utc>>,
}

/// The document as JSON. The same facts always give the same bytes.
///
/// # Panics
/// Never: the facts hold nothing that JSON cannot.
#[must_use]
pub fn json(facts: &Facts) -> String {
    let metrics = Metric::ALL.into_iter().map(|metric| measure(metric, facts)).collect();
    let written = Written { format: FORMAT, format_version: VERSION, incident: facts, metrics };
    let mut out = serde_json::to_string_pretty(&written).expect("facts hold strings, numbers and lists only");
    out.push('\n');
    out
}

fn measure(name: Metric, facts: &Facts) -> Measure {
    let end = |milestone| End { milestone, at: facts.milestones.at(milestone) };
    let reading = match read(name, &facts.milestones) {
        Ok(reading) => Reading::Taken {
            seconds: reading.shown().num_seconds(),
            raw_seconds: reading.raw.num_seconds(),
            from: end(reading.from),
            to: end(reading.to),
        },
        Err(why) => Reading::Unmeasured { unmeasured: why.to_string() },
    };
    Measure { name, reading }
}

/// Reads a document back.
///
/// # Errors
/// Says why it is none that this program wrote.
pub fn read_json(text: &str) -> Result<Facts, Unreadable> {
    let read: Read = serde_json::from_str(text)?;
    if read.format != FORMAT {
        return Err(Unreadable::Foreign(read.format));
    }
    if read.format_version > VERSION {
        return Err(Unreadable::TooNew(read.format_version));
    }
    Ok(read.incident)
}

#[cfg(test)]
mod tests;
