//! GitLab's REST interface for issues.

use std::time::Duration;

use commands::parcels::action::mirror::Mirror;
use incidents::model::tracker::{Kind, Project, There};
use reqwest::Method;
use reqwest::header::HeaderName;
use secrecy::ExposeSecret as _;
use serde_json::json;

use super::Tracker;
use super::answers::{Found, issue, marked};
use super::github::markdown;
use super::http::{Failure, Http, secret};
use crate::config::Access;

const KIND: Kind = Kind::Gitlab;
/// So many issues that a search finds are looked through for the mark itself.
const LOOKED_AT: &str = "20";

pub(super) struct Gitlab(Http);

impl Gitlab {
    pub fn new(access: &Access, patience: Duration) -> Self {
        let headers = secret(HeaderName::from_static("private-token"), access.token.expose_secret());
        Self(Http::new(&access.url, headers, patience))
    }

    fn issues(&self, project: &Project, key: Option<&str>) -> reqwest::Url {
        let mut parts = vec!["api", "v4", "projects", project.path.as_str(), "issues"];
        parts.extend(key);
        self.0.at(&parts)
    }
}

impl Tracker for Gitlab {
    async fn find(&self, project: &Project, mark: &str) -> Result<Option<Found>, Failure> {
        let query = [("search", mark), ("in", "description"), ("state", "all"), ("per_page", LOOKED_AT)];
        let issues = self.0.get(self.issues(project, None), &query).await?;
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
        // A title of GitLab's has at most 255 characters.
        let title = commands::words::fit(&wanted.title, 255);
        let body = json!({"title": title, "description": markdown(wanted)});
        Ok(issue(KIND, &self.0.send(Method::POST, self.issues(&wanted.project, None), &body).await?)?)
    }

    async fn set(&self, project: &Project, key: &str, shall: There) -> Result<(), Failure> {
        let event = if shall.is_open() { "reopen" } else { "close" };
        let body = json!({"state_event": event});
        self.0.send(Method::PUT, self.issues(project, Some(key)), &body).await.map(drop)
    }

    async fn retitle(&self, project: &Project, key: &str, title: &str) -> Result<(), Failure> {
        let body = json!({"title": commands::words::fit(title, 255)});
        self.0.send(Method::PUT, self.issues(project, Some(key)), &body).await.map(drop)
    }
}
