//! What trackers answer, read into one form. Nothing here calls anybody, and nothing that is read is believed to be short, harmless
//! or even there.

use incidents::model::tracker::{Kind, There};
use serde_json::Value;

/// So many characters of a tracker's own words are passed on.
const WORDS: usize = 120;

/// An issue as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What its tracker calls it.
    pub key: String,
    /// Where people read it, if the tracker says so.
    pub url: Option<String>,
    /// How it stands.
    pub there: There,
}

/// An answer in which something was to be found is of another kind altogether.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the tracker's answer cannot be read")]
pub struct Unreadable;

/// The issue that an answer tells of.
pub fn issue(kind: Kind, answer: &Value) -> Result<Found, Unreadable> {
    let number = |name: &str| answer[name].as_u64().map(|number| number.to_string());
    let state = || answer["state"].as_str().ok_or(Unreadable);
    let (key, url, there) = match kind {
        Kind::Github => {
            let there = match (state()?, answer["state_reason"].as_str()) {
                ("open", _) => There::Open,
                (_, Some("not_planned")) => There::Declined,
                _ => There::Done,
            };
            (number("number"), link(&answer["html_url"]), there)
        }
        Kind::Gitlab => {
            let there = if state()? == "opened" { There::Open } else { There::Done };
            (number("iid"), link(&answer["web_url"]), there)
        }
        Kind::Jira => {
            let category = answer["fields"]["status"]["statusCategory"]["key"].as_str();
            let there = if category == Some("done") { There::Done } else { There::Open };
            (answer["key"].as_str().map(str::to_owned), None, there)
        }
    };
    let key = key.filter(|key| kind.may_call_it(key)).ok_or(Unreadable)?;
    Ok(Found { key, url, there })
}

/// Of the issues that were looked through, the one that carries a mark. What lists no issues does not say that there is none.
pub fn marked(kind: Kind, answer: &Value, mark: &str) -> Result<Option<Found>, Unreadable> {
    let (list, text) = match kind {
        Kind::Github => (answer, "body"),
        Kind::Gitlab => (answer, "description"),
        // Looked for by its mark alone, so that whatever is found carries it.
        Kind::Jira => (&answer["issues"], ""),
    };
    let carries = |issue: &&Value| {
        kind == Kind::Jira || issue[text].as_str().is_some_and(|text| text.contains(&hidden(mark)))
    };
    let all = list.as_array().ok_or(Unreadable)?;
    all.iter().find(carries).map(|found| issue(kind, found)).transpose()
}

/// A mark as it stands in a text without being seen.
pub(super) fn hidden(mark: &str) -> String {
    format!("<!-- {mark} -->")
}

/// The step of a workflow of Jira's that brings an issue to where it shall be.
#[must_use]
pub fn transition(answer: &Value, shall: There) -> Option<&str> {
    let all = answer["transitions"].as_array()?;
    let leads = |transition: &&Value| {
        let category = transition["to"]["statusCategory"]["key"].as_str();
        (category == Some("done")) != shall.is_open()
    };
    all.iter().find(leads)?["id"].as_str()
}

/// The tracker's own words for what is wrong, where it says them: the beginning of them, on one line.
#[must_use]
pub fn reason(answer: &Value) -> Option<String> {
    let errors = || answer["errors"].as_object()?.values().find_map(Value::as_str);
    let words = answer["message"]
        .as_str()
        .or_else(|| answer["error"].as_str())
        .or_else(|| answer["errorMessages"][0].as_str())
        .or_else(errors)?;
    Some(words.chars().take(WORDS).map(|letter| if letter.is_control() { ' ' } else { letter }).collect())
}

/// An address that a tracker gives, where it can stand in a message.
fn link(given: &Value) -> Option<String> {
    let url = reqwest::Url::parse(given.as_str()?).ok()?;
    let text = url.as_str();
    let fits = matches!(url.scheme(), "http" | "https") && text.len() <= 300;
    (fits && !text.contains(['(', ')', '<', '>'])).then(|| text.to_owned())
}
