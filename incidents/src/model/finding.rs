//! What a check-up finds: one thing, how it stands, and how to mend it. Data, so that a shell and a chat can both tell it.

use std::fmt;

use crate::worded::Sentence;

/// How one thing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// As it should.
    Fine,
    /// It works, and somebody should look at it.
    Doubtful,
    /// It does not work.
    Broken,
}

impl Verdict {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::Doubtful => "look",
            Self::Broken => "broken",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it belongs to.
    pub part: &'static str,
    /// How it stands.
    pub verdict: Verdict,
    /// What was seen.
    pub says: Sentence,
    /// What to do about it, where there is something to do.
    pub mend: Option<Sentence>,
}

impl Finding {
    /// Something is as it should be.
    #[must_use]
    pub fn fine(part: &'static str, says: impl Into<Sentence>) -> Self {
        Self { part, verdict: Verdict::Fine, says: says.into(), mend: None }
    }

    /// Something works that somebody should look at.
    #[must_use]
    pub fn doubtful(part: &'static str, says: impl Into<Sentence>, mend: impl Into<Sentence>) -> Self {
        Self { part, verdict: Verdict::Doubtful, says: says.into(), mend: Some(mend.into()) }
    }

    /// Something does not work.
    #[must_use]
    pub fn broken(part: &'static str, says: impl Into<Sentence>, mend: impl Into<Sentence>) -> Self {
        Self { part, verdict: Verdict::Broken, says: says.into(), mend: Some(mend.into()) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<7} {:<14} {}", self.verdict.as_str(), self.part, self.says.in_english())?;
        match &self.mend {
            Some(mend) => write!(f, "\n{:<22} → {}", "", mend.in_english()),
            None => Ok(()),
        }
    }
}
