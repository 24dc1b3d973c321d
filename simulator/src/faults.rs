//! Planned faults: what goes wrong with the next request that matches.

use serde_json::{Value, json};

/// A fault and the request it befalls. Each happens once.
#[derive(Debug, Clone)]
pub struct Fault {
    /// Which request.
    pub on: Matcher,
    /// What happens to it.
    pub what: Mishap,
}

/// Which request is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matcher {
    /// The method, in capitals.
    pub method: String,
    /// The path after `/api/v10`; `*` stands for one step, `**` at the end for any rest.
    pub path: String,
    /// Which of the requests that match, counted from 1.
    pub nth: u32,
}

impl Matcher {
    /// The first request of `method` to `path`.
    #[must_use]
    pub fn first(method: &str, path: &str) -> Self {
        Self::nth(method, path, 1)
    }

    /// The `nth` request of `method` to `path`, counted from 1.
    #[must_use]
    pub fn nth(method: &str, path: &str, nth: u32) -> Self {
        Self { method: method.to_owned(), path: path.to_owned(), nth }
    }

    fn is_met_by(&self, method: &str, path: &str) -> bool {
        self.method.eq_ignore_ascii_case(method) && steps_match(&self.path, path)
    }
}

fn steps_match(pattern: &str, path: &str) -> bool {
    let mut steps = path.trim_matches('/').split('/');
    for wanted in pattern.trim_matches('/').split('/') {
        match (wanted, steps.next()) {
            ("**", _) => return true,
            ("*", Some(_)) => {}
            (wanted, Some(step)) if wanted == step => {}
            _ => return false,
        }
    }
    steps.next().is_none()
}

/// What goes wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum Mishap {
    /// This status with this body, and no effect.
    Status(u16, Value),
    /// A 429, and no effect.
    RateLimited {
        /// Seconds to wait.
        retry_after: f64,
        /// Whose limit it was.
        scope: Scope,
        /// Whether the body has a `code`; not all have.
        has_code: bool,
    },
    /// A page of HTML from something in front of Discord, with this status, and no effect.
    Html(u16),
    /// The connection breaks before anything happened.
    ResetBefore,
    /// It happens, then the connection breaks.
    ResetAfterEffect,
    /// Nothing happens and no answer comes.
    HangBefore,
    /// It happens, and no answer comes.
    HangAfterEffect,
    /// Another process of the same bot sends the same right before it: both happen.
    Twice,
}

/// Whose rate limit was hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The bot's own on this route.
    User,
    /// The bot's over all routes.
    Global,
    /// The resource's, which others share.
    Shared,
}

impl Scope {
    /// As the header says it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Global => "global",
            Self::Shared => "shared",
        }
    }

    /// The body of a 429.
    pub(crate) fn body(self, retry_after: f64, has_code: bool) -> Value {
        let message = match self {
            Self::Shared => "The resource is being rate limited.",
            Self::User | Self::Global => "You are being rate limited.",
        };
        let mut body =
            json!({ "message": message, "retry_after": retry_after, "global": self == Self::Global });
        if has_code {
            body["code"] = json!(0);
        }
        body
    }
}

/// The faults still to come.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    waiting: Vec<Fault>,
}

impl Faults {
    /// Plans one more.
    pub(crate) fn add(&mut self, fault: Fault) {
        self.waiting.push(fault);
    }

    /// Takes back those that have not happened yet.
    pub(crate) fn clear(&mut self) {
        self.waiting.clear();
    }

    /// How many have not happened yet.
    pub(crate) fn left(&self) -> usize {
        self.waiting.len()
    }

    /// What befalls this request; counts it for all faults that wait for a later one.
    pub(crate) fn take(&mut self, method: &str, path: &str) -> Option<Mishap> {
        let mut due = None;
        for (place, fault) in self.waiting.iter_mut().enumerate() {
            if fault.on.is_met_by(method, path) {
                fault.on.nth = fault.on.nth.saturating_sub(1);
                if fault.on.nth == 0 && due.is_none() {
                    due = Some(place);
                }
            }
        }
        due.map(|place| self.waiting.remove(place).what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_waits_for_its_turn() {
        let mut faults = Faults::default();
        faults.add(Fault { on: Matcher::nth("POST", "/channels/*/messages", 2), what: Mishap::ResetBefore });
        assert_eq!(faults.take("POST", "/channels/1/messages"), None);
        assert_eq!(faults.take("PATCH", "/channels/1/messages"), None);
        assert_eq!(faults.take("POST", "/channels/1/messages/2"), None);
        assert_eq!(faults.take("POST", "/channels/2/messages"), Some(Mishap::ResetBefore));
        assert_eq!(faults.left(), 0);
    }
}
