//! The hashes that make the audit log a chain.
//!
//! What a row says enters its seal by way of a salted digest. So its words can be taken out later, by somebody who may, and the
//! seals still hold; and nobody who reads the digest can try out what the words were.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// What is sealed of a row beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link<'l> {
    /// The server.
    pub guild: i64,
    /// The incident, if it is about one.
    pub incident: Option<i64>,
    /// When, in epoch milliseconds.
    pub at_ms: i64,
    /// By whom, as stored.
    pub actor: &'l str,
    /// The digest of its words.
    pub digest: &'l str,
}

/// The digest of a row's words.
#[must_use]
pub fn digest(salt: &str, words: &str) -> String {
    hex(format!("{salt}\n{words}").as_bytes())
}

/// The seal of a row that comes after one with the seal `before`; the first of a server comes after none.
#[must_use]
pub fn seal(before: &str, link: &Link<'_>) -> String {
    let Link { guild, incident, at_ms, actor, digest } = link;
    let incident = incident.map(|id| id.to_string()).unwrap_or_default();
    // The actor is the only part that can hold anything, and stands last: no two rows read alike.
    hex(format!("{before}\n{guild}\n{incident}\n{at_ms}\n{digest}\n{actor}").as_bytes())
}

/// The SHA-256 of bytes, in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a string takes everything");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_row_enters_its_seal() {
        let link = Link { guild: 1, incident: Some(2), at_ms: 3, actor: "a", digest: "d" };
        let mut seals = vec![
            seal("", &link),
            seal("x", &link),
            seal("", &Link { guild: 12, ..link }),
            seal("", &Link { incident: None, ..link }),
            seal("", &Link { incident: Some(23), ..link }),
            seal("", &Link { at_ms: 4, ..link }),
            seal("", &Link { actor: "b", ..link }),
            seal("", &Link { digest: "e", ..link }),
        ];
        let count = seals.len();
        seals.sort();
        seals.dedup();
        assert_eq!(seals.len(), count);
        assert_ne!(digest("a", "x"), digest("b", "x"));
    }
}
