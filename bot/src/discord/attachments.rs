//! Files that people sent: fetched from Discord's own hosts alone, never more than asked for.

use reqwest::Url;
use reqwest::header::CONTENT_TYPE;

use super::{Discord, is_loopback};

/// The hosts that Discord serves attachments from.
const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];

/// A file as it was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// What is in it.
    pub bytes: Vec<u8>,
    /// The type the server claims; not to be trusted.
    pub claimed_type: Option<String>,
}

/// Why a file was not fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotFetched {
    /// The address is not one of Discord's.
    #[error("the address is not one of Discord's")]
    ForeignAddress,
    /// The file is larger than the limit.
    #[error("the file is too large")]
    TooLarge,
    /// The file is gone, or its address has expired.
    #[error("the file is gone")]
    Gone,
    /// It could not be fetched now; later it may.
    #[error("the file cannot be fetched now")]
    Unavailable,
}

impl Discord {
    /// Fetches a file of at most `limit` bytes. Redirects are not followed, and our token is not sent.
    pub async fn attachment(&self, address: &str, limit: usize) -> Result<Attachment, NotFetched> {
        let address = Url::parse(address).map_err(|_| NotFetched::ForeignAddress)?;
        if !self.serves(&address) {
            return Err(NotFetched::ForeignAddress);
        }
        let mut response = self.0.http.get(address).send().await.map_err(|_| NotFetched::Unavailable)?;
        match response.status().as_u16() {
            200 => {}
            300..=499 => return Err(NotFetched::Gone),
            _ => return Err(NotFetched::Unavailable),
        }
        let claimed_type = response.headers().get(CONTENT_TYPE).and_then(|text| text.to_str().ok());
        let claimed_type = claimed_type.map(str::to_owned);
        let mut bytes = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(|_| NotFetched::Unavailable)? {
            if bytes.len() + piece.len() > limit {
                return Err(NotFetched::TooLarge);
            }
            bytes.extend_from_slice(&piece);
        }
        Ok(Attachment { bytes, claimed_type })
    }

    /// Whether attachments may come from this address: one of Discord's hosts, or exactly the server that we call.
    fn serves(&self, address: &Url) -> bool {
        let base = &self.0.base;
        let is_ours = address.origin() == base.origin();
        let is_discords = address.scheme() == "https"
            && address.port().is_none()
            && address.host_str().is_some_and(|host| HOSTS.contains(&host))
            && !is_loopback(base);
        is_ours || is_discords
    }
}
