//! Jira's REST interface for issues, in its third version. Its states belong to each project, their categories to Jira.

use incidents::noted;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commands::parcels::action::mirror::Mirror;
use incidents::model::tracker::{Kind, Project, There};
use reqwest::Method;
use reqwest::header::AUTHORIZATION;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::Tracker;
use super::answers::{Found, issue, marked, transition};
use super::http::{Failure, Http, secret};
use crate::config::JiraAccess;

const KIND: Kind = Kind::Jira;
/// What an issue of Jira's is made as; every project that follows its templates has it.
const TYPE: &str = "Task";
/// A summary of Jira's has at most so many characters.
const SUMMARY: usize = 255;

pub(super) struct Jira(Http);

impl Jira {
    pub fn new(access: &JiraAccess, patience: Duration) -> Self {
        let pair = STANDARD.encode(format!("{}:{}", access.email, access.token.expose_secret()));
        Self(Http::new(&access.url, secret(AUTHORIZATION, &format!("Basic {pair}")), patience))
    }

    fn at(&self, parts: &[&str]) -> reqwest::Url {
        let mut all = vec!["rest", "api", "3"];
        all.extend(parts);
        self.0.at(&all)
    }

    /// Jira says where its programs find an issue, and not where people do.
    fn read_by_people(&self, found: Found) -> Found {
        let url = self.0.at(&["browse", &found.key]).to_string();
        Found { url: Some(url), ..found }
    }
}

impl Tracker for Jira {
    async fn find(&self, project: &Project, mark: &str) -> Result<Option<Found>, Failure> {
        let jql = format!("project = \"{}\" AND labels = \"{mark}\"", project.path);
        let body = json!({"jql": jql, "fields": ["status"], "maxResults": 1});
        let answer = self.0.send(Method::POST, self.at(&["search", "jql"]), &body).await?;
        Ok(marked(KIND, &answer, mark)?.map(|found| self.read_by_people(found)))
    }

    async fn look(&self, _: &Project, key: &str) -> Result<Option<Found>, Failure> {
        match self.0.get(self.at(&["issue", key]), &[("fields", "status")]).await {
            Ok(answer) => Ok(Some(self.read_by_people(issue(KIND, &answer)?))),
            Err(Failure::Missing(_)) => Ok(None),
            Err(other) => Err(other),
        }
    }

    async fn create(&self, wanted: &Mirror) -> Result<Found, Failure> {
        let fields = json!({
            "project": {"key": wanted.project.path}, "issuetype": {"name": TYPE},
            "summary": commands::words::fit(&wanted.title, SUMMARY),
            "description": document(wanted), "labels": [wanted.mark],
        });
        let made = self.0.send(Method::POST, self.at(&["issue"]), &json!({"fields": fields})).await?;
        Ok(self.read_by_people(issue(KIND, &made)?))
    }

    async fn set(&self, project: &Project, key: &str, shall: There) -> Result<(), Failure> {
        let address = self.at(&["issue", key, "transitions"]);
        let answer = self.0.get(address.clone(), &[]).await?;
        let Some(id) = transition(&answer, shall) else {
            return Err(Failure::Forbidden(match shall.is_open() {
                true => {
                    noted!("no step of {project}'s workflow opens {key} from where it stands", project, key)
                }
                false => {
                    noted!("no step of {project}'s workflow closes {key} from where it stands", project, key)
                }
            }));
        };
        self.0.send(Method::POST, address, &json!({"transition": {"id": id}})).await.map(drop)
    }

    async fn retitle(&self, _: &Project, key: &str, title: &str) -> Result<(), Failure> {
        let body = json!({"fields": {"summary": commands::words::fit(title, SUMMARY)}});
        self.0.send(Method::PUT, self.at(&["issue", key]), &body).await.map(drop)
    }
}

/// The text in Jira's own format, in which what was typed is text and nothing else.
fn document(wanted: &Mirror) -> Value {
    let paragraphs = wanted.parts.iter().map(|part| {
        json!({"type": "paragraph", "content": [
            {"type": "text", "text": format!("{}: ", part.label), "marks": [{"type": "strong"}]},
            {"type": "text", "text": part.text},
        ]})
    });
    json!({"type": "doc", "version": 1, "content": paragraphs.collect::<Vec<_>>()})
}
