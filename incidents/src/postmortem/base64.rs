//! Bytes as text, for pictures inside JSON and HTML.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serializer};

/// Appends `bytes` to `out`.
pub(super) fn push(out: &mut String, bytes: &[u8]) {
    STANDARD.encode_string(bytes, out);
}

/// Writes bytes as one string.
pub(super) fn serialize<S: Serializer>(bytes: &Arc<[u8]>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&STANDARD.encode(bytes))
}

/// Reads them back.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<[u8]>, D::Error> {
    let text = String::deserialize(from)?;
    STANDARD.decode(text).map(Into::into).map_err(serde::de::Error::custom)
}
