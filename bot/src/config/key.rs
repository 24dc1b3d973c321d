//! The names of the settings: one row for each, which the flags, the environment, the file and the example all go by.

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// The bot's token.
    DiscordToken,
    /// A file that holds the bot's token.
    DiscordTokenFile,
    /// The address of Discord.
    DiscordUrl,
    /// What proves our application when somebody signs in at our pages.
    DiscordClientSecret,
    /// What Discord signs its requests with.
    DiscordPublicKey,
    /// Whether messages may be read.
    MessageContent,
    /// Whether it is heard who comes and leaves.
    GuildMembers,
    /// The ledger's address.
    DatabaseUrl,
    /// The data folder.
    Data,
    /// When backups are made.
    BackupAt,
    /// How many backups are kept.
    BackupKeep,
    /// The address to listen on.
    Listen,
    /// The address people reach us by.
    PublicUrl,
    /// Private places that may be called.
    AllowPrivate,
    /// The log filter.
    Log,
    /// The log format.
    LogFormat,
    /// The mail server.
    MailUrl,
    /// The sender of mail.
    MailFrom,
    /// Whether mail is encrypted on its way.
    MailTls,
    /// Whom to trust besides the public authorities when mail is sent.
    MailCaFile,
    /// The ntfy server.
    NtfyUrl,
    /// The ntfy access token.
    NtfyToken,
    /// The Pushover application token.
    PushoverToken,
    /// The Pushover server.
    PushoverUrl,
    /// The PagerDuty routing key.
    PagerdutyRoutingKey,
    /// What PagerDuty signs its reports with.
    PagerdutyWebhookSecret,
    /// The PagerDuty server.
    PagerdutyUrl,
    /// The Twilio account.
    TwilioAccountSid,
    /// The Twilio secret.
    TwilioAuthToken,
    /// The Twilio number.
    TwilioFrom,
    /// The Twilio server.
    TwilioUrl,
    /// The key outgoing webhooks are signed with.
    WebhookSecret,
    /// The projects of trackers that servers may name.
    TrackerProjects,
    /// The address of GitHub's interface.
    GithubUrl,
    /// The GitHub token.
    GithubToken,
    /// The address of GitLab.
    GitlabUrl,
    /// The GitLab token.
    GitlabToken,
    /// The Jira site.
    JiraUrl,
    /// The Jira account.
    JiraEmail,
    /// The Jira token.
    JiraToken,
    /// The address that signs of life go to.
    HeartbeatUrl,
    /// How signs of life are sent.
    HeartbeatMethod,
    /// The folder published postmortems are kept in.
    PublishFolder,
    /// What is written into folder and repository.
    PublishFormats,
    /// The repository published postmortems are committed to.
    PublishGitUrl,
    /// The right to write there.
    PublishGitToken,
    /// The branch there.
    PublishGitBranch,
    /// The folder there.
    PublishGitFolder,
    /// The program told of published postmortems.
    PublishWebhookUrl,
    /// The folder of fonts for PDFs.
    Fonts,
}

/// How one setting is called, and what it takes.
pub(super) struct Names {
    pub env: &'static str,
    /// Where it stands in the file, `section.key` or `key`.
    pub file: &'static str,
    pub expected: &'static str,
}

impl Key {
    /// Every setting, in the order in which mistakes are told.
    pub const ALL: [Self; 50] = [
        Self::DiscordToken,
        Self::DiscordTokenFile,
        Self::DiscordUrl,
        Self::DiscordClientSecret,
        Self::DiscordPublicKey,
        Self::MessageContent,
        Self::GuildMembers,
        Self::DatabaseUrl,
        Self::Data,
        Self::BackupAt,
        Self::BackupKeep,
        Self::Listen,
        Self::PublicUrl,
        Self::AllowPrivate,
        Self::Log,
        Self::LogFormat,
        Self::MailUrl,
        Self::MailFrom,
        Self::MailTls,
        Self::MailCaFile,
        Self::NtfyUrl,
        Self::NtfyToken,
        Self::PushoverToken,
        Self::PushoverUrl,
        Self::PagerdutyRoutingKey,
        Self::PagerdutyWebhookSecret,
        Self::PagerdutyUrl,
        Self::TwilioAccountSid,
        Self::TwilioAuthToken,
        Self::TwilioFrom,
        Self::TwilioUrl,
        Self::WebhookSecret,
        Self::TrackerProjects,
        Self::GithubUrl,
        Self::GithubToken,
        Self::GitlabUrl,
        Self::GitlabToken,
        Self::JiraUrl,
        Self::JiraEmail,
        Self::JiraToken,
        Self::HeartbeatUrl,
        Self::HeartbeatMethod,
        Self::PublishFolder,
        Self::PublishFormats,
        Self::PublishGitUrl,
        Self::PublishGitToken,
        Self::PublishGitBranch,
        Self::PublishGitFolder,
        Self::PublishWebhookUrl,
        Self::Fonts,
    ];

