//! Text into settings: each value is checked here, and what is wrong is gathered instead of thrown.

use std::net::SocketAddr;
use std::path::PathBuf;

use etcetera::BaseStrategy as _;
use incidents::model::recurrence::Recurrence;
use reqwest::Url;
use secrecy::SecretString;
use tracing_subscriber::EnvFilter;

use super::fonts::fonts;
use super::key::Key;
use super::layers::{Given, Layers};
use super::mistake::{Mistake, Mistakes};
use super::{
    BackupConfig, Config, Database, DiscordConfig, GitConfig, HeartbeatConfig, LogConfig, Ntfy, Pagerduty,
    Publishing, Pushover, Twilio, Ways, Webhook,
};
use crate::discord::{PublicKey, is_safe_base};
use crate::gateway::Privileged;
use crate::publish::Format;

/// The look of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Reads layers, gathering mistakes.
pub(super) struct Reader<'a> {
    layers: &'a Layers,
    mistakes: Vec<Mistake>,
}

impl<'a> Reader<'a> {
    pub fn new(layers: &'a Layers) -> Self {
        Self { layers, mistakes: layers.mistakes.clone() }
    }

    pub fn config(mut self) -> Result<Config, Mistakes> {
        let data = self.data();
        let mut config = Config {
            discord: self.discord(),
            database: self.database(&data),
            backup: self.backup(),
            data,
            listen: self.listen(),
            public_url: self.parse(Key::PublicUrl, web_address),
            allow_private: self.parse(Key::AllowPrivate, |text| text.parse().ok()).unwrap_or_default(),
            log: self.log(),
            publishing: self.publishing(),
            ways: self.ways(),
            trackers: self.trackers(),
            heartbeat: self.heartbeat(),
            fonts: self.parse(Key::Fonts, fonts).unwrap_or_default(),
        };
        config.publishing.secret = config.ways.webhook.secret.clone();
        config.publishing.fonts.clone_from(&config.fonts);
        if self.mistakes.is_empty() { Ok(config) } else { Err(Mistakes(self.mistakes)) }
    }

    fn discord(&mut self) -> DiscordConfig {
        DiscordConfig {
            token: self.token(),
            url: self
                .parse(Key::DiscordUrl, |text| web_address(text).filter(is_safe_base))
                .unwrap_or_else(|| Url::parse("https://discord.com").expect("the address is well formed")),
            client_secret: self.client_secret(),
            public_key: self.parse(Key::DiscordPublicKey, |text| PublicKey::read(text.trim())),
            privileged: Privileged {
                messages: self.parse(Key::MessageContent, |text| text.parse().ok()).unwrap_or(false),
                members: self.parse(Key::GuildMembers, |text| text.parse().ok()).unwrap_or(false),
            },
        }
    }

    /// A token given as such outweighs one in a file, wherever the two stand.
    fn token(&mut self) -> Option<SecretString> {
        self.parse(Key::DiscordToken, token_text).or_else(|| {
            self.parse(Key::DiscordTokenFile, |path| token_text(&std::fs::read_to_string(path).ok()?))
        })
    }

    /// People come back from Discord to the public address, so there must be one.
    fn client_secret(&mut self) -> Option<SecretString> {
        let secret = self.secret(Key::DiscordClientSecret);
        if secret.is_some() && self.layers.get(Key::PublicUrl).is_none() {
            self.mistake(Key::PublicUrl.env().to_owned(), Key::PublicUrl.expected());
        }
        secret
    }

    fn data(&mut self) -> PathBuf {
        if let Some(data) = self.parse(Key::Data, |text| Some(PathBuf::from(text))) {
            return data;
        }
        match etcetera::choose_base_strategy() {
            Ok(places) => places.data_dir().join("sitrep"),
            Err(_) => {
                let expected = "the path of a folder, as this user has no home folder";
                self.mistake(Key::Data.env().to_owned(), expected);
                PathBuf::new()
            }
        }
    }

    fn database(&mut self, data: &std::path::Path) -> Database {
        self.parse(Key::DatabaseUrl, database).unwrap_or_else(|| Database::Sqlite(data.join("sitrep.db")))
    }

    fn backup(&mut self) -> BackupConfig {
        let nightly = || Recurrence::parse("every day 3:00").ok();
        let at = |text: &str| match text {
            "off" => Some(None),
            text => Recurrence::parse(text).ok().map(Some),
        };
        let keep = |text: &str| text.parse().ok().filter(|keep| (1..=1_000).contains(keep));
        BackupConfig {
            at: self.parse(Key::BackupAt, at).unwrap_or_else(nightly),
            keep: self.parse(Key::BackupKeep, keep).unwrap_or(7),
        }
    }

    fn listen(&mut self) -> Option<SocketAddr> {
        let read = |text: &str| if text == "off" { Some(None) } else { text.parse().ok().map(Some) };
        self.parse(Key::Listen, read).unwrap_or_else(|| Some(SocketAddr::from(([127, 0, 0, 1], 8080))))
    }

    fn log(&mut self) -> LogConfig {
        let filter = |text: &str| EnvFilter::try_new(text).ok().map(|_| text.to_owned());
        LogConfig {
            filter: self.parse(Key::Log, filter).unwrap_or_else(|| "info".to_owned()),
            format: self.parse(Key::LogFormat, log_format).unwrap_or(LogFormat::Text),
        }
    }

