//! An action mirrored in an issue tracker: in which project, as which issue, and whose word counts when the two differ.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::action::words;

words! {
    /// The trackers that are spoken to.
    Kind:
    /// GitHub, or a server that speaks like it.
    Github = "github",
    /// GitLab.
    Gitlab = "gitlab",
    /// Jira.
    Jira = "jira",
}

/// A project of a tracker: `github:acme/shop`, `gitlab:acme/web/shop`, `jira:OPS`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Project {
    /// Whose.
    pub kind: Kind,
    /// What the tracker calls it.
    pub path: String,
}

/// A text names no project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("A project is github:owner/repository, gitlab:group/project or jira:KEY.")]
pub struct NotAProject;

/// The issue that stands for an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Where.
    pub project: Project,
    /// What the tracker calls it; none until it is there.
    pub key: Option<String>,
    /// Where people read it.
    pub url: Option<String>,
    /// Whether it was open when it was last looked at.
    pub is_open: bool,
    /// Its title as it was last sent.
    pub title: String,
    /// Whether making it was ever begun: from then on it is looked for before another is made.
    pub begun: bool,
    /// Why it does not show how the action stands.
    pub problem: Option<String>,
}

/// How an issue stands in its tracker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum There {
    /// To be done.
    Open,
    /// Done.
    Done,
    /// Closed as not worth doing.
    Declined,
}

/// What brings an action and its issue together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// They agree.
    Nothing,
    /// The action was closed: so shall be the issue.
    Close,
    /// The action was taken up again: so shall be the issue.
    Reopen,
    /// The issue was closed over there: the action follows.
    TheyClosed,
    /// The issue was taken up again over there: the action follows.
    TheyReopened,
}

/// Whoever changed since both were last seen to agree is followed; where both did, they agree again.
#[must_use]
pub fn step(ours_is_open: bool, seen_open: bool, theirs_is_open: bool) -> Step {
    match (ours_is_open, theirs_is_open, theirs_is_open == seen_open) {
        (true, true, _) | (false, false, _) => Step::Nothing,
        (false, true, true) => Step::Close,
        (true, false, true) => Step::Reopen,
        (true, false, false) => Step::TheyClosed,
        (false, true, false) => Step::TheyReopened,
    }
}

impl There {
    /// Whether it is still to be done.
    #[must_use]
    pub fn is_open(self) -> bool {
        self == Self::Open
    }
}

impl Kind {
    /// Whether such a tracker may call an issue this, in whichever project it has come to lie.
    #[must_use]
    pub fn may_call_it(self, key: &str) -> bool {
        match self {
            Self::Github | Self::Gitlab => is_number(key),
            Self::Jira => key
                .rsplit_once('-')
                .is_some_and(|(project, number)| is_jira_key(project) && is_number(number)),
        }
    }
}

impl Project {
    /// The key of an issue as people give it: a number, a key, or the address of the issue.
    #[must_use]
    pub fn key(&self, typed: &str) -> Option<String> {
        let last = typed.trim().trim_end_matches('/').rsplit('/').next()?;
        let number = |digits: &str| is_number(digits).then(|| digits.to_owned());
        match self.kind {
            Kind::Github | Kind::Gitlab => number(last.rsplit('#').next()?),
            Kind::Jira => {
                let last = last.to_uppercase();
                let digits = last.strip_prefix(&self.path)?.strip_prefix('-')?;
                number(digits).map(|digits| format!("{}-{digits}", self.path))
            }
        }
    }

    /// An issue as people call it: `acme/shop#12`, `OPS-12`.
    #[must_use]
    pub fn shown(&self, key: &str) -> String {
        match self.kind {
            Kind::Github | Kind::Gitlab => format!("{}#{key}", self.path),
            Kind::Jira => key.to_owned(),
        }
    }
}

impl Issue {
    /// An issue that shall be there, or one that is.
    #[must_use]
    pub fn wanted(project: Project, key: Option<String>, title: &str) -> Self {
        Self { project, key, url: None, is_open: true, title: title.to_owned(), begun: false, problem: None }
    }

    /// What people call it; the project, until it is there.
    #[must_use]
    pub fn shown(&self) -> String {
        self.key.as_deref().map_or_else(|| self.project.path.clone(), |key| self.project.shown(key))
    }
}

impl FromStr for Project {
    type Err = NotAProject;

