//! Cookies, written and read the same way everywhere: for this host alone, out of the reach of scripts, and not sent along when
//! another site posts something.

use axum::http::{HeaderMap, HeaderValue, header};
use reqwest::Url;

/// What a browser keeps for us.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cookie {
    /// What proves that it is signed in.
    Session,
    /// What binds a sign-in that has begun to the browser that began it.
    SigningIn,
}

/// Writes and reads cookies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Jar {
    is_secure: bool,
}

impl Jar {
    /// The cookies of pages at an address.
    pub fn at(address: &Url) -> Self {
        Self { is_secure: address.scheme() == "https" }
    }

    /// The name under which a browser keeps it. The prefix makes browsers refuse it from anywhere but this host over TLS.
    fn name(self, cookie: Cookie) -> &'static str {
        match (cookie, self.is_secure) {
            (Cookie::Session, true) => "__Host-sitrep",
            (Cookie::Session, false) => "sitrep",
            (Cookie::SigningIn, true) => "__Host-sitrep-signing-in",
            (Cookie::SigningIn, false) => "sitrep-signing-in",
        }
    }

    /// What a browser brings.
    pub fn get(self, headers: &HeaderMap, cookie: Cookie) -> Option<String> {
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let mut values =
            pairs.filter(|(name, _)| *name == self.name(cookie)).map(|(_, value)| value.to_owned());
        values.next().filter(|value| !value.is_empty())
    }

    /// Has a browser keep a value, which is made of letters that need no escaping.
    pub fn set(self, cookie: Cookie, value: &str, seconds: i64) -> HeaderValue {
        let secure = if self.is_secure { "; Secure" } else { "" };
        let line = format!(
            "{}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}",
            self.name(cookie)
        );
        HeaderValue::try_from(line).expect("names, digits and base64 stand in any header")
    }

    /// Has a browser forget it.
    pub fn forget(self, cookie: Cookie) -> HeaderValue {
        self.set(cookie, "", 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_tls_a_cookie_is_bound_to_the_host() {
        let jar = Jar::at(&"https://sitrep.example.com".parse().unwrap());
        assert_eq!(
            jar.set(Cookie::Session, "abc", 60),
            "__Host-sitrep=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
        );
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("sitrep=forged; __Host-sitrep=abc; x=y"));
        assert_eq!(jar.get(&headers, Cookie::Session).as_deref(), Some("abc"));
        assert_eq!(jar.get(&headers, Cookie::SigningIn), None);
    }
}
