//! A program that may use the API of a server.

use chrono::{DateTime, Utc};

use super::named::Named;
use crate::ids::ProgramId;

/// A program, as it was let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Whether it may change things; it may read in any case.
    pub may_write: bool,
    /// The name of who let it in.
    pub made_by: String,
    /// When it was let in.
    pub made_at: DateTime<Utc>,
    /// When it last asked for something, to within some minutes.
    pub last_at: Option<DateTime<Utc>>,
}

/// A program under its name.
pub type NamedProgram = Named<ProgramId, Program>;
