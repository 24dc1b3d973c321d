//! Links by which a page is answered, and an action closed, from outside Discord.
//!
//! A link carries a token: which try of which page went to whom, or whose actions it shows, and until when, signed with a key that
//! lies in the database, so that every replica reads what any of them wrote. Nothing in a token is secret but its signature.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use commands::parcels::Letter;
use commands::parcels::action::errand::Errand;
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
/// The same of a link to somebody's actions: they are reminded of them for weeks.
const ERRAND_LIVES: TimeDelta = TimeDelta::days(60);
/// How much of the signature a token carries: 128 bits, for links in text messages are typed off a screen now and then.
const SIGNED_BYTES: usize = 16;
/// What a signature is for, so that a link of one sort can never be used as one of another.
const ANSWER: &[u8] = b"sitrep answer v1";
const ERRAND: &[u8] = b"sitrep errand v1";

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

/// Whose actions a link shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whose {
    /// The server.
    pub guild: GuildId,
    /// The contact.
    pub contact: ContactId,
    /// When the link ends.
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

    /// The page that shows what waits for somebody.
    #[must_use]
    pub fn errand(&self, errand: &Errand, now: DateTime<Utc>) -> String {
        let until = now + ERRAND_LIVES;
        let token = self.sealed(ERRAND, &[errand.guild.0, errand.contact.0, until.timestamp()]);
        self.below(&format!("todo/{token}"))
    }

    /// Reads the token of such a page.
    #[must_use]
    pub fn read_errand(&self, text: &str, now: DateTime<Utc>) -> Option<Whose> {
        let [guild, contact, until] = self.unsealed(ERRAND, text)?;
        let until = DateTime::from_timestamp(until, 0)?;
        (now <= until).then_some(Whose { guild: GuildId(guild), contact: ContactId(contact), until })
    }

    /// An address below the public one.
    #[must_use]
    pub fn below(&self, path: &str) -> String {
        format!("{}/{path}", self.public.as_str().trim_end_matches('/'))
    }

    fn write(&self, token: Token) -> String {
        let Brought { attempt, page, contact } = token.brought;
        self.sealed(ANSWER, &[attempt.0, page.0, contact.0, token.until.timestamp()])
    }

    /// Reads a token. What was forged, mistyped or is over is all the same: nothing.
    #[must_use]
    pub fn read(&self, text: &str, now: DateTime<Utc>) -> Option<Token> {
        let [attempt, page, contact, until] = self.unsealed(ANSWER, text)?;
        let until = DateTime::from_timestamp(until, 0)?;
        let brought =
            Brought { attempt: AttemptId(attempt), page: PageId(page), contact: ContactId(contact) };
        (now <= until).then_some(Token { brought, until })
    }

    /// Numbers with their signature, as they stand in an address.
    fn sealed(&self, purpose: &[u8], numbers: &[i64]) -> String {
        let mut bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_be_bytes()).collect();
        let signature = self.sign(purpose, &bytes);
        bytes.extend(signature);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// So many numbers that were signed for a purpose.
    fn unsealed<const N: usize>(&self, purpose: &[u8], text: &str) -> Option<[i64; N]> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (said, signature) = bytes.split_at_checked(8 * N)?;
        bool::from(self.sign(purpose, said).ct_eq(signature)).then_some(())?;
        let mut numbers = [0; N];
        for (number, bytes) in numbers.iter_mut().zip(said.chunks_exact(8)) {
            *number = i64::from_be_bytes(bytes.try_into().ok()?);
        }
        Some(numbers)
    }

    fn sign(&self, purpose: &[u8], said: &[u8]) -> [u8; SIGNED_BYTES] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(self.key.expose_secret()).expect("a key of any length will do");
        mac.update(purpose);
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
    fn a_link_to_actions_is_none_to_a_page_and_ends() {
        let links = links();
        let now = DateTime::from_timestamp(1_717_337_700, 0).unwrap();
        let errand = Errand {
            way: incidents::model::contact::Way::Discord,
            guild: GuildId(5),
            contact: ContactId(7),
            id: String::new(),
            subject: String::new(),
            text: String::new(),
            tongue: incidents::model::tongue::Tongue::English,
        };
        let link = links.errand(&errand, now);
        let text = link.strip_prefix("https://sitrep.example.com/below/todo/").unwrap();
        let whose = links.read_errand(text, now).unwrap();
        assert_eq!((whose.guild, whose.contact), (GuildId(5), ContactId(7)));
        assert_eq!(links.read_errand(text, whose.until + TimeDelta::seconds(1)), None);
        assert_eq!(links.read(text, now), None);
        assert_eq!(links.read_errand(&links.write(token()), now), None);
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
