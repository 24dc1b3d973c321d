//! The one way to call an address that somebody typed: webhooks, topics, wherever a document is published to.
//!
//! Whoever may add a contact could otherwise make this machine ask its own network for things. So a name is resolved here,
//! what it resolves to is judged, and the connection goes to exactly the address that was judged: a name that means
//! something else a moment later gains nothing. Redirects are answers like any other, and answers have a bound.

mod call;
mod exceptions;
mod range;
mod resolver;
#[cfg(test)]
mod tests;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;

pub use self::call::Call;
pub use self::exceptions::{Exceptions, NotAnException};
pub use self::range::is_public;
pub use self::resolver::{Names, SystemNames};

/// How much a call may take, by the machine's own time.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Until the connection stands.
    pub connect: Duration,
    /// Until the whole answer is read.
    pub total: Duration,
    /// How many bytes of the answer are read; the rest is left where it is.
    pub answer_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), total: Duration::from_secs(15), answer_bytes: 64 * 1024 }
    }
}

/// Calls addresses out there; clones share everything.
#[derive(Clone)]
pub struct Outside {
    http: reqwest::Client,
    exceptions: Arc<Exceptions>,
    limits: Limits,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// What `Retry-After` says, as it stands there.
    pub retry_after: Option<String>,
    /// The body, as far as it was read.
    pub body: Vec<u8>,
    /// Whether that is all of it.
    pub is_whole: bool,
}

/// Why nothing came back. Holds no address: a webhook's is often its password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnswered {
    /// Not an address that can be called, whatever stands behind it.
    #[error("the address must be http or https, without a name or password in it")]
    BadAddress,
    /// It is in a network that is closed to such calls.
    #[error("the address is in a private network. Whoever runs Sitrep can permit it with allow_private")]
    Forbidden,
    /// No name server knows it.
    #[error("its name is not known")]
    Unknown,
    /// No connection came about, so nothing was sent.
    #[error("it cannot be reached")]
    Unreachable,
    /// It took too long. It may have been received.
    #[error("it did not answer in time")]
    TimedOut,
    /// The connection broke. It may have been received.
    #[error("the connection broke before it answered")]
    Broken,
}

impl Outside {
    /// Calls with the system's names and the usual limits.
    #[must_use]
    pub fn new(exceptions: Exceptions) -> Self {
        Self::with(exceptions, Arc::new(SystemNames), Limits::default())
    }

    /// The same with other limits.
    #[must_use]
    pub fn within(exceptions: Exceptions, limits: Limits) -> Self {
        Self::with(exceptions, Arc::new(SystemNames), limits)
    }

    /// Calls with names and limits of one's own.
    #[must_use]
    pub fn with(exceptions: Exceptions, names: Arc<dyn Names>, limits: Limits) -> Self {
        let exceptions = Arc::new(exceptions);
        let resolver = resolver::Judging { names, exceptions: exceptions.clone() };
        // A proxy would resolve names by itself, and a connection kept open would outlive its judgement.
        let http = reqwest::Client::builder()
            .connect_timeout(limits.connect)
            .timeout(limits.total)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .pool_max_idle_per_host(0)
            .dns_resolver(Arc::new(resolver))
            .user_agent(concat!("Sitrep/", env!("CARGO_PKG_VERSION")))
            .build()
            .expect("the TLS backend is compiled in");
        Self { http, exceptions, limits }
    }

    /// Makes one call, once.
    pub async fn send(&self, call: Call) -> Result<Answer, NotAnswered> {
        self.judge(&call.url)?;
        let request = self.http.request(call.method, call.url).headers(call.headers).body(call.body);
        let response = request.send().await.map_err(|error| why(&error))?;
        self.read(response).await
    }

    /// Judges what can be judged of the address alone. A name is judged when it is resolved.
    fn judge(&self, url: &Url) -> Result<(), NotAnswered> {
        let plain =
            matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
        let (host, address) = bare(url).filter(|_| plain).ok_or(NotAnswered::BadAddress)?;
        match address {
            Some(address) if !self.exceptions.permit(host, address) => Err(NotAnswered::Forbidden),
            _ => Ok(()),
        }
    }

    async fn read(&self, mut response: reqwest::Response) -> Result<Answer, NotAnswered> {
        let retry_after = response.headers().get(reqwest::header::RETRY_AFTER);
        let mut answer = Answer {
            status: response.status().as_u16(),
            retry_after: retry_after.and_then(|text| text.to_str().ok()).map(str::to_owned),
            body: Vec::new(),
            is_whole: true,
        };
        while let Some(piece) = response.chunk().await.map_err(|error| why(&error))? {
            let room = self.limits.answer_bytes - answer.body.len();
            answer.body.extend(piece.iter().take(room));
            if piece.len() > room {
                answer.is_whole = false;
                break;
            }
        }
        Ok(answer)
    }
}

impl Exceptions {
    /// Whether a host may be called at an address.
    fn permit(&self, host: &str, address: IpAddr) -> bool {
        is_public(address) || self.hold(host, address)
    }
}

fn why(error: &reqwest::Error) -> NotAnswered {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(one) = cause {
        match one.downcast_ref::<resolver::NotResolved>() {
            Some(resolver::NotResolved::Forbidden) => return NotAnswered::Forbidden,
            Some(resolver::NotResolved::Unknown) => return NotAnswered::Unknown,
            None => cause = one.source(),
        }
    }
    match error {
        _ if error.is_connect() => NotAnswered::Unreachable,
        _ if error.is_timeout() => NotAnswered::TimedOut,
        _ => NotAnswered::Broken,
    }
}

/// An address's host without brackets, and the address it is, if it is one.
fn bare(url: &Url) -> Option<(&str, Option<IpAddr>)> {
    let host = url.host_str()?;
    let inner = host.trim_start_matches('[').trim_end_matches(']');
    Some((inner, inner.parse().ok()))
}
