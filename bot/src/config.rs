//! What an operator may set, read once at start from flags, the environment and `sitrep.toml`, in this order of weight.
//!
//! All that is wrong is told at once: somebody who mends a deployment should not learn of the third mistake on the third try.

mod file;
mod fonts;
mod key;
mod layers;
mod mail;
mod mistake;
mod network;
mod trackers;
mod values;

use std::net::SocketAddr;
use std::path::PathBuf;

use incidents::model::recurrence::Recurrence;
use incidents::model::tracker::Project;
use incidents::postmortem::Typeface;
use reqwest::Url;
use secrecy::SecretString;

use crate::discord::PublicKey;
use crate::publish::Format;

pub use self::key::Key;
pub use self::layers::Layers;
pub use self::mistake::{Mistake, Mistakes};
pub use self::network::Network;
pub use self::values::LogFormat;
use crate::gateway::Privileged;
use crate::outside::Exceptions;

/// Every setting, checked. Printing it shows no secret.
#[derive(Debug, Clone)]
pub struct Config {
    /// How Discord is reached.
    pub discord: DiscordConfig,
    /// Where the ledger is kept.
    pub database: Database,
    /// The folder for the database, attachments and backups.
    pub data: PathBuf,
    /// The backups that are made by themselves.
    pub backup: BackupConfig,
    /// Where alerts, health and pages are served; nowhere when it is none.
    pub listen: Option<SocketAddr>,
    /// The address people reach our pages by, when there is one.
    pub public_url: Option<Url>,
    /// Private places that addresses typed by people may lead to.
    pub allow_private: Exceptions,
    /// What is logged, and how.
    pub log: LogConfig,
    /// The ways besides Discord.
    pub ways: Ways,
    /// The issue trackers that actions are mirrored in.
    pub trackers: Trackers,
    /// Where signs of life go, if anywhere.
    pub heartbeat: Option<HeartbeatConfig>,
    /// Where published postmortems are kept besides Discord.
    pub publishing: Publishing,
    /// Fonts for PDFs, besides our own.
    pub fonts: Vec<Typeface>,
}

/// How Discord is reached.
#[derive(Debug, Clone)]
pub struct DiscordConfig {
    /// The bot's token; the demo needs none.
    pub token: Option<SecretString>,
    /// The address whose `/api/v10` is called.
    pub url: Url,
    /// What proves our application when somebody signs in at our pages; without it there are none.
    pub client_secret: Option<SecretString>,
    /// What Discord signs its requests with, where it is to send us interactions over HTTP.
    pub public_key: Option<PublicKey>,
    /// Which privileged intents to ask for.
    pub privileged: Privileged,
}

/// Where the ledger is kept.
#[derive(Debug, Clone)]
pub enum Database {
    /// A file of SQLite.
    Sqlite(PathBuf),
    /// A Postgres server; its address holds a password.
    Postgres(SecretString),
}

/// The backups that are made by themselves, where the database is a file.
#[derive(Debug, Clone)]
pub struct BackupConfig {
    /// When; never when it is none.
    pub at: Option<Recurrence>,
    /// How many are kept.
    pub keep: usize,
}

/// What is logged, and how.
#[derive(Debug, Clone)]
pub struct LogConfig {
    /// A filter as `tracing` reads it, such as `info,sitrep=debug`.
    pub filter: String,
    /// For people or for machines.
    pub format: LogFormat,
}

/// The ways besides Discord by which somebody is told something; each is off until it is set.
#[derive(Debug, Clone)]
pub struct Ways {
    /// Mail over SMTP.
    pub mail: Option<Mail>,
    /// Push messages over ntfy.
    pub ntfy: Ntfy,
    /// Push messages over Pushover.
    pub pushover: Option<Pushover>,
    /// Alerts in PagerDuty.
    pub pagerduty: Pagerduty,
    /// Text messages and calls over Twilio.
    pub twilio: Option<Twilio>,
    /// Signed calls to the operator's own programs.
    pub webhook: Webhook,
}

/// A mail server and the sender's address.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The server's name.
    pub host: String,
    /// Its port, when it is not the usual one.
    pub port: Option<u16>,
    /// How the way there is encrypted.
    pub tls: MailTls,
    /// The name and password it wants.
    pub credentials: Option<(String, SecretString)>,
    /// Authorities to trust besides the public ones, as PEM.
    pub authorities: Option<Vec<u8>>,
    /// The sender.
    pub from: String,
}

