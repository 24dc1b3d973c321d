//! Tells a program that listens of a published postmortem. The body is signed, so that it can tell us from others.

use commands::parcels::Outgoing;
use hmac::{Hmac, KeyInit as _, Mac as _};
use incidents::noted;
use incidents::postmortem::json;
use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use sha2::Sha256;

use super::NotKept;
use crate::outside::{Call, Exceptions, NotAnswered, Outside};

/// A program that listens.
#[derive(Clone)]
pub struct Hook {
    url: SecretString,
    secret: Option<SecretString>,
    outside: Outside,
}

impl Hook {
    /// One at an address. The operator named it, so it may be in their own network.
    #[must_use]
    pub fn new(url: SecretString, secret: Option<SecretString>) -> Self {
        let host = Url::parse(url.expose_secret()).ok().and_then(|url| url.host_str().map(str::to_owned));
        let host = host.unwrap_or_default();
        let exceptions = Exceptions::default().and_host(host.trim_matches(['[', ']']));
        Self { url, secret, outside: Outside::new(exceptions) }
    }

    /// Tells it. The same edition told twice carries the same `id`.
    pub(super) async fn tell(&self, outgoing: &Outgoing) -> Result<(), NotKept> {
        let body = body(outgoing).to_string().into_bytes();
        let mut call = Call::post(self.url.expose_secret()).map_err(said)?;
        if let Some(signature) = self.secret.as_ref().and_then(|secret| signature(secret, &body)) {
            call = call.with_header("x-sitrep-signature", &signature);
        }
        let call =
            call.with_header("x-sitrep-event", "postmortem.published").with_body("application/json", body);
        let answer = self.outside.send(call).await.map_err(said)?;
        match answer.status {
            200..=299 => Ok(()),
            status @ (408 | 425 | 429 | 500..=599) => {
                Err(NotKept::Yet(noted!("the webhook for postmortems answered {status}", status)))
            }
            status => Err(NotKept::AsThingsAre(noted!(
                "the webhook for postmortems answered {status}. Look at SITREP_PUBLISH_WEBHOOK_URL and at what listens there",
                status
            ))),
        }
    }
}

fn said(why: NotAnswered) -> NotKept {
    let text = noted!("the webhook for postmortems: {why}", why);
    match why {
        NotAnswered::BadAddress | NotAnswered::Forbidden => NotKept::AsThingsAre(text),
        _ => NotKept::Yet(text),
    }
}

fn body(outgoing: &Outgoing) -> Value {
    let facts = &outgoing.facts;
    let document: Value = serde_json::from_str(&json(facts)).unwrap_or_default();
    json!({
        "event": "postmortem.published",
        "id": format!("{}-{}-{}", outgoing.guild, facts.number, facts.version),
        "server": outgoing.guild.to_string(),
        "number": facts.number.to_string(),
        "title": facts.title,
        "edition": facts.version,
        "changes": outgoing.changes,
        "markdown": outgoing.markdown,
        "document": document,
    })
}

/// `sha256=` and the HMAC of the body in hexadecimal, as webhooks are signed elsewhere too.
fn signature(secret: &SecretString, body: &[u8]) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).ok()?;
    mac.update(body);
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    Some(format!("sha256={hex}"))
}
