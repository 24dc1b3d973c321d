//! The mail server: one address with a name, a password and a scheme that says how the way there is encrypted.

use reqwest::Url;
use secrecy::SecretString;

use super::key::Key;
use super::values::Reader;
use super::{Mail, MailTls};
use crate::discord::is_loopback;

/// What the address alone says.
struct Server {
    host: String,
    port: Option<u16>,
    is_wrapped: bool,
    is_here: bool,
    credentials: Option<(String, SecretString)>,
}

impl Reader<'_> {
    pub(super) fn mail(&mut self) -> Option<Mail> {
        self.all_or_none(&[Key::MailUrl, Key::MailFrom]);
        let server = self.parse(Key::MailUrl, server);
        let from = self.parse(Key::MailFrom, |text| {
            text.parse::<lettre::message::Mailbox>().is_ok().then(|| text.to_owned())
        });
        let authorities = self.parse(Key::MailCaFile, authorities);
        let tls = self.parse(Key::MailTls, |text| match text {
            "required" => Some(MailTls::Required),
            "none" => Some(MailTls::None),
            _ => None,
        });
        let server = server?;
        let tls = match tls {
            _ if server.is_wrapped => MailTls::Wrapped,
            Some(MailTls::None) if server.credentials.is_some() && !server.is_here => {
                self.mistake(Key::MailTls.env().to_owned(), Key::MailTls.expected());
                return None;
            }
            tls => tls.unwrap_or(MailTls::Required),
        };
        let Server { host, port, credentials, .. } = server;
        Some(Mail { host, port, tls, credentials, authorities, from: from? })
    }
}

fn server(text: &str) -> Option<Server> {
    let url = Url::parse(text).ok()?;
    let is_wrapped = match url.scheme() {
        "smtps" => true,
        "smtp" => false,
        _ => return None,
    };
    if url.query().is_some() || url.fragment().is_some() || !matches!(url.path(), "" | "/") {
        return None;
    }
    let name = decoded(url.username())?;
    let password = url.password().map(decoded).map_or(Some(None), |password| password.map(Some))?;
    let credentials = match (name.is_empty(), password) {
        (false, Some(password)) => Some((name, password.into())),
        (true, None) => None,
        _ => return None,
    };
    let host = url.host_str()?.trim_start_matches('[').trim_end_matches(']').to_owned();
    Some(Server { host, port: url.port(), is_wrapped, is_here: is_loopback(&url), credentials })
}

/// A name or password as it was before it was written into an address.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first != b'%' {
            bytes.push(*first);
            rest = after;
            continue;
        }
        let digits = std::str::from_utf8(after.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after.get(2..)?;
    }
    String::from_utf8(bytes).ok()
}

fn authorities(path: &str) -> Option<Vec<u8>> {
    let text = std::fs::read(path).ok()?;
    let begins = b"-----BEGIN CERTIFICATE-----";
    text.windows(begins.len()).any(|window| window == begins).then_some(text)
}
