//! Instants printed for documents, in forms that can be read back.

use chrono::{DateTime, NaiveDateTime, Timelike, Utc};

use crate::model::zone::Zone;

/// Which clock a server prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum Hours {
    /// `14:13`
    #[default]
    #[serde(rename = "24")]
    TwentyFour,
    /// `2:13 PM`
    #[serde(rename = "12")]
    Twelve,
}

/// How a document shows instants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Face {
    /// Which clock.
    pub clock: Hours,
    /// Whose clock, and the label behind it.
    pub zone: Zone,
}

impl Face {
    /// The time and its zone: `14:13 EST` or `2:13 PM EST`.
    #[must_use]
    pub fn time(&self, at: DateTime<Utc>) -> String {
        format!("{} {}", self.bare_time(at), self.zone.label(at))
    }

    /// The time alone: `14:13` or `2:13 PM`. Seconds are left out.
    #[must_use]
    pub fn bare_time(&self, at: DateTime<Utc>) -> String {
        let local = self.zone.local(at);
        match self.clock {
            Hours::TwentyFour => local.format("%H:%M").to_string(),
            Hours::Twelve => twelve(local),
        }
    }

    /// The date: `2024-06-02` or `June 2, 2024`.
    #[must_use]
    pub fn date(&self, at: DateTime<Utc>) -> String {
        let form = match self.clock {
            Hours::TwentyFour => "%Y-%m-%d",
            Hours::Twelve => "%B %-d, %Y",
        };
        self.zone.local(at).format(form).to_string()
    }

    /// The date without its year: `2 June` or `June 2`.
    #[must_use]
    pub fn day(&self, at: DateTime<Utc>) -> String {
        let form = match self.clock {
            Hours::TwentyFour => "%-d %B",
            Hours::Twelve => "%B %-d",
        };
        self.zone.local(at).format(form).to_string()
    }

    /// Date, time and zone: `2024-06-02 14:13 EST` or `June 2, 2024, 2:13 PM EST`.
    #[must_use]
    pub fn full(&self, at: DateTime<Utc>) -> String {
        let comma = if self.clock == Hours::Twelve { "," } else { "" };
        format!("{}{comma} {}", self.date(at), self.time(at))
    }
}

fn twelve(local: NaiveDateTime) -> String {
    let (is_pm, hour) = local.hour12();
    format!("{hour}:{:02} {}", local.minute(), if is_pm { "PM" } else { "AM" })
}
