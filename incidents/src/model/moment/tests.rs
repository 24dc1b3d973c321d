//! What people type for a time, and what is understood.

mod every_zone;
mod hostile;
mod table;