    /// The environment variable of this setting.
    #[must_use]
    pub fn env(self) -> &'static str {
        self.names().env
    }

    /// Where this setting stands in `sitrep.toml`.
    #[must_use]
    pub fn in_file(self) -> &'static str {
        self.names().file
    }

    /// The value expected, in words.
    #[must_use]
    pub fn expected(self) -> &'static str {
        self.names().expected
    }

    /// The setting that stands at this place in the file.
    #[must_use]
    pub fn from_file(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.in_file() == path)
    }

    #[rustfmt::skip]
    fn names(self) -> Names {
        let (env, file, expected) = match self {
            Self::DiscordToken => ("DISCORD_TOKEN", "discord.token", "the bot token from Discord's developer portal"),
            Self::DiscordTokenFile => ("DISCORD_TOKEN_FILE", "discord.token_file", "the path of a readable file that holds the bot token"),
            Self::DiscordUrl => ("SITREP_DISCORD_URL", "discord.url", "an https address, or http on this machine, such as https://discord.com"),
            Self::DiscordClientSecret => ("DISCORD_CLIENT_SECRET", "discord.client_secret", "the client secret from Discord's developer portal, together with the public address"),
            Self::DiscordPublicKey => ("DISCORD_PUBLIC_KEY", "discord.public_key", "the application's public key from Discord's developer portal, 64 hexadecimal digits"),
            Self::MessageContent => ("SITREP_INTENT_MESSAGE_CONTENT", "discord.message_content", "true or false"),
            Self::GuildMembers => ("SITREP_INTENT_GUILD_MEMBERS", "discord.guild_members", "true or false"),
            Self::DatabaseUrl => ("SITREP_DATABASE_URL", "database_url", "sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME"),
            Self::Data => ("SITREP_DATA", "data", "the path of a folder"),
            Self::BackupAt => ("SITREP_BACKUP_AT", "backup.at", "when in UTC, such as every day 3:00 or a cron line, or off"),
            Self::BackupKeep => ("SITREP_BACKUP_KEEP", "backup.keep", "how many to keep, 1 to 1000"),
            Self::Listen => ("SITREP_LISTEN", "listen", "an address with its port, such as 127.0.0.1:8080, or off"),
            Self::PublicUrl => ("SITREP_PUBLIC_URL", "public_url", "an http or https address, such as https://sitrep.example.com"),
            Self::AllowPrivate => ("SITREP_ALLOW_PRIVATE", "allow_private", "networks such as 10.0.0.0/8 or fd00::/8 and hosts such as hooks.lan, with commas between"),
            Self::Log => ("SITREP_LOG", "log.filter", "error, warn, info, debug or trace, for all or as target=level, with commas between"),
            Self::LogFormat => ("SITREP_LOG_FORMAT", "log.format", "text or json"),
            Self::MailUrl => ("SITREP_MAIL_URL", "mail.url", "smtp://USER:PASSWORD@HOST or smtps://USER:PASSWORD@HOST, together with the sender"),
            Self::MailFrom => ("SITREP_MAIL_FROM", "mail.from", "a sender such as Sitrep <sitrep@example.com>, together with the mail server"),
            Self::MailTls => ("SITREP_MAIL_TLS", "mail.tls", "required, or none for a server on this machine or one that takes no password"),
            Self::MailCaFile => ("SITREP_MAIL_CA_FILE", "mail.ca_file", "the path of a readable PEM file with certificates of authorities"),
            Self::NtfyUrl => ("SITREP_NTFY_URL", "ntfy.url", "an http or https address, such as https://ntfy.sh"),
            Self::NtfyToken => ("SITREP_NTFY_TOKEN", "ntfy.token", "an access token of the ntfy server"),
            Self::PushoverToken => ("SITREP_PUSHOVER_TOKEN", "pushover.token", "the API token of your Pushover application"),
            Self::PushoverUrl => ("SITREP_PUSHOVER_URL", "pushover.url", "an http or https address, such as https://api.pushover.net"),
            Self::PagerdutyRoutingKey => ("SITREP_PAGERDUTY_ROUTING_KEY", "pagerduty.routing_key", "the integration key of an Events API v2 integration"),
            Self::PagerdutyWebhookSecret => ("SITREP_PAGERDUTY_WEBHOOK_SECRET", "pagerduty.webhook_secret", "the secret of a webhook subscription of PagerDuty"),
            Self::PagerdutyUrl => ("SITREP_PAGERDUTY_URL", "pagerduty.url", "an http or https address, such as https://events.eu.pagerduty.com"),
            Self::TwilioAccountSid => ("SITREP_TWILIO_ACCOUNT_SID", "twilio.account_sid", "the account SID, together with the auth token and the number"),
            Self::TwilioAuthToken => ("SITREP_TWILIO_AUTH_TOKEN", "twilio.auth_token", "the auth token, together with the account SID and the number"),
            Self::TwilioFrom => ("SITREP_TWILIO_FROM", "twilio.from", "a number such as +15551234567, together with the account SID and the auth token"),
            Self::TwilioUrl => ("SITREP_TWILIO_URL", "twilio.url", "an http or https address, such as https://api.twilio.com"),
            Self::WebhookSecret => ("SITREP_WEBHOOK_SECRET", "webhook.secret", "at least 16 characters that nobody can guess"),
            Self::TrackerProjects => ("SITREP_TRACKER_PROJECTS", "tracker.projects", "projects such as github:acme/shop, gitlab:acme/shop or jira:OPS, with commas between"),
            Self::GithubUrl => ("SITREP_GITHUB_URL", "github.url", "an http or https address, such as https://api.github.com"),
            Self::GithubToken => ("SITREP_GITHUB_TOKEN", "github.token", "a token that may write issues"),
            Self::GitlabUrl => ("SITREP_GITLAB_URL", "gitlab.url", "an http or https address, such as https://gitlab.com"),
            Self::GitlabToken => ("SITREP_GITLAB_TOKEN", "gitlab.token", "a token with the scope api"),
            Self::JiraUrl => ("SITREP_JIRA_URL", "jira.url", "the address of the site, together with the account and its token"),
            Self::JiraEmail => ("SITREP_JIRA_EMAIL", "jira.email", "the account's mail address, together with the site and the token"),
            Self::JiraToken => ("SITREP_JIRA_TOKEN", "jira.token", "the account's API token, together with the site and the account"),
            Self::HeartbeatUrl => ("SITREP_HEARTBEAT_URL", "heartbeat.url", "an http or https address that takes a sign of life every 30 seconds"),
            Self::HeartbeatMethod => ("SITREP_HEARTBEAT_METHOD", "heartbeat.method", "get or post"),
            Self::PublishFolder => ("SITREP_PUBLISH_FOLDER", "publish.folder", "the path of a folder"),
            Self::PublishFormats => ("SITREP_PUBLISH_FORMATS", "publish.formats", "markdown, html, pdf or json, with commas between"),
            Self::PublishGitUrl => ("SITREP_PUBLISH_GIT_URL", "publish.git_url", "the address of a repository in the API of its host, such as https://api.github.com/repos/OWNER/NAME, together with the token"),
            Self::PublishGitToken => ("SITREP_PUBLISH_GIT_TOKEN", "publish.git_token", "an access token that may write contents, together with the address"),
            Self::PublishGitBranch => ("SITREP_PUBLISH_GIT_BRANCH", "publish.git_branch", "the name of a branch"),
            Self::PublishGitFolder => ("SITREP_PUBLISH_GIT_FOLDER", "publish.git_folder", "a path such as docs/postmortems, of letters, digits, dots, dashes and underscores"),
            Self::PublishWebhookUrl => ("SITREP_PUBLISH_WEBHOOK_URL", "publish.webhook_url", "an http or https address"),
            Self::Fonts => ("SITREP_FONTS", "fonts", "the path of a readable folder with at most 64 fonts (.ttf, .otf, .ttc) of at most 200 MB together"),
        };
        Names { env, file, expected }
    }
}
