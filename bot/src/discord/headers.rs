//! What Discord says in headers, and what we say there.

use chrono::TimeDelta;
use reqwest::header::HeaderMap;

/// The state of a bucket as an answer tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BucketNews {
    pub name: String,
    pub limit: u32,
    pub remaining: u32,
    pub resets_after: TimeDelta,
}

impl BucketNews {
    /// Reads the headers; none unless all four are there.
    pub fn read(headers: &HeaderMap) -> Option<Self> {
        Some(Self {
            name: text(headers, "x-ratelimit-bucket")?.to_owned(),
            limit: text(headers, "x-ratelimit-limit")?.parse().ok()?,
            remaining: text(headers, "x-ratelimit-remaining")?.parse().ok()?,
            resets_after: seconds(text(headers, "x-ratelimit-reset-after")?.parse().ok()?)?,
        })
    }
}

/// One header as text.
pub(super) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// Seconds with a fraction, rounded up to the millisecond: never a moment early.
pub(super) fn seconds(seconds: f64) -> Option<TimeDelta> {
    let ms = (seconds * 1000.0).ceil();
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked first")]
    (0.0..=86_400_000.0).contains(&ms).then(|| TimeDelta::milliseconds(ms as i64))
}

/// A reason as Discord's audit log takes it: percent-encoded, and at most 512 bytes of that.
pub(super) fn audit_log_reason(reason: &str) -> String {
    let mut encoded = String::new();
    for character in reason.chars() {
        let mut bytes = [0; 4];
        let piece: String = character.encode_utf8(&mut bytes).bytes().map(encode).collect();
        if encoded.len() + piece.len() > 512 {
            break;
        }
        encoded.push_str(&piece);
    }
    encoded
}

fn encode(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_never_rounded_down() {
        assert_eq!(seconds(1.0001), Some(TimeDelta::milliseconds(1001)));
        assert_eq!(seconds(0.0), Some(TimeDelta::zero()));
        assert_eq!(seconds(583.0), Some(TimeDelta::seconds(583)));
        for nonsense in [-1.0, f64::NAN, f64::INFINITY, 1e12] {
            assert_eq!(seconds(nonsense), None);
        }
    }

    #[test]
    fn a_reason_is_cut_between_characters() {
        let encoded = audit_log_reason(&"ü ".repeat(200));
        assert!(encoded.len() <= 512);
        assert!(encoded.ends_with("%20") || encoded.ends_with("%C3%BC"));
        assert_eq!(audit_log_reason("INC-7: open\n"), "INC-7%3A%20open%0A");
    }
}
