//! What Discord signs the requests with that it sends us, and whether one is signed.

use chrono::{DateTime, TimeDelta, Utc};
use ring::signature::{ED25519, UnparsedPublicKey};

/// How far the moment of signing may be from ours. Discord's own answer is due within seconds; the rest is for clocks that differ.
const WINDOW: TimeDelta = TimeDelta::minutes(5);

/// An application's public key, as the developer portal shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

/// What a request carries besides its body.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'a> {
    /// When it was signed, in seconds since 1970, as text: the text is part of what is signed.
    pub at: &'a str,
    /// The signature, in hexadecimal digits.
    pub signature: &'a str,
}

/// Why a request is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unbelieved {
    /// Somebody else signed it, or nobody did.
    #[error("it is not signed by Discord for this application")]
    Forged,
    /// It was signed at another time, and may have been recorded and sent again.
    #[error("it was signed {0} s ago by this machine's clock")]
    Stale(i64),
}

impl PublicKey {
    /// Reads a key of 64 hexadecimal digits.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        bytes(text).map(Self)
    }

    /// Whether Discord signed this body for this application, just now.
    pub fn believes(&self, signed: Signed<'_>, body: &[u8], now: DateTime<Utc>) -> Result<(), Unbelieved> {
        let signature: [u8; 64] = bytes(signed.signature).ok_or(Unbelieved::Forged)?;
        let message = [signed.at.as_bytes(), body].concat();
        UnparsedPublicKey::new(&ED25519, self.0)
            .verify(&message, &signature)
            .map_err(|_| Unbelieved::Forged)?;
        let at = signed.at.parse().ok().and_then(|at| DateTime::from_timestamp(at, 0));
        let since = now - at.ok_or(Unbelieved::Forged)?;
        if since.abs() > WINDOW { Err(Unbelieved::Stale(since.num_seconds())) } else { Ok(()) }
    }
}

impl std::fmt::Display for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Exactly so many bytes, written as hexadecimal digits.
fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let text = text.as_bytes();
    if text.len() != 2 * N {
        return None;
    }
    let digit = |at: usize| char::from(text[at]).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = [0; N];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = digit(2 * place)? << 4 | digit(2 * place + 1)?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use ring::signature::{Ed25519KeyPair, KeyPair as _};

    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn only_what_discord_signed_just_now_is_believed() {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap();
        let key = PublicKey::read(&hex(pair.public_key().as_ref())).unwrap();
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let judged = |signed_at: &str, sent_at: &str, signed: &str, sent: &str| {
            let signature = hex(pair.sign(format!("{signed_at}{signed}").as_bytes()).as_ref());
            key.believes(Signed { at: sent_at, signature: &signature }, sent.as_bytes(), now)
        };
        let (at, body) = ("1800000000", r#"{"type":1}"#);
        assert_eq!(judged(at, at, body, body), Ok(()));
        assert_eq!(judged("1799999701", "1799999701", body, body), Ok(()));
        assert_eq!(judged("1799999699", "1799999699", body, body), Err(Unbelieved::Stale(301)));
        assert_eq!(judged("1800000301", "1800000301", body, body), Err(Unbelieved::Stale(-301)));
        assert_eq!(judged(at, at, body, r#"{"type":2}"#), Err(Unbelieved::Forged));
        assert_eq!(judged(at, "1800000001", body, body), Err(Unbelieved::Forged));
        assert_eq!(judged("soon", "soon", body, body), Err(Unbelieved::Forged));
        let signature = hex(pair.sign(format!("{at}{body}").as_bytes()).as_ref());
        for wrong in ["", "00", "zz", &signature[1..], &"é".repeat(64), &"0".repeat(128)] {
            let signed = Signed { at, signature: wrong };
            assert_eq!(key.believes(signed, body.as_bytes(), now), Err(Unbelieved::Forged), "{wrong}");
        }
        let another = PublicKey::read(&"0".repeat(64)).unwrap();
        let signed = Signed { at, signature: &signature };
        assert_eq!(another.believes(signed, body.as_bytes(), now), Err(Unbelieved::Forged));
    }

    #[test]
    fn a_key_is_64_digits() {
        for wrong in ["", "0", &"0".repeat(63), &"0".repeat(65), &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!(PublicKey::read(wrong), None, "{wrong}");
        }
        let text = "0123456789abcdef".repeat(4);
        assert_eq!(PublicKey::read(&text.to_uppercase()).unwrap().to_string(), text);
    }
}
