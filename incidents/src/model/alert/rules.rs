//! What a server wants done with the alerts of a source.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Alert, Storm};
use crate::ids::{PolicyId, SourceId};
use crate::model::action::hours::{NotHours, QuietHours};
use crate::model::named::Named;
use crate::model::settings::Settings;
use crate::worded::Worded;

/// A source of alerts under its name.
pub type NamedSource = Named<SourceId, Source>;

/// A source of alerts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What is done with its alerts.
    pub rules: Rules,
    /// What it has opened lately.
    pub storm: Storm,
    /// When it last delivered something.
    pub last_at: Option<DateTime<Utc>>,
}

/// What is done with the alerts of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Who is paged.
    pub policy: Option<PolicyId>,
    /// How bad an alert is that does not say so in a word we know.
    pub severity: Option<String>,
    /// How bad the sender's own words are, in lower case.
    pub grades: BTreeMap<String, Grade>,
    /// What an alert opens.
    pub does: Does,
    /// Which alerts are the same.
    pub same: Same,
    /// When nobody is paged for what is not of the gravest severity.
    pub quiet_hours: Option<QuietHours>,
}

/// How bad a word is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// As bad as this severity of the server.
    As(String),
    /// Nothing is done.
    Nothing,
}

/// What an alert opens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Does {
    /// An incident, and a page on it.
    #[default]
    Incident,
    /// A page alone; an incident only when nobody answers it.
    Page,
}

/// Which alerts are the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Same {
    /// Those of one group of the sender's, or of one key.
    #[default]
    Group,
    /// Those of one key.
    Alert,
    /// Those of one title.
    Title,
    /// Those that share a label.
    Label(String),
}

/// A rule that cannot be read, in the words the person reads.
#[derive(Debug, Clone, PartialEq, Eq, Error, Worded)]
pub enum UnreadableRule {
    /// Not a mapping of severities.
    #[error(
        "\"{0}\" maps no severities. Type pairs such as `critical=SEV1, warning=SEV3, info=nothing`, or `none`."
    )]
    Map(String),
    /// Not a severity of the server.
    #[error("There is no severity \"{0}\" here. Use one of: {1}, or `nothing` to leave such alerts out.")]
    NoSeverity(String, String),
    /// Not a way to tell alerts apart.
    #[error(
        "\"{0}\" does not say which alerts are the same. Type `group`, `alert`, `title` or `label:` with a name, such as `label:service`."
    )]
    Same(String),
    /// Not hours.
    #[error(transparent)]
    Hours(#[from] NotHours),
}

/// The words that monitoring systems use, from the gravest down.
const WORDS: [&[&str]; 4] = [
    &["critical", "fatal", "emergency", "disaster", "page", "p1", "sev1"],
    &["error", "high", "major", "urgent", "p2", "sev2"],
    &["warning", "warn", "medium", "minor", "average", "p3", "sev3"],
    &["info", "information", "low", "notice", "debug", "ok", "p4", "p5", "sev4"],
];

impl Rules {
    /// How bad the sender's word is here.
    #[must_use]
    pub fn grade(&self, settings: &Settings, word: Option<&str>) -> Grade {
        let word = word.map(|word| word.trim().to_lowercase());
        if let Some(grade) = word.as_ref().and_then(|word| self.grades.get(word)) {
            return match grade {
                Grade::As(name) if Settings::spelled(&settings.severities, name).is_none() => {
                    self.usual(settings)
                }
                grade => grade.clone(),
            };
        }
        let Some(word) = word else { return self.usual(settings) };
        if let Some(spelled) = Settings::spelled(&settings.severities, &word) {
            return Grade::As(spelled.to_owned());
        }
        let rank = WORDS.iter().position(|words| words.contains(&word.as_str()));
        let named = rank.and_then(|rank| settings.severities.get(rank).or(settings.severities.last()));
        named.map_or_else(|| self.usual(settings), |name| Grade::As(name.clone()))
    }

