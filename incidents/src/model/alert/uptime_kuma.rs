//! Uptime Kuma's webhook: a monitor, its heartbeat, and a sentence.

use serde_json::Value;

use super::fields::{body, first, first_url, instant, key, labels, text, title};
use super::{Alert, Product, State, Unreadable};

/// Whether it looks like Uptime Kuma's. The message that its Test button sends has neither monitor nor heartbeat.
pub fn fits(value: &Value) -> bool {
    value.get("msg").is_some() && value.get("heartbeat").is_some() && value.get("monitor").is_some()
}

/// Reads it.
pub fn read(value: &Value) -> Result<Vec<Alert>, Unreadable> {
    let told = text(value, &["msg"]);
    let named = first(value, &[&["monitor", "name"], &["msg"]]);
    let named = named.ok_or(Unreadable::Missing { product: Product::UptimeKuma, field: "msg" })?;
    let state = state(&value["heartbeat"])?;
    let titled = match (&value["monitor"], state) {
        (Value::Null, _) => named,
        (_, State::Firing) => format!("{named} is down"),
        (_, State::Resolved) => format!("{named} is up again"),
    };
    let reason = first(value, &[&["heartbeat", "msg"]]).or(told);
    Ok(vec![Alert {
        state,
        title: title(&titled),
        text: body(&reason.unwrap_or_default()),
        severity: None,
        key: first(value, &[&["monitor", "id"], &["heartbeat", "monitorID"]]).map(|id| key(&id)),
        group: None,
        url: first_url(value, &[&["monitor", "url"]]),
        at: instant(value, &["heartbeat", "time"]),
        labels: labels(&value["monitor"]),
    }])
}

/// 0 is down, 1 up, 2 not decided yet, 3 maintenance.
fn state(heartbeat: &Value) -> Result<State, Unreadable> {
    match heartbeat.get("status").map(Value::as_i64) {
        None | Some(Some(0)) => Ok(State::Firing),
        Some(Some(1..=3)) => Ok(State::Resolved),
        Some(_) => Err(Unreadable::Wrong { field: "heartbeat.status", expected: "0, 1, 2 or 3" }),
    }
}
