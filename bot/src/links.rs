//! Links by which a page is answered from outside Discord.
//!
//! A link carries a token: which try of which page went to whom and until when it may be answered, signed with a key that lies
//! in the database, so that every replica reads what any of them wrote. Nothing in a token is secret but its signature.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use commands::parcels::Letter;
use hmac::{Hmac, KeyInit as _, Mac as _};
use incidents::ids::{AttemptId, ContactId, GuildId, PageId};
use incidents::operations::paging::answer::Brought;
use incidents::{Actor, Ledger, Result, chance, store};
use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretSlice};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use crate::config::Config;

/// How long a link can be used: longer than a night, shorter than anybody keeps a mail in mind.
const LIVES: TimeDelta = TimeDelta::hours(24);
/// How much of the signature a token carries: 128 bits, for links in text messages are typed off a screen now and then.
const SIGNED_BYTES: usize = 16;
/// What the signature is for, so that the same key can never be made to sign anything else.
const PURPOSE: &[u8] = b"sitrep answer v1";

/// Makes and reads links.
#[derive(Clone)]
pub struct Links {
    public: Url,
    key: SecretSlice<u8>,
}

/// What a token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What is answered with it.
    pub brought: Brought,
    /// When it ends.
    pub until: DateTime<Utc>,
}

/// The links of a program, where it has a public address: with the key that all its replicas share.
pub async fn for_program(config: &Config, ledger: &Ledger) -> Result<Option<Links>> {
    let Some(public) = config.public_url.clone() else { return Ok(None) };
    let key = ledger.change(Actor::sitrep(GuildId(0)), move |change| {
        let now = change.now;
        Ok(store::keys::get_or_put(change, "answers", &chance::secret_bytes()?, now)?)
    });
    Ok(Some(Links::new(public, key.await?)))
}

impl Links {
    /// Links below an address, signed with a key.
    #[must_use]
    pub fn new(public: Url, key: Vec<u8>) -> Self {
        Self { public, key: key.into() }
    }

    /// The token of a letter.
    #[must_use]
    pub fn token(&self, letter: &Letter, now: DateTime<Utc>) -> String {
        let (attempt, page, contact) = (letter.attempt, letter.page, letter.contact);
        self.write(Token { brought: Brought { attempt, page, contact }, until: now + LIVES })
    }

    /// The page that asks for confirmation.
    #[must_use]
    pub fn page(&self, token: &str) -> String {
        self.below(&format!("ack/{token}"))
    }

    /// Where a call's keys are reported.
    #[must_use]
    pub fn keys(&self, token: &str) -> String {
        self.below(&format!("twilio/voice/{token}"))
    }

    /// An address below the public one.
    #[must_use]
    pub fn below(&self, path: &str) -> String {
        format!("{}/{path}", self.public.as_str().trim_end_matches('/'))
    }

    fn write(&self, token: Token) -> String {
        let mut bytes = Vec::with_capacity(32 + SIGNED_BYTES);
        for number in
            [token.brought.attempt.0, token.brought.page.0, token.brought.contact.0, token.until.timestamp()]
        {
            bytes.extend(number.to_be_bytes());
        }
        let signature = self.sign(&bytes);
        bytes.extend(signature);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a token. What was forged, mistyped or is over is all the same: nothing.
    #[must_use]
    pub fn read(&self, text: &str, now: DateTime<Utc>) -> Option<Token> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (said, signature) = bytes.split_at_checked(32)?;
        bool::from(self.sign(said).ct_eq(signature)).then_some(())?;
        let mut numbers =
            said.chunks_exact(8).map(|chunk| i64::from_be_bytes(chunk.try_into().unwrap_or_default()));
        let mut next = || numbers.next();
        let (attempt, page, contact) = (AttemptId(next()?), PageId(next()?), ContactId(next()?));
        let until = DateTime::from_timestamp(next()?, 0)?;
        (now <= until).then_some(Token { brought: Brought { attempt, page, contact }, until })
    }

    fn sign(&self, said: &[u8]) -> [u8; SIGNED_BYTES] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(self.key.expose_secret()).expect("a key of any length will do");
        mac.update(PURPOSE);
        mac.update(said);
        let mut signature = [0; SIGNED_BYTES];
        signature.copy_from_slice(&mac.finalize().into_bytes()[..SIGNED_BYTES]);
        signature
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        Links::new("https://sitrep.example.com/below/".parse().unwrap(), vec![7; 32])
    }

    fn token() -> Token {
        let until = DateTime::from_timestamp(1_717_337_700, 0).unwrap();
        Token { brought: Brought { attempt: AttemptId(5), page: PageId(6), contact: ContactId(7) }, until }
    }

    #[test]
    fn a_token_is_read_until_it_ends() {
        let (links, token) = (links(), token());
        let text = links.write(token);
        assert_eq!(links.page(&text), format!("https://sitrep.example.com/below/ack/{text}"));
        assert_eq!(links.read(&text, token.until), Some(token));
        assert_eq!(links.read(&text, token.until + TimeDelta::seconds(1)), None);
    }

    #[test]
    fn no_bit_of_a_token_can_be_changed() {
        let (links, token) = (links(), token());
        let bytes = URL_SAFE_NO_PAD.decode(links.write(token)).unwrap();
        for place in 0..bytes.len() {
            for bit in 0..8 {
                let mut forged = bytes.clone();
                forged[place] ^= 1 << bit;
                assert_eq!(links.read(&URL_SAFE_NO_PAD.encode(forged), token.until), None, "{place} {bit}");
            }
        }
        let other = Links::new(links.public.clone(), vec![8; 32]);
        assert_eq!(other.read(&links.write(token), token.until), None);
        for text in [
            "",
            "x",
            "....",
            &URL_SAFE_NO_PAD.encode(&bytes[..40]),
            &URL_SAFE_NO_PAD.encode([&bytes[..], b"x"].concat()),
        ] {
            assert_eq!(links.read(text, token.until), None, "{text}");
        }
    }
}
