//! What Discord's clock shows beside ours: its answers carry the time.

use chrono::{DateTime, TimeDelta};
use reqwest::Method;

use super::call::Call;
use super::{Discord, Failure, answer};

impl Discord {
    /// How far our clock is ahead of Discord's, to the second; none when its answer names no time.
    pub async fn clock_ahead(&self) -> Result<Option<TimeDelta>, Failure> {
        let call = Call::new(Method::GET, "/gateway", &"", "/gateway".to_owned());
        let response = self.0.request(call).send().await.map_err(answer::transport)?;
        let date = response.headers().get(reqwest::header::DATE).and_then(|date| date.to_str().ok());
        let theirs = date.and_then(|date| DateTime::parse_from_rfc2822(date).ok());
        Ok(theirs.map(|theirs| self.0.clock.now().signed_duration_since(theirs)))
    }
}
