//! GitHub's REST interface for issues.

use std::time::Duration;

use commands::parcels::action::mirror::Mirror;
use incidents::model::tracker::{Kind, Project, There};
use reqwest::Method;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::ExposeSecret as _;
use serde_json::json;

use super::Tracker;
use super::answers::{Found, hidden, issue, marked};
use super::http::{Failure, Http, secret};
use crate::config::Access;

const KIND: Kind = Kind::Github;
/// The version of the interface that this file speaks.
const VERSION: (&str, &str) = ("x-github-api-version", "2022-11-28");
/// So many of the newest issues are looked through for a mark. The search of GitHub lags behind what was just made.
const LOOKED_AT: &str = "100";

pub(super) struct Github(Http);

impl Github {
    pub fn new(access: &Access, patience: Duration) -> Self {
        let mut headers = secret(AUTHORIZATION, &format!("Bearer {}", access.token.expose_secret()));
        headers.insert(ACCEPT, HeaderValue::from_static("application/vnd.github+json"));
        headers.insert(HeaderName::from_static(VERSION.0), HeaderValue::from_static(VERSION.1));
        Self(Http::new(&access.url, headers, patience))
    }

    fn issues(&self, project: &Project, key: Option<&str>) -> reqwest::Url {
        let (owner, name) = project.path.split_once('/').unwrap_or((&project.path, ""));
        let mut parts = vec!["repos", owner, name, "issues"];
        parts.extend(key);
        self.0.at(&parts)
    }
}

impl Tracker for Github {
    async fn find(&self, project: &Project, mark: &str) -> Result<Option<Found>, Failure> {
        let newest = [("state", "all"), ("sort", "created"), ("direction", "desc"), ("per_page", LOOKED_AT)];
        let issues = self.0.get(self.issues(project, None), &newest).await?;
        Ok(marked(KIND, &issues, mark)?)
    }

    async fn look(&self, project: &Project, key: &str) -> Result<Option<Found>, Failure> {
        match self.0.get(self.issues(project, Some(key)), &[]).await {
            Ok(answer) => Ok(Some(issue(KIND, &answer)?)),
            Err(Failure::Missing(_)) => Ok(None),
            Err(other) => Err(other),
        }
    }

    async fn create(&self, wanted: &Mirror) -> Result<Found, Failure> {
        let body = json!({"title": wanted.title, "body": markdown(wanted)});
        Ok(issue(KIND, &self.0.send(Method::POST, self.issues(&wanted.project, None), &body).await?)?)
    }

    async fn set(&self, project: &Project, key: &str, shall: There) -> Result<(), Failure> {
        let body = match shall {
            There::Open => json!({"state": "open", "state_reason": "reopened"}),
            There::Done => json!({"state": "closed", "state_reason": "completed"}),
            There::Declined => json!({"state": "closed", "state_reason": "not_planned"}),
        };
        self.0.send(Method::PATCH, self.issues(project, Some(key)), &body).await.map(drop)
    }

    async fn retitle(&self, project: &Project, key: &str, title: &str) -> Result<(), Failure> {
        let body = json!({"title": title});
        self.0.send(Method::PATCH, self.issues(project, Some(key)), &body).await.map(drop)
    }
}

/// The text of an issue. Every typed line is quoted: in a quotation nothing is a command to the tracker, and the marks keep
/// names from being called.
pub(super) fn markdown(wanted: &Mirror) -> String {
    let mut text = String::new();
    for part in &wanted.parts {
        let quoted = part.text.lines().map(|line| format!("> {}", commands::words::plain(line)));
        let quoted = quoted.collect::<Vec<_>>().join("\n");
        text.push_str(&format!("**{}**\n\n{quoted}\n\n", part.label));
    }
    text.push_str(&hidden(&wanted.mark));
    text
}
