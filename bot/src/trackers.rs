//! Issues that stand for actions: made, closed and looked at in GitHub, GitLab or Jira.
//!
//! Each tracker is a small file behind one trait; what is done in which order is said once, for all of them. A project has to
//! be allowed by the operator, since the token is theirs and the servers that name projects may not be.

pub mod answers;
mod github;
mod gitlab;
mod http;
mod jira;
mod sync;

use incidents::noted;
use std::sync::Arc;
use std::time::Duration;

use commands::parcels::action::mirror::Mirror;
use incidents::Ledger;
use incidents::model::notice::Outcome;
use incidents::model::tracker::{Kind, Project, There};
use incidents::store::outbox::Held;

use crate::config::Trackers as Config;
use answers::Found;
use github::Github;
use gitlab::Gitlab;
use http::Failure;
use jira::Jira;
use sync::{Work, sync};

/// How long a tracker may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// The trackers that the operator has set up; clones share them.
#[derive(Clone, Default)]
pub struct Trackers(Arc<Several>);

#[derive(Default)]
struct Several {
    projects: Vec<Project>,
    github: Option<Github>,
    gitlab: Option<Gitlab>,
    jira: Option<Jira>,
}

/// What every tracker can do.
trait Tracker {
    /// The issue that carries a mark, if it is there.
    async fn find(&self, project: &Project, mark: &str) -> Result<Option<Found>, Failure>;
    /// An issue by its key; none when it is gone.
    async fn look(&self, project: &Project, key: &str) -> Result<Option<Found>, Failure>;
    /// Makes an issue.
    async fn create(&self, wanted: &Mirror) -> Result<Found, Failure>;
    /// Closes an issue, or opens it again.
    async fn set(&self, project: &Project, key: &str, shall: There) -> Result<(), Failure>;
    /// Gives an issue another title.
    async fn retitle(&self, project: &Project, key: &str, title: &str) -> Result<(), Failure>;
}

impl Trackers {
    /// The trackers of a configuration.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self::with(config, PATIENCE)
    }

    /// The same, with another patience.
    #[must_use]
    pub fn with(config: &Config, patience: Duration) -> Self {
        Self(Arc::new(Several {
            projects: config.projects.clone(),
            github: config.github.as_ref().map(|access| Github::new(access, patience)),
            gitlab: config.gitlab.as_ref().map(|access| Gitlab::new(access, patience)),
            jira: config.jira.as_ref().map(|access| Jira::new(access, patience)),
        }))
    }

    /// Brings an issue and its action together, and says what came of it.
    pub async fn mirror(&self, ledger: &Ledger, held: &Held, wanted: &Mirror) -> Outcome {
        let work = Work { ledger, held, wanted };
        let project = &wanted.project;
        if !self.0.projects.contains(project) {
            return Outcome::Blocked(noted!(
                "the operator has not allowed {project}; it belongs in SITREP_TRACKER_PROJECTS",
                project
            ));
        }
        let done = match (project.kind, &self.0.github, &self.0.gitlab, &self.0.jira) {
            (Kind::Github, Some(github), ..) => sync(github, &work).await,
            (Kind::Gitlab, _, Some(gitlab), _) => sync(gitlab, &work).await,
            (Kind::Jira, _, _, Some(jira)) => sync(jira, &work).await,
            (kind, ..) => Err(Failure::Forbidden(noted!(
                "the operator has given no token for it: SITREP_{tracker}_TOKEN",
                tracker = kind.as_str().to_uppercase()
            ))),
        };
        match done {
            Ok(()) => Outcome::Delivered(None),
            Err(failure) => failure.outcome(held.tries(), ledger.clock().now()),
        }
    }
}
