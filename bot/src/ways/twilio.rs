//! Text messages and calls through Twilio.

use chrono::{DateTime, Utc};
use commands::answering;
use futures::future::BoxFuture;
use incidents::model::contact::Way as Address;
use secrecy::ExposeSecret as _;

use super::http::{called, named_by_operator};
use super::{NotSent, Reminding, Sending, Way, fit};
use crate::config::Twilio;
use crate::outside::{Call, Exceptions, Limits, Outside};
use crate::twiml;

/// What one part of a text message holds: all that is needed to answer stands in it.
const PART: usize = 160;
/// The longest text message that is sent, three parts.
const LONGEST: usize = 480;
/// How much of the subject a call reads out.
const SPOKEN: usize = 200;

/// Twilio's REST API.
struct Api {
    set: Twilio,
    outside: Outside,
}

/// Sends text messages.
pub(super) struct BySms(Api);

/// Calls.
pub(super) struct ByVoice(Api);

impl Api {
    fn new(set: &Twilio, limits: Limits) -> Self {
        Self { outside: named_by_operator(&set.url, Exceptions::default(), limits), set: set.clone() }
    }

    async fn create(&self, what: &str, fields: &[(&str, &str)], now: DateTime<Utc>) -> Result<(), NotSent> {
        use base64::Engine as _;
        let (base, sid) = (self.set.url.as_str().trim_end_matches('/'), &self.set.account_sid);
        let pair = format!("{sid}:{}", self.set.auth_token.expose_secret());
        let pair = base64::engine::general_purpose::STANDARD.encode(pair);
        let call = Call::post(&format!("{base}/2010-04-01/Accounts/{sid}/{what}.json"))
            .map(|call| call.with_secret_header("authorization", &format!("Basic {pair}")).with_form(fields));
        called(&self.outside, call, now).await.map(drop)
    }
}

impl BySms {
    pub(super) fn new(set: &Twilio, limits: Limits) -> Self {
        Self(Api::new(set, limits))
    }

    async fn sent(&self, to: &Address, text: String, now: DateTime<Utc>) -> Result<(), NotSent> {
        let Address::Sms(to) = to else {
            return Err(NotSent::Never("it is no number".into()));
        };
        let fields = [("To", to.expose()), ("From", self.0.set.from.as_str()), ("Body", text.as_str())];
        self.0.create("Messages", &fields, now).await
    }
}

impl ByVoice {
    pub(super) fn new(set: &Twilio, limits: Limits) -> Self {
        Self(Api::new(set, limits))
    }

    async fn sent(&self, sending: &Sending<'_>) -> Result<(), NotSent> {
        let Address::Voice(to) = &sending.letter.way else {
            return Err(NotSent::Never("it is no number".into()));
        };
        let spoken = fit(&format!("{}. {}", sending.letter.tag, sending.letter.subject), SPOKEN);
        let said = twiml::call(
            sending.letter.tongue,
            &spoken,
            sending.links.as_ref().map(|links| links.keys.as_str()),
        );
        let fields = [("To", to.expose()), ("From", self.0.set.from.as_str()), ("Twiml", said.as_str())];
        self.0.create("Calls", &fields, sending.now).await
    }
}

impl Way for BySms {
    fn send<'s>(&'s self, sending: &'s Sending<'s>) -> BoxFuture<'s, Result<(), NotSent>> {
        Box::pin(self.sent(&sending.letter.way, text(sending), sending.now))
    }

    fn remind<'s>(&'s self, reminding: &'s Reminding<'s>) -> BoxFuture<'s, Result<(), NotSent>> {
        let errand = reminding.errand;
        let how = reminding.link.clone().unwrap_or_else(|| answering::see_discord(errand.tongue));
        let text = format!("Sitrep: {}. {how}", errand.subject);
        Box::pin(self.sent(&errand.way, text, reminding.now))
    }
}

impl Way for ByVoice {
    fn send<'s>(&'s self, sending: &'s Sending<'s>) -> BoxFuture<'s, Result<(), NotSent>> {
        Box::pin(self.sent(sending))
    }
}

/// A text message: which page it is and how to answer in the first part, the link and the rest of the words behind it.
fn text(sending: &Sending<'_>) -> String {
    let letter = sending.letter;
    let how = match &sending.links {
        Some(_) => answering::by_text(letter.tongue, letter.attempt),
        None => answering::in_discord(letter.tongue),
    };
    let room = PART - how.chars().count() - letter.tag.chars().count() - 4;
    let first = format!("{}: {}. {how}", letter.tag, fit(&letter.subject, room));
    let Some(links) = &sending.links else { return first };
    let with_link = format!("{first} {}", links.page);
    if with_link.chars().count() <= LONGEST { with_link } else { first }
}

#[cfg(test)]
mod tests {
    use commands::parcels::{Letter, Stage};
    use incidents::ids::{AttemptId, ContactId, PageId};
    use incidents::model::tongue::Tongue;

    use super::super::Answers;
    use super::*;

    fn letter(subject: &str, tongue: Tongue) -> Letter {
        Letter {
            way: Address::Sms("+4930123456".parse().unwrap()),
            page: PageId(3),
            attempt: AttemptId(1_234),
            contact: ContactId(1),
            stage: Stage::Calling,
            urgent: true,
            tag: "INC-7 page 2".into(),
            subject: subject.into(),
            text: subject.into(),
            tongue,
        }
    }

    #[test]
    fn a_text_message_is_short_and_says_first_what_is_needed_in_every_language() {
        let now = DateTime::UNIX_EPOCH;
        let answers =
            |link: usize| Answers { page: format!("https://{}", "l".repeat(link)), keys: String::new() };
        for tongue in Tongue::ALL {
            for (subject, links, parts) in [
                ("INC-7 Checkout is down (SEV1)".to_owned(), None, 1),
                ("x".repeat(400), None, 1),
                ("INC-7 Checkout is down (SEV1)".to_owned(), Some(answers(90)), 3),
                ("x".repeat(400), Some(answers(90)), 3),
                ("é".repeat(400), Some(answers(400)), 1),
            ] {
                let letter = letter(&subject, tongue);
                let how = match &links {
                    Some(_) => answering::by_text(tongue, letter.attempt),
                    None => answering::in_discord(tongue),
                };
                let text = text(&Sending { letter: &letter, links, now });
                assert!(text.chars().count() <= parts * PART, "{text}");
                let first: String = text.chars().take(PART).collect();
                assert!(first.starts_with("INC-7 page 2: ") && first.contains(&how), "{first}");
            }
        }
    }

    #[test]
    fn every_language_says_by_which_number_to_answer() {
        for tongue in Tongue::ALL {
            let how = answering::by_text(tongue, AttemptId(1_234));
            assert!(how.contains("1234") && how.chars().count() <= 60, "{how}");
        }
    }
}
