//! Programs are let in by the API, and turned away again.

pub mod add;
pub mod revoke;
pub mod used;
