//! What was wrong in the configuration, told all at once and without showing a value that may be secret.

use std::fmt;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// What the operator wrote the setting as: a flag, a variable or a key with its file.
    pub name: String,
    /// What it takes instead.
    pub expected: String,
}

/// Every mistake of one reading; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistakes(pub Vec<Mistake>);

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noun = if self.0.len() == 1 { "mistake" } else { "mistakes" };
        write!(f, "the configuration has {} {noun}:", self.0.len())?;
        for mistake in &self.0 {
            write!(f, "\n  {}: expected {}", mistake.name, mistake.expected)?;
        }
        Ok(())
    }
}

impl std::error::Error for Mistakes {}
