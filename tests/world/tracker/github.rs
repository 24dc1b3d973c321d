//! Issues as GitHub's REST interface of 2022-11-28 has them.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Answer, Call, Inside, Issue, TOKEN};

pub(super) fn take(inside: &mut Inside, call: &Call) -> Answer {
    for (name, wanted) in [
        ("accept", "application/vnd.github+json"),
        ("x-github-api-version", "2022-11-28"),
        ("authorization", &format!("Bearer {TOKEN}")),
    ] {
        if call.header(name) != wanted {
            return Err(format!("{name} is not {wanted:?}"));
        }
    }
    if call.header("user-agent").is_empty() {
        return Err("GitHub answers nobody without a user-agent".into());
    }
    let all = ["repos", "acme", "shop", "issues"];
    let one = ["repos", "acme", "shop", "issues", "*"];
    if call.goes(&Method::GET, &all) {
        if call.asked("state") != Some("all") {
            return Err("closed issues are not listed unless asked for".into());
        }
        let newest = inside.issues.iter().enumerate().rev().take(100);
        return Ok((200, newest.map(|(at, issue)| shown(at + 1, issue)).collect()));
    }
    if call.goes(&Method::POST, &all) {
        call.only(&["title", "body", "assignee", "milestone", "labels", "assignees", "type"])?;
        let text = |name: &str| call.body[name].as_str().map(str::to_owned);
        let title = text("title").filter(|title| !title.is_empty()).ok_or("an issue has a title")?;
        let issue = Issue { title, text: text("body").unwrap_or_default(), label: None, state: "open" };
        inside.issues.push(issue.clone());
        return Ok((201, shown(inside.issues.len(), &issue)));
    }
    if call.goes(&Method::GET, &one) {
        let found = inside.numbered(call.path.last());
        return Ok(found.map_or((404, json!({"message": "Not Found"})), |(n, issue)| (200, shown(n, issue))));
    }
    if call.goes(&Method::PATCH, &one) {
        call.only(&["title", "body", "state", "state_reason", "labels", "assignees", "milestone"])?;
        let Some((number, issue)) = inside.numbered(call.path.last()) else {
            return Ok((404, json!({"message": "Not Found"})));
        };
        if let Some(title) = call.body["title"].as_str() {
            title.clone_into(&mut issue.title);
        }
        issue.state = match (call.body["state"].as_str(), call.body["state_reason"].as_str()) {
            (None, _) => issue.state,
            (Some("open"), None | Some("reopened")) => "open",
            (Some("closed"), None | Some("completed")) => "done",
            (Some("closed"), Some("not_planned")) => "declined",
            other => return Err(format!("no such state: {other:?}")),
        };
        return Ok((200, shown(number, issue)));
    }
    Ok((404, json!({"message": "Not Found"})))
}

fn shown(number: usize, issue: &Issue) -> Value {
    let reason = match issue.state {
        "done" => json!("completed"),
        "declined" => json!("not_planned"),
        _ => Value::Null,
    };
    json!({
        "number": number, "title": issue.title, "body": issue.text, "state_reason": reason,
        "state": if issue.state == "open" { "open" } else { "closed" },
        "html_url": format!("https://github.com/acme/shop/issues/{number}"),
    })
}