    fn ways(&mut self) -> Ways {
        Ways {
            mail: self.mail(),
            ntfy: Ntfy {
                url: self.address(Key::NtfyUrl, "https://ntfy.sh"),
                token: self.secret(Key::NtfyToken),
            },
            pushover: self.pushover(),
            pagerduty: Pagerduty {
                url: self.address(Key::PagerdutyUrl, "https://events.pagerduty.com"),
                routing_key: self.secret(Key::PagerdutyRoutingKey),
                webhook_secret: self.secret(Key::PagerdutyWebhookSecret),
            },
            twilio: self.twilio(),
            webhook: Webhook { secret: self.secret_of_webhooks() },
        }
    }

    fn heartbeat(&mut self) -> Option<HeartbeatConfig> {
        let by_post = self.parse(Key::HeartbeatMethod, |text| match text.to_ascii_lowercase().as_str() {
            "get" => Some(false),
            "post" => Some(true),
            _ => None,
        });
        let url = self.parse(Key::HeartbeatUrl, |text| web_address(text).map(|_| text.trim().into()))?;
        Some(HeartbeatConfig { url, by_post: by_post.unwrap_or(false) })
    }

    fn pushover(&mut self) -> Option<Pushover> {
        let url = self.address(Key::PushoverUrl, "https://api.pushover.net");
        Some(Pushover { url, token: self.secret(Key::PushoverToken)? })
    }

    fn address(&mut self, key: Key, usual: &str) -> Url {
        self.parse(key, web_address).unwrap_or_else(|| Url::parse(usual).expect("the address is well formed"))
    }

    fn publishing(&mut self) -> Publishing {
        Publishing {
            folder: self.parse(Key::PublishFolder, |text| Some(PathBuf::from(text))),
            formats: self.parse(Key::PublishFormats, formats).unwrap_or_else(|| vec![Format::Markdown]),
            git: self.git(),
            webhook: self
                .parse(Key::PublishWebhookUrl, |text| web_address(text).map(|url| url.to_string().into())),
            secret: None,
            fonts: Vec::new(),
        }
    }

    fn git(&mut self) -> Option<GitConfig> {
        self.all_or_none(&[Key::PublishGitUrl, Key::PublishGitToken]);
        let branch = self.parse(Key::PublishGitBranch, non_empty);
        let folder = self.parse(Key::PublishGitFolder, folder_in_git);
        let api = self.parse(Key::PublishGitUrl, web_address);
        let token = self.parse(Key::PublishGitToken, token_text);
        let folder = folder.unwrap_or_else(|| "postmortems".to_owned());
        Some(GitConfig { api: api?, token: token?, branch, folder })
    }

    fn twilio(&mut self) -> Option<Twilio> {
        self.all_or_none(&[Key::TwilioAccountSid, Key::TwilioAuthToken, Key::TwilioFrom]);
        let account_sid = self.parse(Key::TwilioAccountSid, non_empty);
        let auth_token = self.secret(Key::TwilioAuthToken);
        let from = self.parse(Key::TwilioFrom, phone_number);
        let url = self.address(Key::TwilioUrl, "https://api.twilio.com");
        Some(Twilio { url, account_sid: account_sid?, auth_token: auth_token?, from: from? })
    }

    /// Settings that only make sense together: the missing ones are mistakes.
    pub(super) fn all_or_none(&mut self, keys: &[Key]) {
        if keys.iter().any(|key| self.layers.get(*key).is_some()) {
            for key in keys.iter().filter(|key| self.layers.get(**key).is_none()) {
                self.mistake(key.env().to_owned(), key.expected());
            }
        }
    }

    fn secret_of_webhooks(&mut self) -> Option<SecretString> {
        self.parse(Key::WebhookSecret, |text| (text.chars().count() >= 16).then(|| text.into()))
    }

    pub(super) fn secret(&mut self, key: Key) -> Option<SecretString> {
        self.parse(key, |text| non_empty(text).map(SecretString::from))
    }

    pub(super) fn parse<T>(&mut self, key: Key, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let Given { text, name } = self.layers.get(key)?;
        let value = non_empty(text).and_then(|text| read(&text));
        if value.is_none() {
            self.mistake(name, key.expected());
        }
        value
    }

    pub(super) fn mistake(&mut self, name: String, expected: &str) {
        self.mistakes.push(Mistake { name, expected: expected.to_owned() });
    }
}

fn non_empty(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A token goes into a header: what cannot stand there is no token.
fn token_text(text: &str) -> Option<SecretString> {
    let text = text.trim();
    let text = text.strip_prefix("Bot ").unwrap_or(text);
    (!text.is_empty() && text.chars().all(|c| c.is_ascii_graphic())).then(|| text.into())
}

pub(super) fn web_address(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

fn database(text: &str) -> Option<Database> {
    if let Some(path) = text.strip_prefix("sqlite://") {
        return non_empty(path).map(|path| Database::Sqlite(path.into()));
    }
    let url = Url::parse(text).ok()?;
    (matches!(url.scheme(), "postgres" | "postgresql") && url.has_host())
        .then(|| Database::Postgres(text.into()))
}

fn formats(text: &str) -> Option<Vec<Format>> {
    text.split(',').map(Format::named).collect()
}

/// A folder in a repository: steps of harmless letters, none of which leads upwards.
fn folder_in_git(text: &str) -> Option<String> {
    let harmless = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    let text = text.trim_matches('/');
    let is_step = |step: &str| !step.is_empty() && !step.starts_with('.') && step.chars().all(harmless);
    text.split('/').all(is_step).then(|| text.to_owned())
}

fn log_format(text: &str) -> Option<LogFormat> {
    match text {
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        _ => None,
    }
}

fn phone_number(text: &str) -> Option<String> {
    let digits = text.strip_prefix('+')?;
    ((5..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())).then(|| text.to_owned())
}
