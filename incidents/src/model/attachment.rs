//! A file that came with an entry, and how far our own copy of it has come.

use serde::{Deserialize, Serialize};

use crate::ids::{AttachmentId, EntryId, IncidentId};

/// How many bytes a file may have to be copied.
pub const MOST_BYTES: u64 = 25 << 20;
/// How many files one entry takes.
pub const MOST_PER_ENTRY: usize = 10;
/// How many files one incident takes.
pub const MOST_PER_INCIDENT: i64 = 500;

/// A file as it is offered: it still lies at Discord, under an address that expires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// The name it was given. Never used as a path.
    pub name: String,
    /// Where it can be fetched, for a while.
    pub url: String,
    /// How many bytes it is said to have.
    pub size: u64,
}

/// A file that came with an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its row.
    pub id: AttachmentId,
    /// The incident.
    pub incident: IncidentId,
    /// The entry it came with.
    pub entry: EntryId,
    /// The name it was given. Never used as a path.
    pub name: String,
    /// Where it was found.
    pub url: String,
    /// How far our copy has come.
    pub keeping: Keeping,
}

/// How far our own copy of a file has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeping {
    /// It is still to be fetched.
    Wanted,
    /// We have it.
    Kept(Kept),
    /// It could not be had, and why.
    Lost(String),
}

/// A copy of ours, as its bytes tell; nothing of it is what somebody claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its media type, by its first bytes.
    pub mime: String,
    /// How many bytes it has.
    pub size: i64,
    /// The SHA-256 of its bytes in hexadecimal, which is also its name on disk.
    pub sha256: String,
}

impl Keeping {
    /// The word the database stores.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Wanted => "wanted",
            Self::Kept(_) => "kept",
            Self::Lost(_) => "lost",
        }
    }
}

impl Attachment {
    /// The name our copy is shown under: what is harmless of the given name, an ending that tells the truth, and its
    /// number, which makes it unique.
    #[must_use]
    pub fn shown_name(&self, kept: &Kept) -> String {
        let is_ending = |text: &str| text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let split = self.name.rsplit_once('.').filter(|(_, ending)| is_ending(ending));
        let stem = split.map_or(self.name.as_str(), |(stem, _)| stem);
        let harmless = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
        let words: Vec<_> = stem.split(|letter| !harmless(letter)).filter(|word| !word.is_empty()).collect();
        let stem: String = words.join("-").chars().take(60).collect();
        let stem = if stem.is_empty() { "file" } else { &stem };
        format!("{stem}-{}.{}", self.id, ending(&kept.mime))
    }
}

fn ending(mime: &str) -> &'static str {
    match mime {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "application/pdf" => "pdf",
        "text/plain" => "txt",
        _ => "bin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_never_shown_under_a_name_that_lies_or_leads_anywhere() {
        for (name, mime, shown) in [
            ("graph of memory.PNG", "image/png", "graph-of-memory-7.png"),
            ("../../etc/passwd", "text/plain", "etc-passwd-7.txt"),
            ("invoice.pdf.exe", "application/octet-stream", "invoice-pdf-7.bin"),
            ("photo.png", "text/plain", "photo-7.txt"),
            ("@everyone\u{202e}gnp.exe", "image/png", "everyone-gnp-7.png"),
            ("...", "image/png", "file-7.png"),
        ] {
            let attachment = Attachment {
                id: AttachmentId(7),
                incident: IncidentId(1),
                entry: EntryId(1),
                name: name.into(),
                url: String::new(),
                keeping: Keeping::Wanted,
            };
            let kept = Kept { mime: mime.into(), size: 1, sha256: String::new() };
            assert_eq!(attachment.shown_name(&kept), shown, "{name}");
        }
    }
}
