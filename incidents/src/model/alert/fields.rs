//! Taking fields out of foreign JSON: lenient in kind, strict in size.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// How many characters a title keeps.
const TITLE: usize = 200;
/// How many characters a text keeps.
const TEXT: usize = 1_500;
/// How long a key may be before its digest stands for it.
const KEY: usize = 200;
/// How many labels are kept, and how much of each.
const LABELS: usize = 40;
const LABEL: usize = 200;
/// How long an address may be to stand on a button.
const URL: usize = 500;

/// The text at a path; numbers are text too. Nothing, blank and `null` are none.
pub fn text(value: &Value, path: &[&str]) -> Option<String> {
    let found = path.iter().try_fold(value, |value, name| value.get(name))?;
    let text = match found {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The first of several paths that holds text.
pub fn first(value: &Value, paths: &[&[&str]]) -> Option<String> {
    paths.iter().find_map(|path| text(value, path))
}

/// A title: one line, cut visibly.
pub fn title(text: &str) -> String {
    let line: Vec<_> = text.split_whitespace().collect();
    cut(&line.join(" "), TITLE)
}

/// A text, cut visibly.
pub fn body(text: &str) -> String {
    cut(text.trim(), TEXT)
}

/// A key; one that is too long is known by its digest.
pub fn key(text: &str) -> String {
    if text.chars().count() <= KEY { text.to_owned() } else { digest(text.as_bytes()) }
}

/// The SHA-256 of something, in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An address that may stand on a button: `http` or `https`, of plain characters, and short enough.
pub fn url(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let is_web = ["http", "https"].contains(&scheme.to_ascii_lowercase().as_str());
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"`\\^{|}".contains(&byte));
    (is_web && is_plain && !rest.is_empty() && text.len() <= URL).then(|| text.to_owned())
}

/// The first of several paths that holds an address.
pub fn first_url(value: &Value, paths: &[&[&str]]) -> Option<String> {
    paths.iter().find_map(|path| url(&text(value, path)?))
}

/// An instant, in RFC 3339 or as epoch seconds or milliseconds. The year 1, which Go writes for never, is none.
pub fn instant(value: &Value, path: &[&str]) -> Option<DateTime<Utc>> {
    let text = text(value, path)?;
    let at = match text.parse::<i64>() {
        Ok(number) if number > 100_000_000_000 => DateTime::from_timestamp_millis(number)?,
        Ok(number) => DateTime::from_timestamp(number, 0)?,
        Err(_) => DateTime::parse_from_rfc3339(&text).ok()?.to_utc(),
    };
    (at.timestamp() > 0).then_some(at)
}

/// An object of texts, such as labels.
pub fn labels(value: &Value) -> BTreeMap<String, String> {
    let Some(object) = value.as_object() else { return BTreeMap::new() };
    let texts = object.iter().filter_map(|(name, _)| Some((cut(name, LABEL), text(value, &[name])?)));
    texts.map(|(name, text)| (name, cut(&text, LABEL))).take(LABELS).collect()
}

/// The first `most` characters, with an ellipsis where something was cut off.
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_addresses_of_the_web_become_links() {
        for (text, is_link) in [
            ("https://grafana.example.com/d/abc?orgId=1&x=%20", true),
            ("HTTP://10.0.0.1:3000/", true),
            ("javascript:alert(1)", false),
            ("ftp://example.com", false),
            ("https://", false),
            ("https://a b", false),
            ("https://a\" onclick=\"x", false),
            ("https://пример.рф", false),
            ("https://a/<script>", false),
        ] {
            assert_eq!(url(text).is_some(), is_link, "{text}");
        }
        assert_eq!(url(&format!("https://a/{}", "x".repeat(600))), None);
    }

    #[test]
    fn instants_are_read_as_products_write_them() {
        let at = |value: Value| instant(&json!({ "at": value }), &["at"]).map(|at| at.to_rfc3339());
        assert_eq!(at(json!("2024-06-02T14:13:00.5+02:00")).unwrap(), "2024-06-02T12:13:00.500+00:00");
        assert_eq!(at(json!(1_717_337_580_000_i64)).unwrap(), "2024-06-02T14:13:00+00:00");
        assert_eq!(at(json!("1717337580")).unwrap(), "2024-06-02T14:13:00+00:00");
        for never in [json!("0001-01-01T00:00:00Z"), json!(""), json!(null), json!("soon"), json!(i64::MAX)] {
            assert_eq!(at(never.clone()), None, "{never}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut_where_a_character_ends() {
        assert_eq!(cut("äöü", 3), "äöü");
        assert_eq!(cut("äöüß", 3), "äö…");
        assert_eq!(key(&"k".repeat(500)).len(), 64);
        assert_ne!(key(&"k".repeat(500)), key(&"k".repeat(501)));
    }
}
