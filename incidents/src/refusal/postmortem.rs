//! What can be mended about postmortems and their templates.

use thiserror::Error;

use super::Refusal;
use crate::error::Error;
use crate::ids::Number;
use crate::worded::Worded;

/// A wish about a postmortem that was not granted, in the words the person reads.
#[derive(Debug, Clone, PartialEq, Eq, Error, Worded)]
pub enum PostmortemRefusal {
    /// The incident goes on.
    #[error(
        "{0} is still open. Use `/incident resolve` first; until then `/postmortem show` shows the draft."
    )]
    StillOpen(Number),
    /// No such section.
    #[error("There is no section \"{0}\". Pick one from the list under `section`: {1}.")]
    NoSuchSection(String, String),
    /// Somebody else wrote there meanwhile.
    #[error(
        "Somebody else changed the {0} while you wrote. Use `/postmortem edit` again to see their text, and put yours in."
    )]
    ChangedMeanwhile(&'static str),
    /// No such edition.
    #[error("{0} has no edition {1}. Its latest is {2}; `/postmortem show` lists them.")]
    NoSuchEdition(Number, i64, u32),
    /// A template where the format is not worded by one.
    #[error(
        "A template words Markdown. Use `format:markdown` with `template`, or leave `template` out for {0}."
    )]
    TemplateForText(String),
    /// A file that Discord would not take.
    #[error(
        "The {what} would have {mb} MB, and Discord takes 10. Choose another `format`, or leave out large pictures with `/timeline remove`."
    )]
    TooLarge {
        /// Which file.
        what: &'static str,
        /// How large it is.
        mb: usize,
    },
    /// A document that could not be made.
    #[error("The {0} could not be made: {1}. Choose another `format`.")]
    NotMade(&'static str, String),
    /// No such template.
    #[error("There is no template \"{0}\" here. Pick one from the list, or see `/postmortem template`.")]
    NoSuchTemplate(String),
    /// A name no template can have.
    #[error(
        "A template's name has 1 to 40 small letters, digits and dashes, and is not `default`. Try `house-style`."
    )]
    TemplateName,
    /// The name of a template that comes with the program.
    #[error("The template {0} comes with Sitrep and stays as it is. Choose another name for yours.")]
    ShippedName(String),
    /// A template without a file to be.
    #[error(
        "There is no template \"{0}\" here yet. Attach one as `file`, or pick one from the list under `name`."
    )]
    TemplateFile(String),
    /// A template that is too long.
    #[error("A template may have 64 KiB; this file has {}. Shorten it.", in_kib(*.0))]
    TemplateSize(usize),
    /// A template that is no text.
    #[error("That file is no text in UTF-8. Save it as plain text, and attach it again.")]
    TemplateBytes,
    /// No room for another template.
    #[error(
        "There are {0} templates here, which is as many as there can be. Remove one under `/postmortem template` first."
    )]
    TooManyTemplates(usize),
    /// A template that fails.
    #[error(
        "That template does not work: {0}. Mend it, and attach it again; `/postmortem template` shows those that do."
    )]
    Template(String),
}

fn in_kib(bytes: usize) -> String {
    format!("{} KiB", bytes.div_ceil(1024))
}

impl From<PostmortemRefusal> for Error {
    fn from(why: PostmortemRefusal) -> Self {
        Refusal::Postmortem(why).into()
    }
}
