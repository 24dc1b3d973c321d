//! The one way to call Discord's REST API, or anything that speaks it.
//!
//! A call is tried once. Whether, when and how often to try again is for the outbox to decide, which survives a crash; the
//! answer says what may come next. The limiter holds calls back before Discord would.

mod address;
mod answer;
mod attachments;
mod call;
mod channels;
mod clock;
mod commands;
mod events;
mod failure;
mod file;
mod guilds;
mod headers;
mod interactions;
mod limiter;
mod messages;
mod sign_in;
mod signature;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use incidents::clock::Clock;
use reqwest::Url;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

pub use self::address::{UnsafeBase, is_loopback, is_safe_base};
pub use self::attachments::{Attachment, NotFetched};
use self::call::Authority;
pub use self::call::{Call, Priority};
pub use self::commands::Reach;
pub use self::failure::{Effect, Failure, Reason, Refused, Scope};
pub use self::file::File;
pub use self::guilds::ApplicationId;
use self::limiter::Limiter;
pub use self::limiter::Limits;
pub use self::messages::Around;
pub use self::sign_in::Application;
pub use self::signature::{PublicKey, Signed, Unbelieved};

/// How long to wait for Discord, by the machine's own time.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// Until the connection stands.
    pub connect: Duration,
    /// Until the whole answer is read.
    pub total: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(3), total: Duration::from_secs(10) }
    }
}

/// A bot's access to Discord; clones share one limiter.
#[derive(Clone)]
pub struct Discord(Arc<Inner>);

struct Inner {
    base: Url,
    token: SecretString,
    http: reqwest::Client,
    limiter: Limiter,
    clock: Clock,
    timeouts: Timeouts,
}

impl std::fmt::Debug for Discord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Discord").field("base", &self.0.base.as_str()).finish_non_exhaustive()
    }
}

impl Discord {
    /// Access to the server at `base` with the usual timeouts and limits.
    pub fn new(base: Url, token: SecretString, clock: Clock) -> Result<Self, UnsafeBase> {
        Self::with(base, token, clock, (Timeouts::default(), Limits::default()))
    }

    /// Access to a server on this machine and to no other: the demo and the tests can never reach the real Discord.
    pub fn loopback_only(base: Url, token: SecretString, clock: Clock) -> Result<Self, UnsafeBase> {
        if !is_loopback(&base) {
            return Err(UnsafeBase);
        }
        Self::new(base, token, clock)
    }

    /// Access with timeouts and limits of one's own.
    pub fn with(
        base: Url,
        token: SecretString,
        clock: Clock,
        (timeouts, limits): (Timeouts, Limits),
    ) -> Result<Self, UnsafeBase> {
        if !is_safe_base(&base) {
            return Err(UnsafeBase);
        }
        let http = http_client(&base, timeouts);
        let limiter = Limiter::new(limits, clock.clone());
        Ok(Self(Arc::new(Inner { base, token, http, limiter, clock, timeouts })))
    }

    /// The address this goes to.
    #[must_use]
    pub fn base(&self) -> &Url {
        &self.0.base
    }

    /// The bot's token, for the gateway.
    #[must_use]
    pub fn token(&self) -> &SecretString {
        &self.0.token
    }

    /// Makes one call, once. Waits for the limiter first when the wait is short; answers `RetryAfter` when it is long.
    pub async fn call(&self, call: Call) -> Result<Value, Failure> {
        let inner = &*self.0;
        let permit = inner.limiter.enter(&call).await?;
        let request = inner.request(call);
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => return Err(answer::transport(error)),
        };
        permit.learn(response.status(), response.headers());
        let answer = answer::read(response, inner.clock.now()).await;
        if let Err(failure) = &answer {
            permit.failed(failure);
        }
        answer
    }
}

/// A header that proves in whose name something is asked, and is printed nowhere.
fn proof(scheme: &'static str, token: &SecretString) -> HeaderValue {
    let header = HeaderValue::from_str(&format!("{scheme} {}", token.expose_secret()));
    let mut header = header.unwrap_or_else(|_| HeaderValue::from_static(scheme));
    header.set_sensitive(true);
    header
}

/// The operator's proxy is used for all but this machine itself.
fn http_client(base: &Url, timeouts: Timeouts) -> reqwest::Client {
    let builder = reqwest::Client::builder()
        .connect_timeout(timeouts.connect)
        .timeout(timeouts.total)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("DiscordBot (sitrep, ", env!("CARGO_PKG_VERSION"), ")"));
    let builder = if is_loopback(base) { builder.no_proxy() } else { builder };
    builder.build().expect("the TLS backend is compiled in")
}

impl Inner {
    fn request(&self, call: Call) -> reqwest::RequestBuilder {
        let base = self.base.as_str().trim_end_matches('/');
        let mut request = self.http.request(call.method, format!("{base}/api/v10{}", call.path));
        request = match call.authority {
            Authority::Nobody => request,
            Authority::Bot => request.header(AUTHORIZATION, proof("Bot", &self.token)),
            Authority::Person(token) => request.header(AUTHORIZATION, proof("Bearer", &token)),
            Authority::Application(id, secret) => request.basic_auth(id, Some(secret.expose_secret())),
        };
        if let Some(timeout) = call.timeout {
            request = request.timeout(timeout.min(self.timeouts.total));
        }
        if let Some(reason) = call.reason {
            request = request.header("X-Audit-Log-Reason", headers::audit_log_reason(&reason));
        }
        if !call.form.is_empty() {
            return request.form(&call.form);
        }
        match (call.body, call.files.is_empty()) {
            (Some(body), true) => request.json(&body),
            (body, false) => request.multipart(file::form(body.unwrap_or_default(), call.files)),
            (None, true) => request,
        }
    }
}
