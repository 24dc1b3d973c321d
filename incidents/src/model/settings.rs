//! What a server has set, and what holds until it does.

use std::collections::BTreeSet;

use chrono::{NaiveDate, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::action::hours::QuietHours;
use super::calendar::Calendar;
use super::moment::Order;
use super::tongue::Tongue;
use super::tracker::Project;
use super::zone::Zone;
use crate::ids::{ChannelId, RoleId};

/// A server's settings. Every field has a default, so that the bot works from the first minute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// How typed times are read and documents labelled.
    pub zone: String,
    /// Whether documents print `14:13` or `2:13 PM`; unset, the locale decides.
    pub clock: Option<Hours>,
    /// The server's locale, as Discord names it.
    pub locale: String,
    /// The language of what everybody reads; unset, that of the locale.
    pub language: Option<Tongue>,
    /// The category incident channels are made in; unset, one named `Incidents` is found or made.
    pub category: Option<ChannelId>,
    /// Where openings and updates are announced.
    pub announcements: Option<ChannelId>,
    /// Where postmortems are collected.
    pub postmortems: Option<ChannelId>,
    /// Who may act on incidents; unset, whoever has a role named `Responders`.
    pub responders: Option<RoleId>,
    /// Who may change settings, beside those who manage the server.
    pub admins: Option<RoleId>,
    /// The severities, worst first.
    pub severities: Vec<String>,
    /// The statuses of an open incident, in order.
    pub statuses: Vec<String>,
    /// The roles people take in an incident.
    pub roles: Vec<String>,
    /// Whether the server was told that everybody is a responder.
    pub told_everybody_responds: bool,
    /// When the digest of actions is posted: a recurrence or cron line; empty for never.
    pub digest: String,
    /// The days of the week on which people work.
    pub business_days: Vec<Weekday>,
    /// The days off in particular.
    pub holidays: BTreeSet<NaiveDate>,
    /// When nobody is told anything that can wait.
    pub quiet_hours: Option<QuietHours>,
    /// How many days after its postmortem was published an incident's channel becomes read-only; unset, never.
    pub archive_after: Option<u32>,
    /// The project of an issue tracker in which actions are mirrored.
    pub tracker: Option<Project>,
    /// Whether every action is mirrored, or only those that somebody links.
    pub mirror: bool,
    /// Whether anybody on the web may read how things stand.
    pub status_page: bool,
    /// The template postmortems are worded by; unset, the standard document.
    pub template: Option<String>,
}

/// How an hour is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hours {
    /// `2:13 PM`.
    #[serde(rename = "12")]
    Twelve,
    /// `14:13`.
    #[serde(rename = "24")]
    TwentyFour,
}

impl Default for Settings {
    fn default() -> Self {
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        Self {
            zone: Tz::UTC.name().to_owned(),
            clock: None,
            locale: "en-US".into(),
            language: None,
            category: None,
            announcements: None,
            postmortems: None,
            responders: None,
            admins: None,
            severities: words(&["SEV1", "SEV2", "SEV3", "SEV4"]),
            statuses: words(&["investigating", "identified", "fixing", "monitoring"]),
            roles: words(&["lead", "comms", "scribe"]),
            told_everybody_responds: false,
            digest: "0 9 * * MON-FRI".into(),
            business_days: vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri],
            holidays: BTreeSet::new(),
            quiet_hours: None,
            archive_after: Some(14),
            tracker: None,
            mirror: false,
            status_page: false,
            template: None,
        }
    }
}

impl Settings {
    /// The days on which people work.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        let week = std::iter::successors(Some(Weekday::Mon), |day| Some(day.succ())).take(7);
        let weekend = week.filter(|day| !self.business_days.contains(day)).collect();
        Calendar { weekend, holidays: self.holidays.clone() }
    }

    /// The server's zone.
    #[must_use]
    pub fn zone(&self) -> Zone {
        self.zone.parse().unwrap_or(Zone::UTC)
    }

    /// The language of what everybody reads: as set, else that of the locale where it is spoken here.
    #[must_use]
    pub fn tongue(&self) -> Tongue {
        self.language.or_else(|| Tongue::of_locale(&self.locale)).unwrap_or_default()
    }

    /// How documents print hours: as set, else as people of the locale do.
    #[must_use]
    pub fn hours(&self) -> Hours {
        self.clock.unwrap_or(if self.locale == "en-US" { Hours::Twelve } else { Hours::TwentyFour })
    }

    /// How numeric dates are read: as people of the locale do.
    #[must_use]
    pub fn order(&self) -> Order {
        if self.locale == "en-US" { Order::MonthDay } else { Order::DayMonth }
    }

    /// The severity a new incident has unless somebody says otherwise: SEV3 where there are enough, else the mildest.
    #[must_use]
    pub fn default_severity(&self) -> &str {
        self.severities.get(2).or(self.severities.last()).map_or("SEV3", String::as_str)
    }

    /// The status a new incident has.
    #[must_use]
    pub fn first_status(&self) -> &str {
        self.statuses.first().map_or("investigating", String::as_str)
    }

    /// The name as the server spells it, whatever case it was typed in.
    #[must_use]
    pub fn spelled<'s>(names: &'s [String], typed: &str) -> Option<&'s str> {
        let typed = typed.trim();
        names.iter().find(|name| name.to_lowercase() == typed.to_lowercase()).map(String::as_str)
    }
}
