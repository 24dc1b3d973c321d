//! Keeps published postmortems outside Discord too: in a folder, in a Git repository, or with a program that listens.
//!
//! Each is tried once here. Whether and when again is for the outbox to decide, which survives a crash, so every way writes
//! the same under the same names each time.

mod folder;
mod forge;
mod git;
mod hook;
mod set;

use std::path::PathBuf;
use std::sync::Arc;

use commands::parcels::Outgoing;
use incidents::model::publication::PublishTo;
use incidents::postmortem::{Typeface, html, json, pdf};

use crate::config::Publishing;

pub use self::git::Git;
pub use self::hook::Hook;

/// A file of a published postmortem.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Document {
    /// Made of numbers alone: nothing typed is ever a path.
    name: String,
    bytes: Vec<u8>,
}

/// What a published postmortem is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Markdown, with the pictures beside it.
    Markdown,
    /// One web page with everything in it.
    Html,
    /// For printing.
    Pdf,
    /// For other programs.
    Json,
}

impl Format {
    /// Every format, by the name operators write.
    pub const ALL: [(&'static str, Self); 4] =
        [("markdown", Self::Markdown), ("html", Self::Html), ("pdf", Self::Pdf), ("json", Self::Json)];

    /// The format of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name.trim()).map(|(_, format)| format)
    }
}

/// Why a postmortem was not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotKept {
    /// Later it may be.
    #[error("{0}")]
    Yet(String),
    /// Not before somebody mends what is said.
    #[error("{0}")]
    AsThingsAre(String),
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is there.
    There,
    /// Nobody asked for this place.
    NotWanted,
}

/// The places that the operator named.
#[derive(Clone, Default)]
pub struct Publisher {
    folder: Option<PathBuf>,
    git: Option<Git>,
    hook: Option<Hook>,
    manner: Arc<Manner>,
}

/// In which manner documents are laid out.
#[derive(Default)]
struct Manner {
    formats: Vec<Format>,
    fonts: Vec<Typeface>,
}

impl Publisher {
    /// The places of a configuration.
    #[must_use]
    pub fn new(config: &Publishing) -> Self {
        Self {
            folder: config.folder.clone(),
            git: config.git.clone().map(Git::new),
            hook: config.webhook.clone().map(|url| Hook::new(url, config.secret.clone())),
            manner: Arc::new(Manner { formats: config.formats.clone(), fonts: config.fonts.clone() }),
        }
    }

    /// Keeps a postmortem in its place.
    pub async fn keep(&self, outgoing: Outgoing) -> Result<Kept, NotKept> {
        let manner = self.manner.clone();
        match (outgoing.to, &self.folder, &self.git, &self.hook) {
            (PublishTo::Folder, Some(folder), ..) => {
                let folder = folder.clone();
                off_the_threads(move || folder::keep(&folder, &outgoing, &set::of(&outgoing, &manner)?)).await
            }
            (PublishTo::Git, _, Some(git), _) => {
                let wanted = outgoing.clone();
                let files = off_the_threads(move || set::of(&wanted, &manner)).await?;
                git.keep(&outgoing, files).await
            }
            (PublishTo::Webhook, _, _, Some(hook)) => hook.tell(&outgoing).await,
            _ => return Ok(Kept::NotWanted),
        }
        .map(|()| Kept::There)
    }
}

/// Does what takes long or waits for a disk where nothing else waits for it.
async fn off_the_threads<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, NotKept> + Send + 'static,
) -> Result<T, NotKept> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|panic| Err(NotKept::Yet(panic.to_string())))
}

/// The document in a format other than Markdown.
fn laid_out(
    outgoing: &Outgoing,
    format: Format,
    fonts: &[Typeface],
) -> Result<Option<(&'static str, Vec<u8>)>, NotKept> {
    let facts = &outgoing.facts;
    Ok(match format {
        Format::Markdown => None,
        Format::Html => Some(("html", html(facts).into_bytes())),
        Format::Json => Some(("json", json(facts).into_bytes())),
        Format::Pdf => {
            let bytes = pdf(facts, fonts).map_err(|why| NotKept::AsThingsAre(why.to_string()))?;
            Some(("pdf", bytes))
        }
    })
}
