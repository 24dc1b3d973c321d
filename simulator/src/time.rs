//! How Discord writes moments.

use chrono::{DateTime, SecondsFormat, Utc};

/// ISO 8601 with microseconds and an offset.
pub(crate) fn iso(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Micros, false)
}
