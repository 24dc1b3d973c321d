//! The settings by name: what each is for, what it takes, and how it is shown.

mod read;

use crate::ids::{ChannelId, RoleId};
use crate::model::settings::{Hours, Settings};
use crate::model::tongue::Tongue;

/// A setting of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// How typed times are read and documents labelled.
    Zone,
    /// How documents print hours.
    Clock,
    /// The server's language and country.
    Locale,
    /// The language of what everybody reads.
    Language,
    /// Where incident channels are made.
    Category,
    /// Where openings and updates are announced.
    Announcements,
    /// Where postmortems are collected.
    Postmortems,
    /// Who acts on incidents.
    Responders,
    /// Who sets things up.
    Admins,
    /// The severities.
    Severities,
    /// The statuses of an open incident.
    Statuses,
    /// The roles people take in an incident.
    Roles,
    /// When the digest comes round.
    Digest,
    /// The days of the week people work on.
    BusinessDays,
    /// The days nobody works on.
    Holidays,
    /// When what can wait is held back.
    QuietHours,
    /// When a channel becomes read-only.
    ArchiveAfter,
    /// Where actions are mirrored as issues.
    Tracker,
    /// Which actions are mirrored.
    Mirror,
    /// Whether anybody may read how things stand.
    StatusPage,
    /// What postmortems are worded by.
    Template,
}

/// What a setting points at, when it points at something on Discord.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A channel to post in.
    Channel(ChannelId),
    /// A category of channels.
    Category(ChannelId),
    /// A role.
    Role(RoleId),
}

/// Which kind of thing on Discord a setting points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Points {
    /// At a channel to post in.
    Channel,
    /// At a channel or a forum to post in.
    Posts,
    /// At a category of channels.
    Category,
    /// At a role.
    Role,
}

impl Setting {
    /// Every setting, in the order they are shown.
    pub const ALL: [Self; 21] = [
        Self::Zone,
        Self::Clock,
        Self::Locale,
        Self::Language,
        Self::Category,
        Self::Announcements,
        Self::Postmortems,
        Self::Responders,
        Self::Admins,
        Self::Severities,
        Self::Statuses,
        Self::Roles,
        Self::Digest,
        Self::BusinessDays,
        Self::Holidays,
        Self::QuietHours,
        Self::ArchiveAfter,
        Self::Tracker,
        Self::Mirror,
        Self::StatusPage,
        Self::Template,
    ];

