//! A signed POST to a program of the operator's own. What the headers mean, and how to check them, stands in
//! docs/guide/ways.md; others rely on it.

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;
use hmac::{Hmac, KeyInit as _, Mac as _};
use incidents::model::contact::Way as Address;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use sha2::Sha256;

use super::http::called;
use super::{NotSent, Reminding, Sending, Way};
use crate::outside::{Call, Outside};

/// Sends to webhooks.
pub(super) struct ByWebhook {
    outside: Outside,
    secret: SecretString,
}

impl ByWebhook {
    pub(super) fn new(outside: Outside, secret: SecretString) -> Self {
        Self { outside, secret }
    }

    /// Posts a body, which holds its id.
    async fn sent(&self, to: &Address, body: Value, now: DateTime<Utc>) -> Result<(), NotSent> {
        let Address::Webhook(to) = to else {
            return Err(NotSent::Never("it is no webhook".into()));
        };
        let id = body["id"].as_str().unwrap_or_default().to_owned();
        let (body, timestamp) = (body.to_string(), now.timestamp().to_string());
        let call = Call::post(to.expose()).map(|call| {
            call.with_header("sitrep-timestamp", &timestamp)
                .with_header("sitrep-delivery", &id)
                .with_header(
                    "sitrep-signature",
                    &format!("v1={}", signature(&self.secret, &timestamp, &body)),
                )
                .with_body("application/json", body.into_bytes())
        });
        called(&self.outside, call, now).await.map(drop)
    }
}

impl Way for ByWebhook {
    fn send<'s>(&'s self, sending: &'s Sending<'s>) -> BoxFuture<'s, Result<(), NotSent>> {
        Box::pin(self.sent(&sending.letter.way, page(sending), sending.now))
    }

    fn remind<'s>(&'s self, reminding: &'s Reminding<'s>) -> BoxFuture<'s, Result<(), NotSent>> {
        Box::pin(self.sent(&reminding.errand.way, reminder(reminding), reminding.now))
    }
}

fn page(sending: &Sending<'_>) -> Value {
    let letter = sending.letter;
    json!({
        "event": "page",
        "id": letter.attempt.to_string(),
        "page": letter.tag,
        "urgent": letter.urgent,
        "subject": letter.subject,
        "text": letter.text,
        "acknowledge_url": sending.links.as_ref().map(|links| &links.page),
    })
}

fn reminder(reminding: &Reminding<'_>) -> Value {
    let errand = reminding.errand;
    json!({
        "event": "reminder",
        "id": errand.id,
        "subject": errand.subject,
        "text": errand.text,
        "todo_url": reminding.link,
    })
}

/// HMAC-SHA256 over the timestamp, a dot and the body, in hexadecimal.
fn signature(secret: &SecretString, timestamp: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes())
        .expect("a key of any length will do");
    for part in [timestamp, ".", body] {
        mac.update(part.as_bytes());
    }
    let bytes = mac.finalize().into_bytes();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_the_documented_one() {
        // printf '1717337700.{"a":1}' | openssl dgst -sha256 -hmac 'a secret of some length'
        let signed = signature(&"a secret of some length".into(), "1717337700", r#"{"a":1}"#);
        assert_eq!(signed, "6543b34eb996095070a3171ebf5995473564940934d922f8294cbb95ad14e979");
    }
}
