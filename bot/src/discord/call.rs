//! One call as data: what to ask, where its limits are counted, and how urgent it is.

use std::time::Duration;

use reqwest::Method;
use secrecy::SecretString;
use serde_json::Value;

use super::file::File;
use super::guilds::ApplicationId;

/// Who goes first when a bucket opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// Somebody waits for the answer to a click.
    Answer,
    /// Somebody must be woken.
    Page,
    /// The work of an incident.
    Normal,
    /// What can wait: boards, copies, clean-up.
    Low,
}

/// In whose name a call is made.
pub(super) enum Authority {
    /// The bot's.
    Bot,
    /// Nobody's: the address says enough.
    Nobody,
    /// A person's, who signed in and agreed to it.
    Person(SecretString),
    /// The application's own, by its secret.
    Application(ApplicationId, SecretString),
}

/// One call.
pub struct Call {
    pub(super) method: Method,
    pub(super) path: String,
    /// The path with its ids left out: what Discord's buckets are learned by.
    pub(super) route: &'static str,
    /// The top-level id that Discord counts apart; empty when there is none.
    pub(super) major: String,
    pub(super) priority: Priority,
    pub(super) body: Option<Value>,
    pub(super) files: Vec<File>,
    /// What is sent as a form in place of JSON.
    pub(super) form: Vec<(&'static str, String)>,
    pub(super) reason: Option<String>,
    /// In whose name it is made.
    pub(super) authority: Authority,
    /// A shorter time than usual to wait for the answer.
    pub(super) timeout: Option<Duration>,
    /// Whether the global limit counts it.
    pub(super) is_global: bool,
}

impl Call {
    /// A call to `path` (with its leading slash, after `/api/v10`), which belongs to `route` and counts under `major`.
    #[must_use]
    pub fn new(method: Method, route: &'static str, major: &impl ToString, path: String) -> Self {
        Self {
            method,
            path,
            route,
            major: major.to_string(),
            priority: Priority::Normal,
            body: None,
            files: Vec::new(),
            form: Vec::new(),
            reason: None,
            authority: Authority::Bot,
            timeout: None,
            is_global: true,
        }
    }

    /// With a JSON body.
    #[must_use]
    pub fn with_body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// With files beside the body.
    #[must_use]
    pub fn with_files(mut self, files: Vec<File>) -> Self {
        self.files = files;
        self
    }

    /// With another urgency than the normal one.
    #[must_use]
    pub fn with_priority(mut self, priority: Priority) -> Self {
        self.priority = priority;
        self
    }

    /// With a line for the server's audit log.
    #[must_use]
    pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// With at most so long to wait for the answer.
    #[must_use]
    pub fn within(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Carried by an interaction's token: no authorization, and outside the global limit.
    #[must_use]
    pub fn by_interaction(mut self) -> Self {
        self.authority = Authority::Nobody;
        self.is_global = false;
        self.priority = Priority::Answer;
        self
    }
}
