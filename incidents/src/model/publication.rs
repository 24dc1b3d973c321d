//! How far a postmortem has come: draft, in review, published; when it should come further, and what is told on the way.

use crate::noted;
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::notice::AnswerTo;
use super::zone::Zone;
use crate::ids::{EventId, GuildId, IncidentId};
use crate::postmortem::facts::{Facts, State};

/// Where a postmortem stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Whose it is.
    pub incident: IncidentId,
    /// The server it belongs to.
    pub guild: GuildId,
    /// How far it has come.
    pub state: State,
    /// Its latest edition, from 1; 0 before there is one.
    pub edition: u32,
    /// When it was published for the first time.
    pub published_at: Option<DateTime<Utc>>,
    /// When it is talked over.
    pub review_at: Option<DateTime<Utc>>,
    /// The event that the server was invited to.
    pub event: Option<EventId>,
}

impl Publication {
    /// That of an incident whose postmortem nobody has begun.
    #[must_use]
    pub fn unbegun(incident: IncidentId, guild: GuildId) -> Self {
        Self {
            incident,
            guild,
            state: State::Draft,
            edition: 0,
            published_at: None,
            review_at: None,
            event: None,
        }
    }

    /// Whether those who took part are still to come together over it.
    #[must_use]
    pub fn review_to_come(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.review_at.filter(|at| *at > now)
    }
}

/// A postmortem as it stood once.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// Which, from 1.
    pub edition: u32,
    /// When it came to be.
    pub at: DateTime<Utc>,
    /// By whose hand.
    pub by: String,
    /// What it says otherwise than the one before.
    pub changes: Vec<String>,
    /// What it says. Its files are without their bytes.
    pub facts: Facts,
}

/// How long further corrections by the same hand belong to the edition they began.
pub const SAME_EDITION: TimeDelta = TimeDelta::minutes(10);

/// What was done with a postmortem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub enum Deed {
    /// It was published.
    Published {
        /// In which edition.
        edition: u32,
    },
    /// A review was planned.
    ReviewPlanned {
        /// For when.
        at: DateTime<Utc>,
    },
    /// A template was accepted.
    TemplateAdded {
        /// Its name.
        name: String,
    },
    /// A template was taken away.
    TemplateRemoved {
        /// Its name.
        name: String,
    },
}

impl Deed {
    /// Whether the incident's timeline tells it.
    #[must_use]
    pub fn is_told(&self) -> bool {
        matches!(self, Self::Published { .. } | Self::ReviewPlanned { .. })
    }

    /// The sentence on the timeline.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Published { edition } => format!("Postmortem published in edition {edition}."),
            Self::ReviewPlanned { at } => {
                format!("Review of the postmortem planned for {} UTC.", at.format("%Y-%m-%d %H:%M"))
            }
            Self::TemplateAdded { name } => format!("Template {name} added."),
            Self::TemplateRemoved { name } => format!("Template {name} removed."),
        }
    }
}

/// What is said about a postmortem in its incident's channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "saying", rename_all = "snake_case")]
pub enum Saying {
    /// It should be in review by now.
    Unreviewed,
    /// Its review was planned.
    ReviewPlanned {
        /// For when.
        at: DateTime<Utc>,
    },
    /// Its review is near.
    ReviewSoon {
        /// When it is.
        at: DateTime<Utc>,
    },
}

/// A place outside Discord where published postmortems are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublishTo {
    /// A folder.
    Folder,
    /// A Git repository.
    Git,
    /// A program that listens.
    Webhook,
}

impl PublishTo {
    /// Every place there can be.
    pub const ALL: [Self; 3] = [Self::Folder, Self::Git, Self::Webhook];

    /// The word the database stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::Git => "git",
            Self::Webhook => "webhook",
        }
    }

    /// What people call a postmortem on its way there.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Folder => noted!("The postmortem for the folder of postmortems"),
            Self::Git => noted!("The postmortem for the Git repository"),
            Self::Webhook => noted!("The postmortem for the webhook"),
        }
    }
}

/// A template that somebody offers, still at Discord.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateOffer {
    /// The name it is to have.
    pub name: String,
    /// Where it lies, for a while.
    pub url: String,
    /// Who offers it.
    pub by: crate::change::Actor,
    /// Where it is told what came of it.
    #[serde(flatten)]
    pub answer: AnswerTo,
}

/// What the timers hold about a postmortem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "alarm", rename_all = "snake_case")]
pub enum Alarm {
    /// It should be in review by now.
    Unreviewed {
        /// Whose.
        incident: IncidentId,
        /// How often that was said already.
        said: u32,
    },
    /// Its review is near.
    ReviewSoon {
        /// Whose.
        incident: IncidentId,
    },
}

impl Alarm {
    /// Two alarms with the same key are one.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Unreviewed { incident, .. } => format!("postmortem-unreviewed:{incident}"),
            Self::ReviewSoon { incident } => format!("postmortem-review:{incident}"),
        }
    }
}

/// How often a draft is asked after before only the digest names it.
pub const ASKED: u32 = 2;

/// When a draft is asked after: on the morning of the third day where the severity is the gravest, else of the fifth
/// business day; and once more two business days later.
#[must_use]
pub fn asked_after(
    said: u32,
    is_gravest: bool,
    now: DateTime<Utc>,
    zone: Zone,
    calendar: &Calendar,
) -> Option<DateTime<Utc>> {
    let today = zone.local(now).date();
    let day = match (said, is_gravest) {
        (0, true) => today + TimeDelta::days(3),
        (0, false) => calendar.add_business_days(today, 5),
        (1, _) => calendar.add_business_days(today, 2),
        _ => return None,
    };
    let nine = NaiveTime::from_hms_opt(9, 0, 0).expect("a whole hour of the day");
    Some(zone.resolve(day.and_time(nine)).first())
}

/// From how many days after the end on the digest names a postmortem that is not published.
pub const UNPUBLISHED_DAYS: i64 = 10;

/// How long before a review those who took part are reminded: the day before, and when it is about to begin.
pub const REMINDERS: [TimeDelta; 2] = [TimeDelta::hours(24), TimeDelta::minutes(15)];

/// The next instant after `now` at which those who took part are to be reminded of a review.
#[must_use]
pub fn next_reminder(review: DateTime<Utc>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    REMINDERS.into_iter().map(|before| review - before).find(|at| *at > now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_draft_is_asked_after_by_severity_and_business_days() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        let calendar = Calendar::default();
        // A Thursday evening in Berlin.
        let end = at("2024-06-06T17:00:00Z");
        for (said, is_gravest, due) in [
            (0, true, Some("2024-06-09T07:00:00Z")),
            (0, false, Some("2024-06-13T07:00:00Z")),
            (1, true, Some("2024-06-10T07:00:00Z")),
            (2, true, None),
            (2, false, None),
        ] {
            assert_eq!(
                asked_after(said, is_gravest, end, berlin, &calendar),
                due.map(at),
                "{said} {is_gravest}"
            );
        }
    }

    #[test]
    fn reminders_of_a_review_come_a_day_before_and_just_before() {
        let review = at("2024-06-06T14:00:00Z");
        for (now, next) in [
            ("2024-06-01T14:00:00Z", Some("2024-06-05T14:00:00Z")),
            ("2024-06-05T14:00:00Z", Some("2024-06-06T13:45:00Z")),
            ("2024-06-06T13:45:00Z", None),
            ("2024-06-07T00:00:00Z", None),
        ] {
            assert_eq!(next_reminder(review, at(now)), next.map(at), "{now}");
        }
    }
}
