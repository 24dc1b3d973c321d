//! What Sitrep says in other languages: nothing is missing, nothing is out of place, and each is told in their own.

mod catalogue;
mod english;
mod german;
mod outside;
mod sentences;
mod told;
