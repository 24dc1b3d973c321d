//! Sentry's webhooks for issue alerts, metric alerts and the life of issues.

use serde_json::Value;

use super::fields::{body, first, first_url, instant, key, labels, text, title};
use super::{Alert, Product, State, Unreadable};

const PRODUCT: Product = Product::Sentry;

/// Whether it looks like Sentry's.
pub fn fits(value: &Value) -> bool {
    let data = &value["data"];
    value["action"].is_string()
        && ["event", "metric_alert", "issue"].iter().any(|name| data[name].is_object())
}

/// Reads it.
pub fn read(value: &Value) -> Result<Vec<Alert>, Unreadable> {
    let action = text(value, &["action"]).ok_or(Unreadable::Missing { product: PRODUCT, field: "action" })?;
    let data = &value["data"];
    let alert = if data["metric_alert"].is_object() {
        metric(data, &action)
    } else if data["event"].is_object() {
        event(data)
    } else if data["issue"].is_object() {
        issue(&data["issue"], &action)
    } else {
        return Err(Unreadable::Missing { product: PRODUCT, field: "data" });
    };
    Ok(vec![alert.ok_or(Unreadable::Missing { product: PRODUCT, field: "data's title" })?])
}

/// A threshold that was passed: `critical`, `warning` or `resolved`.
fn metric(data: &Value, action: &str) -> Option<Alert> {
    let over = action == "resolved";
    let rule = first(data, &[&["metric_alert", "alert_rule", "name"], &["metric_alert", "title"]]);
    let id = first(data, &[&["metric_alert", "identifier"], &["metric_alert", "id"]]);
    Some(Alert {
        state: if over { State::Resolved } else { State::Firing },
        title: title(&rule.or_else(|| text(data, &["description_title"]))?),
        text: body(&text(data, &["description_text"]).unwrap_or_default()),
        severity: (!over).then(|| action.to_owned()),
        key: id.map(|id| key(&format!("metric:{id}"))),
        group: None,
        url: first_url(data, &[&["web_url"]]),
        at: instant(data, &["metric_alert", if over { "date_closed" } else { "date_started" }]),
        labels: labels(&data["metric_alert"]),
    })
}

/// An event that set off an issue alert. Its issue may be resolved later under the same key.
fn event(data: &Value) -> Option<Alert> {
    let event = &data["event"];
    let titled = first(event, &[&["title"], &["message"]])?;
    let issue = first(event, &[&["issue_id"], &["groupID"], &["issue", "id"]]);
    let rule = text(data, &["triggered_rule"]).map(|rule| format!("Rule: {rule}"));
    let parts = [text(event, &["culprit"]), rule];
    Some(Alert {
        state: State::Firing,
        title: title(&titled),
        text: body(&parts.into_iter().flatten().collect::<Vec<_>>().join("\n")),
        severity: text(event, &["level"]),
        key: issue.map(|id| key(&format!("issue:{id}"))),
        group: None,
        url: first_url(event, &[&["web_url"], &["issue_url"]]),
        at: instant(event, &["datetime"]),
        labels: labels(event),
    })
}

/// What became of an issue.
fn issue(issue: &Value, action: &str) -> Option<Alert> {
    let over = ["resolved", "ignored", "archived"].contains(&action);
    Some(Alert {
        state: if over { State::Resolved } else { State::Firing },
        title: title(&text(issue, &["title"])?),
        text: body(&text(issue, &["culprit"]).unwrap_or_default()),
        severity: text(issue, &["level"]),
        key: text(issue, &["id"]).map(|id| key(&format!("issue:{id}"))),
        group: None,
        url: first_url(issue, &[&["web_url"], &["permalink"]]),
        at: instant(issue, &[if over { "lastSeen" } else { "firstSeen" }]),
        labels: labels(issue),
    })
}
