//! GitHub's webhook for workflow runs: a run that failed fires, the next that succeeds ends it.

use serde_json::Value;

use super::fields::{body, first, first_url, instant, key, text, title};
use super::{Alert, Product, State, Unreadable};

/// Whether it looks like GitHub's: a workflow run, or the ping that a new webhook sends.
pub fn fits(value: &Value) -> bool {
    value["workflow_run"].is_object() || (value.get("zen").is_some() && value.get("hook_id").is_some())
}

/// Reads it. A ping, and a run that has not ended or says nothing about health, are no alerts.
pub fn read(value: &Value) -> Result<Vec<Alert>, Unreadable> {
    if value.get("zen").is_some() {
        return Ok(Vec::new());
    }
    let run = &value["workflow_run"];
    let missing = |field| Unreadable::Missing { product: Product::Github, field };
    let name = first(run, &[&["name"], &["path"]]).ok_or_else(|| missing("workflow_run.name"))?;
    let Some(state) = text(run, &["conclusion"]).and_then(|conclusion| state(&conclusion)) else {
        return Ok(Vec::new());
    };
    let repository = first(value, &[&["repository", "full_name"]]).unwrap_or_default();
    let branch = text(run, &["head_branch"]).unwrap_or_default();
    let workflow = text(run, &["workflow_id"]).unwrap_or_else(|| name.clone());
    let titled = match state {
        State::Firing => format!("{name} failed on {branch} of {repository}"),
        State::Resolved => format!("{name} succeeded on {branch} of {repository}"),
    };
    Ok(vec![Alert {
        state,
        title: title(&titled),
        text: body(&described(run)),
        severity: None,
        key: Some(key(&format!("{repository}/{workflow}/{branch}"))),
        group: None,
        url: first_url(run, &[&["html_url"]]),
        at: instant(run, &["updated_at"]),
        labels: [("repository", repository), ("branch", branch)]
            .map(|(name, text)| (name.to_owned(), text))
            .into(),
    }])
}

fn state(conclusion: &str) -> Option<State> {
    match conclusion {
        "failure" | "timed_out" | "startup_failure" => Some(State::Firing),
        "success" => Some(State::Resolved),
        _ => None,
    }
}

fn described(run: &Value) -> String {
    let number = text(run, &["run_number"]).map(|number| format!("Run {number}"));
    let commit =
        text(run, &["head_sha"]).map(|sha| format!("commit {}", sha.chars().take(8).collect::<String>()));
    let by = text(run, &["actor", "login"]).map(|login| format!("by {login}"));
    let head: Vec<_> = [number, commit, by].into_iter().flatten().collect();
    let told = first(run, &[&["display_title"], &["head_commit", "message"]]);
    [Some(head.join(", ")), told].into_iter().flatten().collect::<Vec<_>>().join("\n")
}
