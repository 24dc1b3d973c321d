//! What a timeline entry can be, and which of the two tiers it stands in.

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// A machine noticed.
    Alert,
    /// A person noticed.
    Report,
    /// Somebody looked into it.
    Investigation,
    /// What was thought to be the cause.
    Assumption,
    /// What turned out not to be the cause.
    RuledOut,
    /// What turned out to be the cause.
    Finding,
    /// More people were called.
    Escalation,
    /// Something was done about it.
    Mitigation,
    /// Users had the service back.
    Recovery,
    /// Somebody outside was told.
    Communication,
    /// Anything else.
    Note,
}

impl EntryKind {
    /// Every kind, in the order people are offered them.
    pub const ALL: [Self; 11] = [
        Self::Alert,
        Self::Report,
        Self::Investigation,
        Self::Assumption,
        Self::RuledOut,
        Self::Finding,
        Self::Escalation,
        Self::Mitigation,
        Self::Recovery,
        Self::Communication,
        Self::Note,
    ];

    /// The word people type and the database stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Report => "report",
            Self::Investigation => "investigation",
            Self::Assumption => "assumption",
            Self::RuledOut => "ruled-out",
            Self::Finding => "finding",
            Self::Escalation => "escalation",
            Self::Mitigation => "mitigation",
            Self::Recovery => "recovery",
            Self::Communication => "communication",
            Self::Note => "note",
        }
    }
}

impl std::fmt::Display for EntryKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for EntryKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| format!("{text:?} is no kind of entry"))
    }
}

/// Everything is in the log; what reads well afterwards is the narrative, and only that is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Told in the postmortem.
    Narrative,
    /// Kept, not told.
    Log,
}

impl Tier {
    /// The word the database stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Narrative => "narrative",
            Self::Log => "log",
        }
    }
}

impl std::str::FromStr for Tier {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "narrative" => Ok(Self::Narrative),
            "log" => Ok(Self::Log),
            other => Err(format!("{other:?} is no tier")),
        }
    }
}
