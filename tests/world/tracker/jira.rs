//! Issues as the third version of Jira Cloud's REST interface has them.

use axum::http::Method;
use base64::Engine as _;
use serde_json::{Value, json};

use super::{Answer, Call, EMAIL, Inside, Issue, TOKEN};

pub(super) fn take(inside: &mut Inside, call: &Call) -> Answer {
    let pair = base64::engine::general_purpose::STANDARD.encode(format!("{EMAIL}:{TOKEN}"));
    if call.header("authorization") != format!("Basic {pair}") {
        return Err("the account and its token are not there".into());
    }
    let missing = (404, json!({"errorMessages": ["Issue does not exist"], "errors": {}}));
    let number = call.path.get(4).and_then(|key| key.strip_prefix("OPS-")).map(str::to_owned);
    if call.goes(&Method::POST, &["rest", "api", "3", "search", "jql"]) {
        call.only(&["jql", "fields", "maxResults", "nextPageToken"])?;
        let jql = call.body["jql"].as_str().ok_or("no jql")?;
        let label =
            jql.strip_prefix("project = \"OPS\" AND labels = \"").and_then(|rest| rest.strip_suffix('"'));
        let label = label.ok_or_else(|| format!("cannot read {jql}"))?;
        let fitting = inside.issues.iter().enumerate().filter(|(_, one)| one.label.as_deref() == Some(label));
        let found: Vec<Value> = fitting.map(|(at, issue)| shown(at + 1, issue)).collect();
        return Ok((200, json!({"issues": found, "isLast": true})));
    }
    if call.goes(&Method::POST, &["rest", "api", "3", "issue"]) {
        let issue = made(call)?;
        inside.issues.push(issue);
        let number = inside.issues.len();
        return Ok((
            201,
            json!({"id": format!("10{number}"), "key": format!("OPS-{number}"), "self": "https://x"}),
        ));
    }
    let Some((number, issue)) = inside.numbered(number.as_ref()) else { return Ok(missing) };
    if call.goes(&Method::GET, &["rest", "api", "3", "issue", "*"]) {
        return Ok((200, shown(number, issue)));
    }
    if call.goes(&Method::PUT, &["rest", "api", "3", "issue", "*"]) {
        call.only(&["fields", "update"])?;
        let title = call.body["fields"]["summary"].as_str().ok_or("nothing to change")?;
        title.clone_into(&mut issue.title);
        return Ok((204, Value::Null));
    }
    if call.goes(&Method::GET, &["rest", "api", "3", "issue", "*", "transitions"]) {
        let to = |id: &str, category: &str| json!({"id": id, "name": "x", "to": {"name": "y", "statusCategory": {"key": category}}});
        return Ok((
            200,
            json!({"transitions": [to("11", "new"), to("21", "indeterminate"), to("31", "done")]}),
        ));
    }
    if call.goes(&Method::POST, &["rest", "api", "3", "issue", "*", "transitions"]) {
        call.only(&["transition", "fields", "update"])?;
        issue.state = match call.body["transition"]["id"].as_str() {
            Some("31") => "done",
            Some("11" | "21") => "open",
            other => return Err(format!("no such transition: {other:?}")),
        };
        return Ok((204, Value::Null));
    }
    Ok(missing)
}

fn made(call: &Call) -> Result<Issue, String> {
    call.only(&["fields", "update"])?;
    let fields = &call.body["fields"];
    let known = ["project", "issuetype", "summary", "description", "labels"];
    let unknown = fields.as_object().and_then(|all| all.keys().find(|key| !known.contains(&key.as_str())));
    if let Some(unknown) = unknown {
        return Err(format!("the screen has no field {unknown}"));
    }
    let summary = fields["summary"].as_str().ok_or("Summary is required.")?;
    if summary.contains('\n') || summary.chars().count() > 255 {
        return Err("no lawful summary".into());
    }
    if fields["project"]["key"] != "OPS" || !fields["issuetype"]["name"].is_string() {
        return Err("project and issuetype are required".into());
    }
    if fields["description"]["type"] != "doc" || fields["description"]["version"] != 1 {
        return Err("a description is a document".into());
    }
    let label = fields["labels"][0].as_str().map(str::to_owned);
    if label.as_ref().is_some_and(|label| label.contains(' ')) {
        return Err("a label has no spaces".into());
    }
    let mut text = String::new();
    collect(&fields["description"], &mut text)?;
    Ok(Issue { title: summary.to_owned(), text, label, state: "open" })
}

/// Every text of a document; an empty one is against its format.
fn collect(node: &Value, text: &mut String) -> Result<(), String> {
    if node["type"] == "text" {
        let words = node["text"].as_str().filter(|words| !words.is_empty()).ok_or("a text is empty")?;
        text.push_str(words);
    }
    for child in node["content"].as_array().into_iter().flatten() {
        collect(child, text)?;
    }
    Ok(())
}

fn shown(number: usize, issue: &Issue) -> Value {
    let category = if issue.state == "open" { "new" } else { "done" };
    json!({
        "id": format!("10{number}"), "key": format!("OPS-{number}"),
        "fields": {"status": {"name": "x", "statusCategory": {"key": category}}},
    })
}