    fn usual(&self, settings: &Settings) -> Grade {
        let own = self.severity.as_deref().and_then(|name| Settings::spelled(&settings.severities, name));
        Grade::As(own.unwrap_or_else(|| settings.default_severity()).to_owned())
    }

    /// How grave a word is: smaller is graver.
    #[must_use]
    pub fn rank(&self, settings: &Settings, word: Option<&str>) -> usize {
        match self.grade(settings, word) {
            Grade::As(name) => rank(settings, &name),
            Grade::Nothing => usize::MAX,
        }
    }
}

/// How grave a severity of the server is: smaller is graver.
#[must_use]
pub fn rank(settings: &Settings, severity: &str) -> usize {
    settings.severities.iter().position(|name| name == severity).unwrap_or(settings.severities.len())
}

/// Reads `critical=SEV1, info=nothing`.
pub fn read_grades(settings: &Settings, typed: &str) -> Result<BTreeMap<String, Grade>, UnreadableRule> {
    if ["none", "off", "-"].contains(&typed.trim().to_lowercase().as_str()) {
        return Ok(BTreeMap::new());
    }
    let unreadable = || UnreadableRule::Map(typed.to_owned());
    let mut grades = BTreeMap::new();
    for pair in typed.split([',', ';', '\n']).filter(|pair| !pair.trim().is_empty()) {
        let (word, grade) = pair.split_once('=').ok_or_else(unreadable)?;
        let (word, grade) = (word.trim().to_lowercase(), grade.trim());
        if word.is_empty() || word.chars().count() > 60 || grades.len() >= 40 {
            return Err(unreadable());
        }
        let grade = match Settings::spelled(&settings.severities, grade) {
            Some(spelled) => Grade::As(spelled.to_owned()),
            None if ["nothing", "ignore"].contains(&grade.to_lowercase().as_str()) => Grade::Nothing,
            None => return Err(UnreadableRule::NoSeverity(grade.to_owned(), settings.severities.join(", "))),
        };
        grades.insert(word, grade);
    }
    if grades.is_empty() { Err(unreadable()) } else { Ok(grades) }
}

impl Same {
    /// The key of an alert by this rule; none for an alert that has nothing of the kind.
    #[must_use]
    pub fn key(&self, alert: &Alert) -> Option<String> {
        match self {
            Self::Group => {
                alert.group.as_ref().map(|group| format!("group:{group}")).or_else(|| Self::Alert.key(alert))
            }
            Self::Alert => alert.key.as_ref().map(|key| format!("key:{key}")),
            Self::Title => Some(format!("title:{}", alert.title.to_lowercase())),
            Self::Label(name) => {
                let label = alert.labels.get(name).map(|value| format!("label:{value}"));
                label.or_else(|| Self::Group.key(alert))
            }
        }
    }
}

impl FromStr for Same {
    type Err = UnreadableRule;

    fn from_str(typed: &str) -> Result<Self, UnreadableRule> {
        let typed = typed.trim();
        match (typed.to_lowercase().as_str(), typed.split_once(':')) {
            ("group", _) => Ok(Self::Group),
            ("alert", _) => Ok(Self::Alert),
            ("title", _) => Ok(Self::Title),
            (_, Some((kind, name))) if kind.eq_ignore_ascii_case("label") && !name.trim().is_empty() => {
                Ok(Self::Label(name.trim().to_owned()))
            }
            _ => Err(UnreadableRule::Same(typed.to_owned())),
        }
    }
}

impl fmt::Display for Same {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Group => f.write_str("group"),
            Self::Alert => f.write_str("alert"),
            Self::Title => f.write_str("title"),
            Self::Label(name) => write!(f, "label:{name}"),
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::As(name) => f.write_str(name),
            Self::Nothing => f.write_str("nothing"),
        }
    }
}

impl Does {
    /// The words people type and read.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Page => "page",
        }
    }
}
