//! What is true about incidents: the rules, the ledger that keeps them, and all SQL. Knows no Discord and no HTTP.

pub mod clock;
pub mod ids;
pub mod model;
pub mod postmortem;
