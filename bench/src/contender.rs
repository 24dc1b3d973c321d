//! The three programs that are measured.

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contender {
    /// Serenity that answers and stores nothing.
    Bare,
    /// Serenity that commits and then answers.
    Reference,
    /// Our program, as people run it.
    Sitrep,
}

impl Contender {
    /// All of them, in the order of the first round.
    pub const ALL: [Self; 3] = [Self::Bare, Self::Reference, Self::Sitrep];

    /// The program's name, and what it is told on its command line.
    #[must_use]
    pub fn line(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Bare => ("bare", &[]),
            Self::Reference => ("reference", &[]),
            Self::Sitrep => ("sitrep", &["run"]),
        }
    }
}
