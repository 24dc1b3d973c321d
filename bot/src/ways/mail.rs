//! Mail over SMTP. The same letter always carries the same Message-ID, so a mailbox that gets it twice shows it once.

use incidents::noted;
use std::time::Duration;

use chrono::{DateTime, Utc};
use commands::answering;
use futures::future::BoxFuture;
use incidents::model::contact::Way as Address;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use secrecy::ExposeSecret as _;

use super::{NotSent, Reminding, Sending, Way};
use crate::config::{Mail, MailTls};
use crate::outside::Limits;

/// Sends by mail.
pub(super) struct ByMail {
    from: Option<Mailbox>,
    server: Option<AsyncSmtpTransport<Tokio1Executor>>,
    /// How long the whole conversation may take.
    patience: Duration,
}

impl ByMail {
    pub(super) fn new(mail: &Mail, limits: Limits) -> Self {
        Self { from: mail.from.parse().ok(), server: server(mail, limits), patience: limits.total * 2 }
    }

    fn message(&self, mail: &Written<'_>) -> Option<Message> {
        let Address::Email(to) = mail.to else { return None };
        let from = self.from.clone()?;
        let id = format!("<sitrep.{}@{}>", mail.id, from.email.domain());
        let built = Message::builder()
            .from(from)
            .to(to.expose().parse().ok()?)
            .subject(mail.subject)
            .date(mail.now.into())
            .message_id(Some(id))
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.body.clone());
        built.ok()
    }

    async fn sent(&self, mail: Written<'_>) -> Result<(), NotSent> {
        let never = || NotSent::Never(noted!("the mail could not be written").into());
        let message = self.message(&mail).ok_or_else(never)?;
        let server = self.server.as_ref().ok_or_else(never)?;
        match tokio::time::timeout(self.patience, server.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(why)) => Err(meant(&why)),
            Err(_) => Err(NotSent::for_now(noted!("the mail server took too long"))),
        }
    }
}

impl Way for ByMail {
    fn send<'s>(&'s self, sending: &'s Sending<'s>) -> BoxFuture<'s, Result<(), NotSent>> {
        let letter = sending.letter;
        Box::pin(self.sent(Written {
            to: &letter.way,
            id: format!("{}.{}", letter.page, letter.attempt),
            subject: &letter.subject,
            body: body(sending),
            now: sending.now,
        }))
    }

    fn remind<'s>(&'s self, reminding: &'s Reminding<'s>) -> BoxFuture<'s, Result<(), NotSent>> {
        let errand = reminding.errand;
        Box::pin(self.sent(Written {
            to: &errand.way,
            id: format!("todo.{}", errand.id),
            subject: &errand.subject,
            body: format!(
                "{}\n\n{}\n",
                errand.text,
                answering::of_actions(errand.tongue, reminding.link.as_deref())
            ),
            now: reminding.now,
        }))
    }
}

/// A mail, before it is put into its envelope.
struct Written<'w> {
    to: &'w Address,
    /// The same for the same mail.
    id: String,
    subject: &'w str,
    body: String,
    now: DateTime<Utc>,
}

fn body(sending: &Sending<'_>) -> String {
    let link = sending.links.as_ref().map(|links| links.page.as_str());
    format!("{}\n\n{}\n", sending.letter.text, answering::by_mail(sending.letter.tongue, link))
}

fn server(mail: &Mail, limits: Limits) -> Option<AsyncSmtpTransport<Tokio1Executor>> {
    let tls = match mail.tls {
        MailTls::Wrapped => Tls::Wrapper(trust(mail)?),
        MailTls::Required => Tls::Required(trust(mail)?),
        MailTls::None => Tls::None,
    };
    let usual = match mail.tls {
        MailTls::Wrapped => 465,
        MailTls::Required => 587,
        MailTls::None => 25,
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&mail.host)
        .port(mail.port.unwrap_or(usual))
        .tls(tls)
        .timeout(Some(limits.total));
    if let Some((name, password)) = &mail.credentials {
        builder = builder.credentials(Credentials::new(name.clone(), password.expose_secret().to_owned()));
    }
    Some(builder.build())
}

fn trust(mail: &Mail) -> Option<TlsParameters> {
    let mut builder = TlsParameters::builder(mail.host.clone());
    if let Some(authorities) = &mail.authorities {
        for one in std::str::from_utf8(authorities).ok()?.split_inclusive("-----END CERTIFICATE-----") {
            if one.contains("-----BEGIN CERTIFICATE-----") {
                builder = builder.add_root_certificate(Certificate::from_pem(one.trim().as_bytes()).ok()?);
            }
        }
    }
    builder.build().ok()
}

/// What a failure means. The server's own words stay out of it, for they often hold the address.
fn meant(why: &lettre::transport::smtp::Error) -> NotSent {
    let code = why.status().map(|code| format!(" ({code})")).unwrap_or_default();
    match () {
        () if why.is_permanent() => NotSent::Never(noted!("the mail server refused it{code}", code)),
        () if why.is_transient() => NotSent::for_now(noted!("the mail server put it off{code}", code)),
        () if why.is_tls() => NotSent::for_now(noted!("the mail server cannot be spoken to in private")),
        // What we will not say over this connection, such as a password in the clear.
        () if why.is_client() => {
            NotSent::Never(noted!("the mail server does not offer what is needed").into())
        }
        () if why.is_timeout() => NotSent::for_now(noted!("the mail server took too long")),
        () => NotSent::for_now(noted!("the mail server cannot be reached, or broke off")),
    }
}

/// Keeps holiday replies from answering a pager.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".into())
    }
}
