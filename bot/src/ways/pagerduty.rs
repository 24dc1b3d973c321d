//! An alert in PagerDuty, by its Events API v2. A page is one alert for each service, known by its dedup key: sent twice it
//! stays one, and it is acknowledged and resolved there when it is here.

use commands::answering;
use commands::parcels::{Letter, Stage};
use futures::future::BoxFuture;
use incidents::ids::PageId;
use incidents::model::contact::Way as Address;
use incidents::noted;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::http::{called, named_by_operator};
use super::{NotSent, Sending, Way, fit};
use crate::config::Pagerduty;
use crate::outside::{Call, Exceptions, Limits, Outside};

/// What the key of each of our alerts begins with; the page's number follows.
const KEY: &str = "sitrep-page-";

/// The page whose alert has this key.
pub(crate) fn page_of(key: &str) -> Option<PageId> {
    key.strip_prefix(KEY)?.parse().ok()
}

/// The longest summary that is taken.
const SUMMARY: usize = 1_024;

/// Sends to PagerDuty.
pub(super) struct ByPagerduty {
    set: Pagerduty,
    outside: Outside,
}

impl ByPagerduty {
    pub(super) fn new(set: &Pagerduty, limits: Limits) -> Self {
        Self { outside: named_by_operator(&set.url, Exceptions::default(), limits), set: set.clone() }
    }

    async fn sent(&self, sending: &Sending<'_>) -> Result<(), NotSent> {
        let key = self.key(sending.letter)?;
        let address = format!("{}/v2/enqueue", self.set.url.as_str().trim_end_matches('/'));
        let call = Call::post(&address).map(|call| call.with_json(&event(sending, key)));
        called(&self.outside, call, sending.now).await.map(drop)
    }

    fn key<'k>(&'k self, letter: &'k Letter) -> Result<&'k str, NotSent> {
        let Address::Pagerduty(to) = &letter.way else {
            return Err(NotSent::Never("it is no service of PagerDuty".into()));
        };
        let usual = || self.set.routing_key.as_ref().map(ExposeSecret::expose_secret);
        to.key().or_else(usual).ok_or_else(|| {
            let why = noted!(
                "this Sitrep has no usual service; whoever runs it can set SITREP_PAGERDUTY_ROUTING_KEY"
            );
            NotSent::Never(why.into())
        })
    }
}

impl Way for ByPagerduty {
    fn send<'s>(&'s self, sending: &'s Sending<'s>) -> BoxFuture<'s, Result<(), NotSent>> {
        Box::pin(self.sent(sending))
    }
}

fn event(sending: &Sending<'_>, key: &str) -> Value {
    let letter = sending.letter;
    let action = match letter.stage {
        Stage::Calling => "trigger",
        Stage::Taken => "acknowledge",
        Stage::Over => "resolve",
    };
    let mut event = json!({
        "routing_key": key,
        "event_action": action,
        "dedup_key": format!("{KEY}{}", letter.page),
    });
    if letter.stage != Stage::Calling {
        return event;
    }
    event["client"] = "Sitrep".into();
    event["payload"] = json!({
        "summary": fit(&letter.subject, SUMMARY),
        "source": "Sitrep",
        "severity": if letter.urgent { "critical" } else { "info" },
        "timestamp": sending.now.to_rfc3339(),
        "custom_details": {"page": letter.tag, "text": letter.text},
    });
    if let Some(links) = &sending.links {
        event["links"] = json!([{"href": links.page, "text": answering::in_sitrep(letter.tongue)}]);
    }
    event
}
