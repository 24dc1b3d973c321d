//! `/token`: which programs may read and write by the API.

pub mod add;
pub mod list;
pub mod revoke;

use incidents::{Result, View, store};

use crate::asked::Asked;
use crate::reply::Choice;
use crate::tongues::word;

/// Programs, by name.
fn suggest(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let programs = store::tokens::all(view, asked.request.guild)?;
    Ok(crate::suggest::among(&programs.iter().map(|one| one.name.to_string()).collect::<Vec<_>>(), typed))
}

/// What a program may do, as people read it.
fn scope(may_write: bool) -> &'static str {
    word(if may_write { "reads and writes" } else { "reads" })
}
