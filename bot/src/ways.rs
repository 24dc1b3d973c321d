//! The ways a page leaves by besides Discord: mail, phone, push, and programs of the operator's own.
//!
//! Each is one small file behind `Way`. It sends once and says what came of that; when to try again, and whom to tell
//! when nothing works, is for the outbox and the page to decide. Each way is off until it is configured.

mod http;
mod mail;
mod ntfy;
pub(crate) mod pagerduty;
mod pushover;
mod twilio;
mod webhook;

use incidents::noted;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use commands::parcels::Letter;
use commands::parcels::action::errand::Errand;
use futures::future::BoxFuture;
use incidents::model::contact::Kind;

use crate::config::Config;
use crate::links::Links;
use crate::outside::{Limits, Outside};

/// The ways that are set up; clones share them.
#[derive(Clone)]
pub struct Ways(Arc<SetUp>);

struct SetUp {
    ways: Vec<(Kind, Box<dyn Way>)>,
    links: Option<Links>,
}

/// One way to reach somebody.
trait Way: Send + Sync {
    /// Sends a letter, once.
    fn send<'s>(&'s self, sending: &'s Sending<'s>) -> BoxFuture<'s, Result<(), NotSent>>;

    /// Reminds of what can wait, once. What only rings is no way for that.
    fn remind<'s>(&'s self, _: &'s Reminding<'s>) -> BoxFuture<'s, Result<(), NotSent>> {
        Box::pin(async { Err(NotSent::Never(noted!("reminders do not go this way").into())) })
    }
}

/// A reminder about to leave.
struct Reminding<'s> {
    errand: &'s Errand,
    /// The page that shows what waits, when there is an address for that.
    link: Option<String>,
    now: DateTime<Utc>,
}

/// A letter about to leave.
struct Sending<'s> {
    letter: &'s Letter,
    /// How it can be answered by a link, when there is an address for that.
    links: Option<Answers>,
    now: DateTime<Utc>,
}

/// Where a letter can be answered.
struct Answers {
    /// The page that asks for confirmation, for people.
    page: String,
    /// Where a call's keys are reported, for the phone company.
    keys: String,
}

/// Why a letter did not leave. Holds no address and no secret: it is shown in the incident's channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSent {
    /// It may work later; not before `wait` is over, when the provider said so.
    NotNow {
        /// How long the provider wants to be left alone.
        wait: Option<TimeDelta>,
        /// What happened.
        why: String,
    },
    /// It will not work by this way.
    Never(String),
}

impl NotSent {
    fn for_now(why: impl Into<String>) -> Self {
        Self::NotNow { wait: None, why: why.into() }
    }
}

impl Default for Ways {
    fn default() -> Self {
        Self::none()
    }
}

impl Ways {
    /// No way at all: the demo and most tests must reach nobody.
    #[must_use]
    pub fn none() -> Self {
        Self(Arc::new(SetUp { ways: Vec::new(), links: None }))
    }

    /// The ways that are configured. With `links`, what they bring can be answered by a link.
    #[must_use]
    pub fn new(config: &Config, links: Option<Links>) -> Self {
        Self::within(config, links, Limits::default())
    }

    /// The same, with limits of one's own.
    #[must_use]
    pub fn within(config: &Config, links: Option<Links>, limits: Limits) -> Self {
        let outside = Outside::within(config.allow_private.clone(), limits);
        let set = &config.ways;
        let mut ways: Vec<(Kind, Box<dyn Way>)> = vec![
            (Kind::Ntfy, Box::new(ntfy::ByNtfy::new(&set.ntfy, &config.allow_private, limits))),
            (Kind::Pagerduty, Box::new(pagerduty::ByPagerduty::new(&set.pagerduty, limits))),
        ];
        if let Some(mail) = &set.mail {
            ways.push((Kind::Email, Box::new(mail::ByMail::new(mail, limits))));
        }
        if let Some(secret) = &set.webhook.secret {
            ways.push((Kind::Webhook, Box::new(webhook::ByWebhook::new(outside, secret.clone()))));
        }
        if let Some(pushover) = &set.pushover {
            ways.push((Kind::Pushover, Box::new(pushover::ByPushover::new(pushover, limits))));
        }
        if let Some(twilio) = &set.twilio {
            ways.push((Kind::Sms, Box::new(twilio::BySms::new(twilio, limits))));
            ways.push((Kind::Voice, Box::new(twilio::ByVoice::new(twilio, limits))));
        }
        Self(Arc::new(SetUp { ways, links }))
    }

    /// Sends a letter, once.
    pub async fn send(&self, letter: &Letter, now: DateTime<Utc>) -> Result<(), NotSent> {
        let way = self.by(letter.way.kind())?;
        let links = self.0.links.as_ref().map(|links| {
            let token = links.token(letter, now);
            Answers { page: links.page(&token), keys: links.keys(&token) }
        });
        way.send(&Sending { letter, links, now }).await
    }

    /// Reminds somebody of what waits for them, once.
    pub async fn remind(&self, errand: &Errand, now: DateTime<Utc>) -> Result<(), NotSent> {
        let way = self.by(errand.way.kind())?;
        let link = self.0.links.as_ref().map(|links| links.errand(errand, now));
        way.remind(&Reminding { errand, link, now }).await
    }

    fn by(&self, kind: Kind) -> Result<&dyn Way, NotSent> {
        let way = self.0.ways.iter().find(|(known, _)| *known == kind);
        way.map(|(_, way)| way.as_ref()).ok_or_else(|| NotSent::Never(not_set_up(kind)))
    }
}

/// What an operator would have to set.
fn not_set_up(kind: Kind) -> String {
    let wanted = match kind {
        Kind::Email => "SITREP_MAIL_URL, SITREP_MAIL_FROM",
        Kind::Webhook => "SITREP_WEBHOOK_SECRET",
        Kind::Pushover => "SITREP_PUSHOVER_TOKEN",
        Kind::Sms | Kind::Voice => "SITREP_TWILIO_ACCOUNT_SID, SITREP_TWILIO_AUTH_TOKEN, SITREP_TWILIO_FROM",
        Kind::Discord | Kind::Ntfy | Kind::Pagerduty => "it up",
    };
    noted!(
        "this Sitrep is not set up to send by {way}; whoever runs it can set {wanted}",
        way = kind.as_str(),
        wanted
    )
}

/// A text of at most so many characters, with a sign where it was cut.
fn fit(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}
