//! The products whose bodies are understood, and how each is recognised.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Alert, Unreadable, alertmanager, datadog, github, plain, sentry, uptime_kuma};

/// A product whose bodies are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Product {
    /// Prometheus' Alertmanager.
    Alertmanager,
    /// Grafana's alerting.
    Grafana,
    /// Datadog's monitors.
    Datadog,
    /// Sentry's issue and metric alerts.
    Sentry,
    /// Uptime Kuma.
    UptimeKuma,
    /// Workflow runs of GitHub Actions.
    Github,
    /// Our own plain JSON.
    Plain,
}

impl Product {
    /// Every product, the most telling shape first.
    pub const ALL: [Self; 7] = [
        Self::Grafana,
        Self::Alertmanager,
        Self::Sentry,
        Self::UptimeKuma,
        Self::Github,
        Self::Datadog,
        Self::Plain,
    ];

    /// The word for it, in addresses, tables and metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Alertmanager => "alertmanager",
            Self::Grafana => "grafana",
            Self::Datadog => "datadog",
            Self::Sentry => "sentry",
            Self::UptimeKuma => "uptime-kuma",
            Self::Github => "github",
            Self::Plain => "plain",
        }
    }

    /// All the words.
    #[must_use]
    pub fn names() -> String {
        Self::ALL.map(Self::as_str).join(", ")
    }

    /// Whose body it is, by its shape.
    pub(super) fn of(value: &Value) -> Option<Self> {
        Self::ALL.into_iter().find(|product| product.fits(value))
    }

    fn fits(self, value: &Value) -> bool {
        match self {
            Self::Alertmanager => alertmanager::fits(value),
            Self::Grafana => alertmanager::fits_grafana(value),
            Self::Datadog => datadog::fits(value),
            Self::Sentry => sentry::fits(value),
            Self::UptimeKuma => uptime_kuma::fits(value),
            Self::Github => github::fits(value),
            Self::Plain => plain::fits(value),
        }
    }

    /// Reads a body as this product's.
    pub(super) fn read(self, value: &Value) -> Result<Vec<Alert>, Unreadable> {
        match self {
            Self::Alertmanager | Self::Grafana => alertmanager::read(value, self),
            Self::Datadog => datadog::read(value),
            Self::Sentry => sentry::read(value),
            Self::UptimeKuma => uptime_kuma::read(value),
            Self::Github => github::read(value),
            Self::Plain => plain::read(value),
        }
    }
}

impl fmt::Display for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that names no product.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("There is no product of that name; ?as= takes one of: {}.", Product::names())]
pub struct NoProduct;

impl FromStr for Product {
    type Err = NoProduct;

    fn from_str(text: &str) -> Result<Self, NoProduct> {
        Self::ALL.into_iter().find(|product| product.as_str() == text).ok_or(NoProduct)
    }
}
