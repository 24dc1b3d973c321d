//! A push through ntfy. The access token goes to the operator's own server alone: a topic elsewhere is somebody else's.

use chrono::{DateTime, Utc};
use commands::answering;
use futures::future::BoxFuture;
use incidents::model::contact::Way as Address;
use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

use super::http::{called, named_by_operator};
use super::{NotSent, Reminding, Sending, Way, fit};
use crate::config::Ntfy;
use crate::outside::{Call, Exceptions, Limits, NotAnswered, Outside};

/// A longer message would arrive as a file.
const MESSAGE: usize = 1_000;

/// Sends through ntfy.
pub(super) struct ByNtfy {
    usual: Url,
    token: Option<SecretString>,
    to_usual: Outside,
    to_others: Outside,
}

impl ByNtfy {
    pub(super) fn new(ntfy: &Ntfy, exceptions: &Exceptions, limits: Limits) -> Self {
        Self {
            usual: ntfy.url.clone(),
            token: ntfy.token.clone(),
            to_usual: named_by_operator(&ntfy.url, exceptions.clone(), limits),
            to_others: Outside::within(exceptions.clone(), limits),
        }
    }

    async fn sent(&self, to: &Address, message: Value, now: DateTime<Utc>) -> Result<(), NotSent> {
        let Address::Ntfy(to) = to else {
            return Err(NotSent::Never("it is no topic".into()));
        };
        let (outside, call) = match elsewhere(to.expose()) {
            Some((server, topic)) => (&self.to_others, published(server.as_str(), &topic, message)),
            None => (&self.to_usual, self.published_here(to.expose(), message)),
        };
        called(outside, call, now).await.map(drop)
    }

    fn published_here(&self, topic: &str, message: Value) -> Result<Call, NotAnswered> {
        let call = published(self.usual.as_str(), topic, message)?;
        Ok(match &self.token {
            Some(token) => {
                call.with_secret_header("authorization", &format!("Bearer {}", token.expose_secret()))
            }
            None => call,
        })
    }
}

impl Way for ByNtfy {
    fn send<'s>(&'s self, sending: &'s Sending<'s>) -> BoxFuture<'s, Result<(), NotSent>> {
        Box::pin(self.sent(&sending.letter.way, page(sending), sending.now))
    }

    fn remind<'s>(&'s self, reminding: &'s Reminding<'s>) -> BoxFuture<'s, Result<(), NotSent>> {
        Box::pin(self.sent(&reminding.errand.way, reminder(reminding), reminding.now))
    }
}

/// The server and the topic of a topic's whole address.
fn elsewhere(address: &str) -> Option<(Url, String)> {
    let mut url = Url::parse(address).ok()?;
    let topic = url.path().trim_start_matches('/').to_owned();
    url.set_path("/");
    Some((url, topic))
}

/// A message, as JSON is published: at the server's root, with the topic inside.
fn published(server: &str, topic: &str, mut message: Value) -> Result<Call, NotAnswered> {
    message["topic"] = topic.into();
    Ok(Call::post(server)?.with_json(&message))
}

fn page(sending: &Sending<'_>) -> Value {
    let letter = sending.letter;
    let mut message = json!({
        "title": letter.subject,
        "message": fit(&letter.text, MESSAGE),
        "priority": if letter.urgent { 5 } else { 4 },
        "tags": ["pager"],
    });
    if let Some(links) = &sending.links {
        message["click"] = links.page.as_str().into();
        message["actions"] = actions(&links.page, &answering::button(letter.tongue));
    }
    message
}

/// A reminder is opened, and never answered by one tap.
fn reminder(reminding: &Reminding<'_>) -> Value {
    let errand = reminding.errand;
    let mut message = json!({
        "title": errand.subject,
        "message": fit(&errand.text, MESSAGE),
        "tags": ["memo"],
    });
    if let Some(link) = &reminding.link {
        message["click"] = link.as_str().into();
    }
    message
}

/// One tap acknowledges: a phone's button, unlike a link in a mail, is pressed by people only.
fn actions(page: &str, label: &str) -> Value {
    json!([{"action": "http", "label": label, "url": page, "method": "POST", "clear": true}])
}
