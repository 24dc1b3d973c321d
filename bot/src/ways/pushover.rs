//! A push through Pushover. An urgent one rings on until it is confirmed on the phone, or until we say that it was answered.

use commands::answering;
use commands::parcels::Stage;
use futures::future::BoxFuture;
use incidents::model::contact::Way as Address;
use secrecy::ExposeSecret as _;

use super::http::{called, named_by_operator};
use super::{NotSent, Sending, Way, fit};
use crate::config::Pushover;
use crate::outside::{Call, Exceptions, Limits, Outside};

/// The longest message and title that are taken.
const MESSAGE: usize = 1_024;
const TITLE: usize = 250;

/// Sends through Pushover.
pub(super) struct ByPushover {
    set: Pushover,
    outside: Outside,
}

impl ByPushover {
    pub(super) fn new(set: &Pushover, limits: Limits) -> Self {
        Self { outside: named_by_operator(&set.url, Exceptions::default(), limits), set: set.clone() }
    }

    async fn sent(&self, sending: &Sending<'_>) -> Result<(), NotSent> {
        let Address::Pushover(user) = &sending.letter.way else {
            return Err(NotSent::Never("it is no user of Pushover".into()));
        };
        let base = self.set.url.as_str().trim_end_matches('/');
        let token = self.set.token.expose_secret();
        // What rings on is known by its tag: whatever else the page sent to this person is silenced with it.
        let tag = format!("sitrep-page-{}-{}", sending.letter.page, sending.letter.contact);
        let call = if sending.letter.stage == Stage::Calling {
            let fields = fields(sending, user.expose(), token, &tag);
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            Call::post(&format!("{base}/1/messages.json")).map(|call| call.with_form(&fields))
        } else {
            Call::post(&format!("{base}/1/receipts/cancel_by_tag/{tag}.json"))
                .map(|call| call.with_form(&[("token", token)]))
        };
        called(&self.outside, call, sending.now).await.map(drop)
    }
}

impl Way for ByPushover {
    fn send<'s>(&'s self, sending: &'s Sending<'s>) -> BoxFuture<'s, Result<(), NotSent>> {
        Box::pin(self.sent(sending))
    }
}

fn fields(sending: &Sending<'_>, user: &str, token: &str, tag: &str) -> Vec<(&'static str, String)> {
    let letter = sending.letter;
    let mut fields = vec![
        ("token", token.to_owned()),
        ("user", user.to_owned()),
        ("title", fit(&letter.subject, TITLE)),
        ("message", fit(&letter.text, MESSAGE)),
        ("timestamp", sending.now.timestamp().to_string()),
    ];
    if letter.urgent {
        let rings = [("priority", "2"), ("retry", "60"), ("expire", "1800")];
        fields.extend(rings.map(|(name, value)| (name, value.to_owned())));
        fields.push(("tags", tag.to_owned()));
    } else {
        fields.push(("priority", "1".to_owned()));
    }
    if let Some(links) = &sending.links {
        if letter.urgent {
            // Whoever confirms on the phone has answered: Pushover then posts to the same address that a link leads to.
            fields.push(("callback", links.page.clone()));
        }
        fields.push(("url", links.page.clone()));
        fields.push(("url_title", answering::button(letter.tongue)));
    }
    fields
}
