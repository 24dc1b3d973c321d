//! What Twilio reports: the fields of a form. They are believed when they are signed: HMAC-SHA1 over the address they were sent to
//! and the fields in order, as Twilio documents.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commands::outside::Verb;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

use super::body::form;

/// The fields of a report, in the order in which they are signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report(Vec<(String, String)>);

impl Report {
    /// Reads a form; nothing where it is none.
    #[must_use]
    pub fn read(body: &[u8]) -> Option<Self> {
        let mut fields = form(body)?;
        fields.sort();
        Some(Self(fields))
    }

    /// Whether whoever has the key has signed it for this address. Compared in constant time.
    #[must_use]
    pub fn is_signed(&self, address: &str, signature: &[u8], key: &[u8]) -> bool {
        let mut mac = Hmac::<Sha1>::new_from_slice(key).expect("a key of any length will do");
        mac.update(address.as_bytes());
        for (name, value) in &self.0 {
            mac.update(name.as_bytes());
            mac.update(value.as_bytes());
        }
        STANDARD.decode(signature).is_ok_and(|signature| mac.verify_slice(&signature).is_ok())
    }

    /// What the key means that was pressed; nothing for any other key, or none.
    #[must_use]
    pub fn pressed(&self) -> Option<Verb> {
        match self.get("Digits")? {
            "1" => Some(Verb::Acknowledge),
            "2" => Some(Verb::Decline),
            _ => None,
        }
    }

    /// From which number a text message came, and what it says.
    #[must_use]
    pub fn texted(&self) -> (&str, &str) {
        (self.get("From").unwrap_or_default(), self.get("Body").unwrap_or_default())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}