    fn from_str(text: &str) -> Result<Self, NotAProject> {
        let (kind, path) = text.trim().split_once(':').ok_or(NotAProject)?;
        let kind: Kind = kind.trim().to_lowercase().parse().map_err(|_| NotAProject)?;
        let path = match kind {
            Kind::Jira => path.trim().to_uppercase(),
            Kind::Github | Kind::Gitlab => path.trim().trim_matches('/').to_owned(),
        };
        let parts: Vec<&str> = path.split('/').collect();
        let fits = match kind {
            Kind::Github => parts.len() == 2 && parts.iter().all(|part| is_part(part)),
            Kind::Gitlab => (2..=20).contains(&parts.len()) && parts.iter().all(|part| is_part(part)),
            Kind::Jira => is_jira_key(&path),
        };
        if fits { Ok(Self { kind, path }) } else { Err(NotAProject) }
    }
}

fn is_part(part: &str) -> bool {
    (1..=100).contains(&part.len())
        && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        && !part.bytes().all(|byte| byte == b'.')
}

fn is_number(digits: &str) -> bool {
    (1..=12).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_jira_key(key: &str) -> bool {
    (2..=30).contains(&key.len())
        && key.starts_with(|letter: char| letter.is_ascii_uppercase())
        && key.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

impl fmt::Display for Project {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.as_str(), self.path)
    }
}

impl Serialize for Project {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Project {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_named_by_its_tracker_and_its_path() {
        for (typed, kept) in [
            ("github:acme/shop", Some("github:acme/shop")),
            (" GitHub: acme/shop.rs/ ", Some("github:acme/shop.rs")),
            ("gitlab:acme/web/shop", Some("gitlab:acme/web/shop")),
            ("jira:ops", Some("jira:OPS")),
            ("github:acme", None),
            ("github:acme/../admin", None),
            ("github:acme/shop?x=1", None),
            ("github:acme/shop/issues", None),
            ("gitlab:shop", None),
            ("jira:O", None),
            ("jira:OPS-1", None),
            ("trello:board", None),
            ("acme/shop", None),
            ("", None),
        ] {
            let read = typed.parse::<Project>().ok().map(|project| project.to_string());
            assert_eq!(read.as_deref(), kept, "{typed:?}");
        }
    }

    #[test]
    fn an_issue_is_given_by_number_key_or_address() {
        let github: Project = "github:acme/shop".parse().unwrap();
        let jira: Project = "jira:OPS".parse().unwrap();
        for (project, typed, key) in [
            (&github, "12", Some("12")),
            (&github, "#12", Some("12")),
            (&github, "acme/shop#12", Some("12")),
            (&github, "https://github.com/acme/shop/issues/12/", Some("12")),
            (&github, "twelve", None),
            (&github, "12/../../admin", None),
            (&jira, "ops-7", Some("OPS-7")),
            (&jira, "https://acme.atlassian.net/browse/OPS-7", Some("OPS-7")),
            (&jira, "7", None),
            (&jira, "WEB-7", None),
        ] {
            assert_eq!(project.key(typed).as_deref(), key, "{project} {typed:?}");
        }
        assert_eq!((github.shown("12"), jira.shown("OPS-7")), ("acme/shop#12".into(), "OPS-7".into()));
    }

    #[test]
    fn what_a_tracker_calls_an_issue_is_a_number_or_a_key() {
        for (kind, key, fits) in [
            (Kind::Github, "12", true),
            (Kind::Gitlab, "18446744073709551615", false),
            (Kind::Jira, "WEB_2-7", true),
            (Kind::Jira, "7", false),
            (Kind::Jira, "OPS-7/../../admin", false),
            (Kind::Jira, "ops-7", false),
            (Kind::Jira, "OPS-", false),
        ] {
            assert_eq!(kind.may_call_it(key), fits, "{key:?}");
        }
    }

    #[test]
    fn whoever_changed_last_is_followed() {
        for (ours, seen, theirs, expected) in [
            (true, true, true, Step::Nothing),
            (false, true, true, Step::Close),
            (true, true, false, Step::TheyClosed),
            (false, true, false, Step::Nothing),
            (true, false, false, Step::Reopen),
            (false, false, true, Step::TheyReopened),
            (true, false, true, Step::Nothing),
            (false, false, false, Step::Nothing),
        ] {
            assert_eq!(step(ours, seen, theirs), expected, "{ours} {seen} {theirs}");
        }
    }
}
