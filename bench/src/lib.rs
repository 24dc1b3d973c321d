//! Sitrep beside small bots, in the same minutes and in turns.
//!
//! On a shared machine absolute times say little: a neighbour's build makes them tenfold. So each round runs all of them, and
//! what counts is the median of the rounds' ratios.

pub mod backlog;
pub mod clock;
pub mod contender;
pub mod drain;
pub mod figures;
pub mod growth;
pub mod load;
pub mod machine;
pub mod own;
pub mod picture;
pub mod process;
pub mod ramp;
pub mod report;
pub mod sheet;
pub mod small_bot;
pub mod soak;
pub mod stage;
mod statements;
pub mod writer;