    /// The name people type.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Zone => "zone",
            Self::Clock => "clock",
            Self::Locale => "locale",
            Self::Language => "language",
            Self::Category => "category",
            Self::Announcements => "announcements",
            Self::Postmortems => "postmortems",
            Self::Responders => "responders",
            Self::Admins => "admins",
            Self::Severities => "severities",
            Self::Statuses => "statuses",
            Self::Roles => "roles",
            Self::Digest => "digest",
            Self::BusinessDays => "business_days",
            Self::Holidays => "holidays",
            Self::QuietHours => "quiet_hours",
            Self::ArchiveAfter => "archive_after",
            Self::Tracker => "tracker",
            Self::Mirror => "mirror",
            Self::StatusPage => "status_page",
            Self::Template => "template",
        }
    }

    /// The setting of a name.
    #[must_use]
    pub fn named(typed: &str) -> Option<Self> {
        let typed = typed.trim().to_lowercase();
        Self::ALL.into_iter().find(|setting| setting.as_str() == typed)
    }

    /// What it is for.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Zone => "how typed times are read, and which zone documents print",
            Self::Clock => "whether documents print 14:13 or 2:13 PM",
            Self::Locale => {
                "the language and country: decides the clock, and whether 02/06 is June or February"
            }
            Self::Language => {
                "the language of what everybody here reads: cards, announcements, pages, reminders"
            }
            Self::Category => "where incident channels are made",
            Self::Announcements => "where openings and stakeholder updates are posted",
            Self::Postmortems => "where postmortems are collected",
            Self::Responders => "who may open, act on and resolve incidents",
            Self::Admins => "who may change settings, beside those who manage the server",
            Self::Severities => "the severities, worst first",
            Self::Statuses => "the statuses of an open incident, in order",
            Self::Roles => "the roles people take in an incident",
            Self::Digest => "when the digest of open actions is posted",
            Self::BusinessDays => "the days of the week people work on",
            Self::Holidays => "the days nobody is expected to work on",
            Self::QuietHours => "when reminders that can wait are held back; pages never are",
            Self::Template => "what postmortems are worded by",
            Self::ArchiveAfter => "days from the published postmortem to a read-only channel",
            Self::Tracker => "the project of an issue tracker in which actions are mirrored",
            Self::Mirror => "whether all actions are mirrored there, or those that somebody links",
            Self::StatusPage => {
                "whether anybody on the web may read titles, statuses and updates of incidents that are not private"
            }
        }
    }

    /// What to type for it.
    #[must_use]
    pub const fn takes(self) -> &'static str {
        match self {
            Self::Zone => "a place like Europe/Berlin, an offset like +05:30, or letters like EST",
            Self::Clock => "24, 12, or auto to follow the locale",
            Self::Locale => "a locale like en-US, en-GB or de",
            Self::Language => "auto to follow the locale, or one of: en, de, fr, es, ja, pt",
            Self::Category => "the name or id of a category of this server, or none",
            Self::Announcements => "a text channel of this server like #incidents, or none",
            Self::Postmortems => "a text channel or forum of this server like #postmortems, or none",
            Self::Responders | Self::Admins => "a role of this server like @Responders, or none",
            Self::Severities | Self::Statuses => {
                "2 to 10 different names of at most 30 characters, with commas between"
            }
            Self::Roles => {
                "1 to 20 different names of at most 30 characters, with commas between, lead among them"
            }
            Self::Digest => "weekdays 9:00, every monday 9:00, a cron line, or none",
            Self::BusinessDays => "days like mon-fri, or sun mon tue wed thu",
            Self::Holidays => "up to 200 dates like 2026-12-25, with commas between, or none",
            Self::QuietHours => "two times like 22:00-07:00, or none",
            Self::ArchiveAfter => "a number of days from 1 to 365, or none",
            Self::Tracker => "github:owner/repository, gitlab:group/project, jira:KEY, or none",
            Self::Mirror => "all, or linked for those that somebody links",
            Self::StatusPage => "on or off",
            Self::Template => "the name of a template, as `/postmortem template` lists them, or default",
        }
    }

    /// What it points at on Discord, if it does.
    #[must_use]
    pub const fn points(self) -> Option<Points> {
        match self {
            Self::Category => Some(Points::Category),
            Self::Announcements => Some(Points::Channel),
            Self::Postmortems => Some(Points::Posts),
            Self::Responders | Self::Admins => Some(Points::Role),
            _ => None,
        }
    }

    /// Where it points now.
    #[must_use]
    pub fn target(self, settings: &Settings) -> Option<Target> {
        match self {
            Self::Category => settings.category.map(Target::Category),
            Self::Announcements => settings.announcements.map(Target::Channel),
            Self::Postmortems => settings.postmortems.map(Target::Channel),
            Self::Responders => settings.responders.map(Target::Role),
            Self::Admins => settings.admins.map(Target::Role),
            _ => None,
        }
    }

    /// Points it somewhere else, or nowhere. What points at nothing on Discord is left alone.
    pub fn point(self, settings: &mut Settings, target: Option<i64>) {
        match self {
            Self::Category => settings.category = target.map(ChannelId),
            Self::Announcements => settings.announcements = target.map(ChannelId),
            Self::Postmortems => settings.postmortems = target.map(ChannelId),
            Self::Responders => settings.responders = target.map(RoleId),
            Self::Admins => settings.admins = target.map(RoleId),
            _ => {}
        }
    }

    /// Its value as it could be typed.
    #[must_use]
    pub fn value(self, settings: &Settings) -> String {
        let none = || "none".to_owned();
        match self {
            Self::Zone => settings.zone.clone(),
            Self::Clock => match settings.clock {
                None => "auto".into(),
                Some(Hours::Twelve) => "12".into(),
                Some(Hours::TwentyFour) => "24".into(),
            },
            Self::Locale => settings.locale.clone(),
            Self::Language => settings.language.map_or("auto", Tongue::as_str).to_owned(),
            Self::Severities => settings.severities.join(", "),
            Self::Statuses => settings.statuses.join(", "),
            Self::Roles => settings.roles.join(", "),
            Self::Digest if settings.digest.is_empty() => none(),
            Self::Digest => settings.digest.clone(),
            Self::BusinessDays => {
                let days = settings.business_days.iter().map(|day| day.to_string().to_lowercase());
                days.collect::<Vec<_>>().join(" ")
            }
            Self::Holidays if settings.holidays.is_empty() => none(),
            Self::Holidays => {
                settings.holidays.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
            }
            Self::QuietHours => settings.quiet_hours.map_or_else(none, |hours| hours.to_string()),
            Self::Template => settings.template.clone().unwrap_or_else(|| "default".to_owned()),
            Self::ArchiveAfter => settings.archive_after.map_or_else(none, |days| days.to_string()),
            Self::Tracker => settings.tracker.as_ref().map_or_else(none, ToString::to_string),
            Self::Mirror => if settings.mirror { "all" } else { "linked" }.into(),
            Self::StatusPage => if settings.status_page { "on" } else { "off" }.to_owned(),
            Self::Category | Self::Announcements | Self::Postmortems | Self::Responders | Self::Admins => {
                self.target(settings).map_or_else(none, |target| target.id().to_string())
            }
        }
    }
}

impl Target {
    /// What Discord knows it by.
    #[must_use]
    pub fn id(self) -> i64 {
        match self {
            Self::Channel(channel) | Self::Category(channel) => channel.0,
            Self::Role(role) => role.0,
        }
    }
}

#[cfg(test)]
mod tests;