/// How the way to the mail server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailTls {
    /// From the first byte.
    Wrapped,
    /// By STARTTLS, before anything is said; without it nothing is sent.
    Required,
    /// Not at all.
    None,
}

/// An application at Pushover.
#[derive(Debug, Clone)]
pub struct Pushover {
    /// The server's address.
    pub url: Url,
    /// The application.
    pub token: SecretString,
}

/// PagerDuty's events.
#[derive(Debug, Clone)]
pub struct Pagerduty {
    /// The server's address.
    pub url: Url,
    /// The service that is meant when none is named.
    pub routing_key: Option<SecretString>,
    /// What it signs its reports with.
    pub webhook_secret: Option<SecretString>,
}

/// A server of ntfy.
#[derive(Debug, Clone)]
pub struct Ntfy {
    /// The server's address.
    pub url: Url,
    /// What proves to the server that we may publish.
    pub token: Option<SecretString>,
}

/// An account at Twilio.
#[derive(Debug, Clone)]
pub struct Twilio {
    /// The server's address.
    pub url: Url,
    /// The account.
    pub account_sid: String,
    /// What proves that it is ours.
    pub auth_token: SecretString,
    /// The number that texts and calls come from.
    pub from: String,
}

/// Outgoing webhooks.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// The key that outgoing bodies are signed with.
    pub secret: Option<SecretString>,
}

/// Where signs of life go. The address is often its own password.
#[derive(Debug, Clone)]
pub struct HeartbeatConfig {
    /// The address.
    pub url: SecretString,
    /// Whether it is called by POST; by GET otherwise.
    pub by_post: bool,
}

/// The issue trackers that actions are mirrored in; each is off until it is set.
#[derive(Debug, Clone, Default)]
pub struct Trackers {
    /// The projects that servers may name.
    pub projects: Vec<Project>,
    /// GitHub.
    pub github: Option<Access>,
    /// GitLab.
    pub gitlab: Option<Access>,
    /// Jira.
    pub jira: Option<JiraAccess>,
}

/// A tracker's address, and what proves to it that we may come in.
#[derive(Debug, Clone)]
pub struct Access {
    /// The address.
    pub url: Url,
    /// The token.
    pub token: SecretString,
}

/// A site of Jira, and the account that makes issues there.
#[derive(Debug, Clone)]
pub struct JiraAccess {
    /// The site.
    pub url: Url,
    /// The account.
    pub email: String,
    /// Its API token.
    pub token: SecretString,
}

/// Where published postmortems are kept besides Discord; each place is off until it is set.
#[derive(Debug, Clone)]
pub struct Publishing {
    /// A folder.
    pub folder: Option<PathBuf>,
    /// What is written into folder and repository.
    pub formats: Vec<Format>,
    /// A Git repository.
    pub git: Option<GitConfig>,
    /// A program that listens. Its address may hold a password.
    pub webhook: Option<SecretString>,
    /// The key that the webhook's bodies are signed with.
    pub secret: Option<SecretString>,
    /// Fonts for PDFs, besides our own.
    pub fonts: Vec<Typeface>,
}

/// A Git repository, behind the API of its host.
#[derive(Debug, Clone)]
pub struct GitConfig {
    /// The repository's own address in the API.
    pub api: Url,
    /// What proves that we may write.
    pub token: SecretString,
    /// The branch; unset, the repository's default.
    pub branch: Option<String>,
    /// The folder in the repository.
    pub folder: String,
}

/// `sitrep run` was asked for without a token.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error(
    "there is no Discord token: set DISCORD_TOKEN (or DISCORD_TOKEN_FILE) to the token of your bot, \
     or try Sitrep without one with `sitrep demo`"
)]
pub struct NoToken;

impl Config {
    /// Reads and checks every setting, or tells every mistake.
    pub fn read(layers: &Layers) -> Result<Self, Mistakes> {
        values::Reader::new(layers).config()
    }

    /// The bot's token, or the sentence that names both ways on.
    pub fn token(&self) -> Result<&SecretString, NoToken> {
        self.discord.token.as_ref().ok_or(NoToken)
    }
}

#[cfg(test)]
mod tests;
