//! Which wishes leave first, and who carries them.

/// Which wishes leave first when many wait: smaller is sooner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Somebody is being called for the first time, or nobody has answered.
    Page = 0,
    /// Somebody is called again, or shown how their page stands.
    Again = 1,
    /// Somebody looks at the screen.
    Soon = 2,
    /// It can wait its turn.
    Later = 3,
    /// It is for somebody else's server, which may be slow, and nobody on Discord waits for it.
    Outside = 9,
}

/// Which wishes a worker carries: what waits for other servers never holds up what is for Discord.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Load {
    /// All of them.
    All,
    /// Those for Discord.
    Chat,
    /// Those for other servers.
    Outside,
}

impl Load {
    /// The first and the last urgency of it.
    #[must_use]
    pub fn urgencies(self) -> (i64, i64) {
        let (first, last) = match self {
            Self::All => (Urgency::Page, Urgency::Outside),
            Self::Chat => (Urgency::Page, Urgency::Later),
            Self::Outside => (Urgency::Outside, Urgency::Outside),
        };
        (first as i64, last as i64)
    }
}
