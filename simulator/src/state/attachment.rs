//! Files that were sent, and their links, which expire.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::ids::{AttachmentId, ChannelId};

/// A file and its bytes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Attachment {
    pub(crate) id: AttachmentId,
    pub(crate) channel: ChannelId,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) media_type: String,
    #[serde(with = "crate::memory::base64")]
    pub(crate) bytes: Vec<u8>,
    pub(crate) is_ephemeral: bool,
}

impl Attachment {
    /// The attachment as payloads show it, with a link that is good for a day from `now`.
    pub(crate) fn json(&self, base: &str, now: DateTime<Utc>) -> Value {
        let url = self.url(base, now);
        let mut shown = json!({
            "id": self.id,
            "filename": self.name,
            "size": self.bytes.len(),
            "url": url,
            "proxy_url": url,
            "content_type": self.media_type,
        });
        if let Some(description) = &self.description {
            shown["description"] = json!(description);
        }
        if self.is_ephemeral {
            shown["ephemeral"] = json!(true);
        }
        if let Some((width, height)) = self.picture_size() {
            shown["width"] = json!(width);
            shown["height"] = json!(height);
        }
        shown
    }

    fn url(&self, base: &str, now: DateTime<Utc>) -> String {
        let (issued, expires) = (now.timestamp(), (now + Duration::hours(24)).timestamp());
        let mark = mark(self.id, expires);
        let name = crate::rest::uri::escaped(&self.name);
        format!(
            "{base}/attachments/{}/{}/{name}?ex={expires:x}&is={issued:x}&hm={mark:016x}&",
            self.channel, self.id
        )
    }

    /// Width and height of a PNG, which is all the simulator looks into.
    fn picture_size(&self) -> Option<(u32, u32)> {
        let header = self.bytes.get(16..24).filter(|_| self.bytes.starts_with(b"\x89PNG\r\n\x1a\n"))?;
        let (width, height) = header.split_at(4);
        Some((u32::from_be_bytes(width.try_into().ok()?), u32::from_be_bytes(height.try_into().ok()?)))
    }
}

/// What makes a link hard to change: it covers the file and the expiry. No secret, for nothing here is.
pub(crate) fn mark(id: AttachmentId, expires: i64) -> u64 {
    let mut mark = 0xcbf2_9ce4_8422_2325_u64;
    for byte in id.get().to_le_bytes().into_iter().chain(expires.to_le_bytes()) {
        mark = (mark ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    mark
}

/// The media type a name promises.
pub(crate) fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        "json" => "application/json",
        "md" => "text/markdown; charset=utf-8",
        "txt" | "log" => "text/plain; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}
