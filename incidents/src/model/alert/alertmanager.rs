//! Alertmanager's webhook, version 4, and Grafana's, which has the same bones.

use serde_json::Value;

use super::fields::{body, digest, first, first_url, instant, key, labels, text, title};
use super::{Alert, Product, State, Unreadable};

/// Whether it looks like Alertmanager's.
pub fn fits(value: &Value) -> bool {
    value["alerts"].is_array() && (value.get("groupKey").is_some() || value.get("groupLabels").is_some())
}

/// Whether it looks like Grafana's: the same, with what only Grafana adds.
pub fn fits_grafana(value: &Value) -> bool {
    let grafana = |alert: &Value| {
        ["silenceURL", "dashboardURL", "panelURL"].iter().any(|name| alert.get(name).is_some())
    };
    let alerts = value["alerts"].as_array();
    alerts.is_some_and(|alerts| value.get("orgId").is_some() || alerts.iter().any(grafana))
}

/// Reads it.
pub fn read(value: &Value, product: Product) -> Result<Vec<Alert>, Unreadable> {
    let alerts = value["alerts"].as_array().filter(|alerts| !alerts.is_empty());
    let alerts = alerts.ok_or(Unreadable::Missing { product, field: "alerts" })?;
    alerts.iter().map(|alert| one(alert, value, product)).collect()
}

fn one(alert: &Value, whole: &Value, product: Product) -> Result<Alert, Unreadable> {
    if !alert.is_object() {
        return Err(Unreadable::Wrong { field: "alerts", expected: "a list of objects" });
    }
    let state = state(alert, whole)?;
    let of = |path: &[&str]| text(alert, path);
    let titles: [&[&str]; 3] =
        [&["annotations", "summary"], &["annotations", "title"], &["labels", "alertname"]];
    let titled =
        first(alert, &titles).or_else(|| first(whole, &[&["commonLabels", "alertname"], &["title"]]));
    let titled = titled.ok_or(Unreadable::Missing { product, field: "labels.alertname" })?;
    let labels = labels(&alert["labels"]);
    let named = serde_json::to_vec(&alert["labels"]).map(|bytes| digest(&bytes)).ok();
    let when = if state == State::Firing { "startsAt" } else { "endsAt" };
    Ok(Alert {
        state,
        title: title(&titled),
        text: body(&described(alert)),
        severity: of(&["labels", "severity"]).or_else(|| of(&["labels", "priority"])),
        key: of(&["fingerprint"]).or(named).map(|text| key(&text)),
        group: text(whole, &["groupKey"]).map(|text| key(&text)),
        url: first_url(
            alert,
            &[&["panelURL"], &["dashboardURL"], &["generatorURL"], &["annotations", "dashboard"]],
        )
        .or_else(|| first_url(whole, &[&["externalURL"]])),
        at: instant(alert, &[when]),
        labels,
    })
}

fn state(alert: &Value, whole: &Value) -> Result<State, Unreadable> {
    let found = alert.get("status").or_else(|| whole.get("status"));
    match found.and_then(Value::as_str) {
        Some("firing") => Ok(State::Firing),
        Some("resolved") => Ok(State::Resolved),
        _ => Err(Unreadable::Wrong { field: "status", expected: "\"firing\" or \"resolved\"" }),
    }
}

/// What is known, where it happens, and where it is written what to do.
fn described(alert: &Value) -> String {
    let about = first(alert, &[&["annotations", "description"], &["annotations", "message"]]);
    let place = first(alert, &[&["labels", "instance"], &["labels", "pod"], &["labels", "service"]]);
    let values = text(alert, &["valueString"]).filter(|_| about.is_none());
    let runbook = text(alert, &["annotations", "runbook_url"]).map(|url| format!("Runbook: {url}"));
    let parts = [about, place.map(|place| format!("On {place}")), values, runbook];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
