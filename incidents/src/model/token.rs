//! What lets somebody in who is no person on Discord: known to them alone, for we keep only its digest.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq as _;

use super::alert::digest;

/// A secret that lets in whoever has it: a monitoring system, a job, a browser.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// The token that 32 random bytes make.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// What somebody presents as a token.
    #[must_use]
    pub fn presented(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The token itself. Shown once, stored nowhere.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored in its place.
    #[must_use]
    pub fn digest(&self) -> String {
        digest(self.0.as_bytes())
    }

    /// Whether a stored digest is this token's. Takes the same time whatever differs.
    #[must_use]
    pub fn is(&self, stored: &str) -> bool {
        self.digest().as_bytes().ct_eq(stored.as_bytes()).into()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_told_by_its_digest_and_never_printed() {
        let token = Token::from_bytes(&[7; 32]);
        assert_eq!(token.reveal().len(), 43);
        assert!(token.is(&token.digest()) && Token::presented(token.reveal()).is(&token.digest()));
        assert!(!Token::from_bytes(&[8; 32]).is(&token.digest()) && !token.is(""));
        assert_eq!(format!("{token:?}"), "Token(…)");
    }
}
