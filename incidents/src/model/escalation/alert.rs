//! What one more alert with a known key means.

/// What is known under an alert's key, within its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Nothing, or the alert has no key.
    Nothing,
    /// An open incident that nobody has acknowledged.
    Open,
    /// An open incident that somebody has.
    Acked,
    /// One that is over.
    Over,
}

/// Whether the alert is graver than what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rise {
    /// It is.
    Graver,
    /// It is as grave, or less.
    NoGraver,
}

/// What to do with an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertMeans {
    /// Open an incident, and page.
    New,
    /// Add it to the incident's timeline, and say no more.
    Append,
    /// Add it, and page again: it has become graver.
    AppendAndPage,
    /// Nothing: an end to something unknown or over.
    Nothing,
    /// Resolve the alert of the incident.
    Recover,
}

impl AlertMeans {
    /// What a firing alert means.
    #[must_use]
    pub const fn firing(known: Known, rise: Rise) -> Self {
        match (known, rise) {
            (Known::Nothing | Known::Over, _) => Self::New,
            (Known::Open, Rise::Graver) => Self::AppendAndPage,
            (Known::Open, Rise::NoGraver) | (Known::Acked, _) => Self::Append,
        }
    }

    /// What an alert that has recovered means.
    #[must_use]
    pub const fn resolved(known: Known) -> Self {
        match known {
            Known::Open | Known::Acked => Self::Recover,
            Known::Nothing | Known::Over => Self::Nothing,
        }
    }
}
