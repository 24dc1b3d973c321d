//! Issues as GitLab's REST interface, version 4, has them.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Answer, Call, Inside, Issue, TOKEN};

pub(super) fn take(inside: &mut Inside, call: &Call) -> Answer {
    if call.header("private-token") != TOKEN {
        return Err("the token is not there".into());
    }
    let all = ["api", "v4", "projects", "acme/shop", "issues"];
    let one = ["api", "v4", "projects", "acme/shop", "issues", "*"];
    if call.goes(&Method::GET, &all) {
        let wanted = call.asked("search").unwrap_or_default();
        if call.asked("in") != Some("description") || !matches!(call.asked("state"), None | Some("all")) {
            return Err("only descriptions are looked through here".into());
        }
        let fitting = inside.issues.iter().enumerate().filter(|(_, issue)| issue.text.contains(wanted));
        return Ok((200, fitting.map(|(at, issue)| shown(at + 1, issue)).collect()));
    }
    if call.goes(&Method::POST, &all) {
        call.only(&["title", "description", "labels", "due_date", "issue_type", "confidential"])?;
        let text = |name: &str| call.body[name].as_str().map(str::to_owned);
        let title = text("title").filter(|title| (1..=255).contains(&title.chars().count()));
        let text = text("description").unwrap_or_default();
        if text.lines().any(|line| line.starts_with('/')) {
            return Err("a typed line was taken for a command to GitLab".into());
        }
        let issue = Issue { title: title.ok_or("no lawful title")?, text, label: None, state: "open" };
        inside.issues.push(issue.clone());
        return Ok((201, shown(inside.issues.len(), &issue)));
    }
    let missing = (404, json!({"message": "404 Not found"}));
    if call.goes(&Method::GET, &one) {
        return Ok(inside.numbered(call.path.last()).map_or(missing, |(n, issue)| (200, shown(n, issue))));
    }
    if call.goes(&Method::PUT, &one) {
        call.only(&["title", "description", "state_event", "labels"])?;
        let Some((number, issue)) = inside.numbered(call.path.last()) else { return Ok(missing) };
        if let Some(title) = call.body["title"].as_str() {
            title.clone_into(&mut issue.title);
        }
        issue.state = match call.body["state_event"].as_str() {
            None => issue.state,
            Some("close") => "done",
            Some("reopen") => "open",
            Some(other) => return Err(format!("no such event: {other}")),
        };
        return Ok((200, shown(number, issue)));
    }
    Ok(missing)
}

fn shown(number: usize, issue: &Issue) -> Value {
    json!({
        "id": 1_000 + number, "iid": number, "title": issue.title, "description": issue.text,
        "state": if issue.state == "open" { "opened" } else { "closed" },
        "web_url": format!("https://gitlab.com/acme/shop/-/issues/{number}"),
    })
}
