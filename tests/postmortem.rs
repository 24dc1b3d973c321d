//! Stories about the postmortem: written together, corrected, reviewed, published and kept elsewhere.

mod collecting;
mod editing;
mod exporting;
mod host;
mod killed;
mod merging;
mod nudging;
mod outside;
mod paged;
mod publishing;
mod reviewing;
mod weighing;
mod wording;
