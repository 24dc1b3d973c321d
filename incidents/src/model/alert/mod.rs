//! What a monitoring system says, read into one form whoever it was that said it.
//!
//! Pure: bytes in, alerts out. Whatever comes in is bounded here, so that nothing behind has to fear its size.

mod alertmanager;
mod datadog;
mod fields;
mod fold;
mod github;
mod kept;
mod made;
mod plain;
mod product;
mod rules;
mod sentry;
mod storm;
mod uptime_kuma;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::Value;
use thiserror::Error;

pub use fields::{cut, digest};
pub use fold::fold;
pub use kept::{Kept, State as KeptState};
pub use made::Made;
pub use product::Product;
pub use rules::{Does, Grade, NamedSource, Rules, Same, Source, UnreadableRule, rank, read_grades};
pub use storm::{Place, Storm};

/// How many alerts one body may hold.
pub const MOST: usize = 2_000;

/// How many characters of the sender's word for how bad it is are kept.
const SEVERITY: usize = 60;

/// Something a monitoring system noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// Whether it goes on.
    pub state: State,
    /// What it is, on one line.
    pub title: String,
    /// What is known about it.
    pub text: String,
    /// How bad it is, in the sender's word.
    pub severity: Option<String>,
    /// By which the sender knows it again.
    pub key: Option<String>,
    /// By which the sender knows the group it belongs to again.
    pub group: Option<String>,
    /// Where to look.
    pub url: Option<String>,
    /// When it began, or ended, by the sender's clock.
    pub at: Option<DateTime<Utc>>,
    /// What else is known, by name.
    pub labels: BTreeMap<String, String>,
}

/// Whether what was noticed goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It does.
    Firing,
    /// It is over.
    Resolved,
}

/// What a body was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Who sends such bodies.
    pub product: Product,
    /// What it says.
    pub alerts: Vec<Alert>,
    /// How many alerts the sender itself left out.
    pub left_out: u64,
}

/// Why a body cannot be read, in the words its sender gets.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// Not JSON.
    #[error("The body is not JSON: {0}.")]
    NotJson(String),
    /// JSON of no shape that is known.
    #[error(
        "The body is JSON of no shape that is known here. Send {{\"title\": \"…\"}}, or name the product with ?as= and one \
         of: {}.",
        Product::names()
    )]
    NoShape,
    /// Something is missing.
    #[error("This looks like {product}, but {field} is missing or empty.")]
    Missing {
        /// What it looks like.
        product: Product,
        /// What is missing.
        field: &'static str,
    },
    /// Something is not what it should be.
    #[error("{field} has to be {expected}.")]
    Wrong {
        /// What.
        field: &'static str,
        /// What it should be.
        expected: &'static str,
    },
    /// More than anybody reads.
    #[error("The body holds {0} alerts; at most {MOST} are taken at a time.")]
    TooMany(usize),
}

/// Reads a body, as what it is said to be, or as what it looks like.
pub fn read(bytes: &[u8], hint: Option<Product>) -> Result<Read, Unreadable> {
    let value: Value = serde_json::from_slice(bytes).map_err(|why| Unreadable::NotJson(why.to_string()))?;
    let product = hint.or_else(|| Product::of(&value)).ok_or(Unreadable::NoShape)?;
    let left_out = value["truncatedAlerts"].as_u64().unwrap_or(0);
    let mut alerts = product.read(&value)?;
    if alerts.len() > MOST {
        return Err(Unreadable::TooMany(alerts.len()));
    }
    for alert in &mut alerts {
        alert.severity = alert.severity.take().map(|word| cut(&word, SEVERITY));
    }
    Ok(Read { product, alerts, left_out })
}

#[cfg(test)]
mod tests;
