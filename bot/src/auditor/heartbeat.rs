//! The sign of life: one call to an address of the operator's choice, to which whoever listens answers or not.

use reqwest::Method;
use secrecy::{ExposeSecret as _, SecretString};

use crate::outside::{Call, NotAnswered, Outside};

/// Where a sign of life goes. Its address is often its password, so it is printed nowhere.
#[derive(Clone)]
pub struct Heartbeat {
    url: SecretString,
    method: Method,
    outside: Outside,
}

/// Why a sign of life did not arrive.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotSent {
    #[error(transparent)]
    NotAnswered(#[from] NotAnswered),
    #[error("its receiver answers {0}")]
    Refused(u16),
}

impl Heartbeat {
    /// Signs of life to an address, by POST or by GET.
    #[must_use]
    pub fn new(url: SecretString, by_post: bool, outside: Outside) -> Self {
        Self { url, method: if by_post { Method::POST } else { Method::GET }, outside }
    }

    /// Sends one, once. The next follows in any case.
    pub(super) async fn send(&self) -> Result<(), NotSent> {
        let call = Call::post(self.url.expose_secret())?.by(self.method.clone());
        match self.outside.send(call).await?.status {
            200..=299 => Ok(()),
            status => Err(NotSent::Refused(status)),
        }
    }
}
