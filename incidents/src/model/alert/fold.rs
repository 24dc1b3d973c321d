//! Alerts of one body that are the same thing become one: a group that arrives as forty alerts is one call for help.

use std::collections::HashMap;

use super::fields::cut;
use super::{Alert, Rules, State};

/// How many alerts of a group are named.
const NAMED: usize = 10;
/// How much of each is told.
const LINE: usize = 160;

/// The alerts of a body, each under the key that the source's rules give it. `rank` says how grave a word is: smaller is
/// graver.
#[must_use]
pub fn fold(
    alerts: Vec<Alert>,
    rules: &Rules,
    rank: impl Fn(Option<&str>) -> usize,
) -> Vec<(Option<String>, Alert)> {
    let mut order: Vec<(Option<String>, Vec<Alert>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for alert in alerts {
        let key = rules.same.key(&alert);
        match &key {
            Some(known) if places.contains_key(known) => order[places[known]].1.push(alert),
            Some(known) => {
                places.insert(known.clone(), order.len());
                order.push((key, vec![alert]));
            }
            None => order.push((None, vec![alert])),
        }
    }
    order.into_iter().filter_map(|(key, alerts)| Some((key, together(alerts, &rank)?))).collect()
}

/// One alert for several: it goes on while any of them does, and is as grave as the gravest that goes on.
fn together(mut alerts: Vec<Alert>, rank: &impl Fn(Option<&str>) -> usize) -> Option<Alert> {
    if alerts.len() == 1 {
        return alerts.pop();
    }
    let count = alerts.len();
    let firing = alerts.iter().filter(|alert| alert.state == State::Firing).count();
    let state = if firing > 0 { State::Firing } else { State::Resolved };
    let lines: Vec<_> = alerts.iter().take(NAMED).map(line).collect();
    let more = if count > NAMED { format!("\n… and {} more", count - NAMED) } else { String::new() };
    let mut telling: Vec<Alert> = alerts.into_iter().filter(|alert| alert.state == state).collect();
    telling.sort_by_key(|alert| rank(alert.severity.as_deref()));
    let first_at = telling.iter().filter_map(|alert| alert.at);
    let at = if state == State::Firing { first_at.min() } else { first_at.max() };
    let told = telling.len();
    let same_title = telling.iter().all(|alert| alert.title == telling[0].title);
    let mut all = telling.into_iter().next()?;
    all.title = match (told, same_title) {
        (1, _) => all.title,
        (told, true) => format!("{} (×{told})", all.title),
        (told, false) => format!("{} and {} more", all.title, told - 1),
    };
    all.text = format!("{}{more}", lines.join("\n"));
    all.at = at;
    Some(all)
}

fn line(alert: &Alert) -> String {
    let mark = if alert.state == State::Firing { "firing" } else { "resolved" };
    let told = alert.text.lines().next().unwrap_or_default();
    let more = if told.is_empty() || told == alert.title { String::new() } else { format!(": {told}") };
    cut(&format!("• {mark}: {}{more}", alert.title), LINE)
}
