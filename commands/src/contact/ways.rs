//! Addresses as they are typed: checked at once, and never said back in full.

use incidents::Result;
use incidents::model::contact::{Kind, Way};

use crate::asked::Asked;
use crate::table::Opt;

/// Words that take a way out.
const OFF: [&str; 4] = ["off", "none", "no", "-"];

/// What was typed about the ways of a contact.
#[derive(Debug, Default)]
pub(super) struct Typed {
    /// Ways with an address.
    pub(super) ways: Vec<Way>,
    /// Ways to be taken out.
    pub(super) without: Vec<Kind>,
}

pub(super) const EMAIL: Opt = Opt::text("email", "Where mail reaches them", 254);
pub(super) const PHONE: Opt = Opt::text("phone", "Their number with its country: +49 30 1234567", 40);
pub(super) const WEBHOOK: Opt = Opt::text("webhook", "An address that takes a signed POST", 1_000);
pub(super) const NTFY: Opt = Opt::text("ntfy", "An ntfy topic, or its address", 1_000);
pub(super) const PUSHOVER: Opt = Opt::text("pushover", "Their user key at Pushover", 60);
pub(super) const PAGERDUTY: Opt =
    Opt::text("pagerduty", "An Events API v2 integration key, or on for the usual service", 60);
pub(super) const ORDER: Opt = Opt::text("order", "Which way first: email, or phone, ntfy, discord", 100);

/// Reads what was typed.
pub(super) fn typed(asked: &Asked<'_>) -> Result<Typed> {
    let mut typed = Typed::default();
    if let Some(text) = said(asked, "email", &[Kind::Email], &mut typed.without) {
        typed.ways.push(Way::Email(text.parse()?));
    }
    if let Some(text) = said(asked, "phone", &[Kind::Sms, Kind::Voice], &mut typed.without) {
        typed.ways.push(Way::Sms(text.parse()?));
        typed.ways.push(Way::Voice(text.parse()?));
    }
    if let Some(text) = said(asked, "webhook", &[Kind::Webhook], &mut typed.without) {
        typed.ways.push(Way::Webhook(text.parse()?));
    }
    if let Some(text) = said(asked, "ntfy", &[Kind::Ntfy], &mut typed.without) {
        typed.ways.push(Way::Ntfy(text.parse()?));
    }
    if let Some(text) = said(asked, "pushover", &[Kind::Pushover], &mut typed.without) {
        typed.ways.push(Way::Pushover(text.parse()?));
    }
    if let Some(text) = said(asked, "pagerduty", &[Kind::Pagerduty], &mut typed.without) {
        typed.ways.push(Way::Pagerduty(text.parse()?));
    }
    Ok(typed)
}

fn said<'r>(asked: &Asked<'r>, option: &str, kinds: &[Kind], without: &mut Vec<Kind>) -> Option<&'r str> {
    let text = asked.text(option)?;
    if OFF.contains(&text.trim().to_lowercase().as_str()) {
        without.extend(kinds);
        return None;
    }
    Some(text)
}
