//! The world the stories happen in.

pub mod world;
