//! Datadog's webhooks: the payload it sends unless told otherwise, and ours from the guide, which says more.

use serde_json::Value;

use super::fields::{body, first, first_url, instant, key, labels, text, title};
use super::{Alert, Product, State, Unreadable};

/// Whether it looks like Datadog's.
pub fn fits(value: &Value) -> bool {
    let told_by_default = value.get("event_type").is_some() && value.get("org").is_some();
    told_by_default || value.get("alert_transition").is_some() || value.get("alert_cycle_key").is_some()
}

/// Reads it.
pub fn read(value: &Value) -> Result<Vec<Alert>, Unreadable> {
    let titled = first(value, &[&["event_title"], &["title"], &["alert_title"]]);
    let titled = titled.ok_or(Unreadable::Missing { product: Product::Datadog, field: "title" })?;
    let (transition, bare) = apart(&titled);
    let transition = text(value, &["alert_transition"]).unwrap_or_else(|| transition.to_owned());
    let told = first(value, &[&["event_msg"], &["body"], &["text_only_msg"], &["alert_status"]]);
    let cycle = first(value, &[&["alert_cycle_key"], &["aggreg_key"]]);
    let monitor = text(value, &["alert_id"])
        .map(|id| format!("{id}/{}", text(value, &["alert_scope"]).unwrap_or_default()));
    let known_by = cycle.or(monitor).unwrap_or_else(|| format!("title:{bare}"));
    Ok(vec![Alert {
        state: state(&transition),
        title: title(bare),
        text: body(told.as_deref().unwrap_or_default().trim_matches('%').trim()),
        severity: first(value, &[&["alert_priority"], &["priority"], &["alert_type"]]),
        key: Some(key(&known_by)),
        group: None,
        url: first_url(value, &[&["link"], &["url"], &["event_link"]]),
        at: instant(value, &["date"]),
        labels: labels(value),
    }])
}

/// `[Recovered on {host:a}] Disk is full` is a transition and a title.
fn apart(titled: &str) -> (&str, &str) {
    let marked = titled.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    match marked {
        Some((mark, rest)) if !rest.trim().is_empty() => {
            (mark.split(" on ").next().unwrap_or(mark), rest.trim())
        }
        _ => ("Triggered", titled),
    }
}

fn state(transition: &str) -> State {
    let word = transition.trim().to_ascii_lowercase();
    if ["recovered", "resolved", "success"].contains(&word.as_str()) {
        State::Resolved
    } else {
        State::Firing
    }
}
