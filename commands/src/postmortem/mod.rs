//! `/postmortem`: the document that writes itself, and what people do with it.

pub mod check;
pub mod edit;
pub mod export;
mod files;
pub mod parcels;
mod parts;
pub mod publish;
pub mod review;
pub mod said;
pub mod sections;
pub mod show;
pub mod template;

pub use files::{Files, of_document};
