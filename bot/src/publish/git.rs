//! Postmortems in a Git repository, through the API of its host: a commit for each file that changed.

use incidents::noted;
use std::sync::Arc;
use std::time::Duration;

use commands::parcels::Outgoing;
use reqwest::Method;
use secrecy::ExposeSecret as _;
use serde_json::Value;

use super::forge::{Forge, There, Write};
use super::{Document, NotKept};
use crate::config::GitConfig;
use crate::outside::{Answer, Call, Exceptions, Limits, NotAnswered, Outside, SystemNames};

/// The largest file that is read back: hosts give back no larger ones.
const MOST_READ: usize = 24 * 1024 * 1024;

/// A repository with the right to write into it.
#[derive(Clone)]
pub struct Git {
    config: Arc<GitConfig>,
    forge: Forge,
    outside: Outside,
}

impl Git {
    /// The repository of a configuration. The operator named its host, so it may be in their own network.
    #[must_use]
    pub fn new(config: GitConfig) -> Self {
        let host = config.api.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let exceptions = Exceptions::default().and_host(host);
        let limits = Limits {
            connect: Duration::from_secs(5),
            total: Duration::from_secs(45),
            answer_bytes: MOST_READ,
        };
        let outside = Outside::with(exceptions, Arc::new(SystemNames), limits);
        Self { forge: Forge::of(&config.api), config: Arc::new(config), outside }
    }

    /// Commits what is not there yet. Done twice, it commits once.
    pub(super) async fn keep(&self, outgoing: &Outgoing, files: Vec<Document>) -> Result<(), NotKept> {
        let folder = format!("{}/{}", self.config.folder, outgoing.guild);
        let message = message(outgoing);
        for file in files {
            let path = format!("{}/{}", folder.trim_start_matches('/'), file.name);
            self.write(&path, &file.bytes, &message).await?;
        }
        Ok(())
    }

    async fn write(&self, path: &str, bytes: &[u8], message: &str) -> Result<(), NotKept> {
        let there = self.read(path).await?;
        if there.as_ref().and_then(|there| there.bytes.as_deref()) == Some(bytes) {
            return Ok(());
        }
        let branch = self.config.branch.as_deref();
        let (method, body) = self.forge.write(&Write { bytes, message, branch, there: there.as_ref() });
        let url = self.forge.file(&self.config.api, path);
        let answer = self.send(method, url.as_str(), Some(&body)).await?;
        match answer.status {
            200..=299 => Ok(()),
            // Somebody else committed between our look and our write: looked at anew the next time.
            409 | 412 => Err(NotKept::Yet(noted!("the Git repository changed at the same moment").into())),
            status => Err(refused(status)),
        }
    }

    async fn read(&self, path: &str) -> Result<Option<There>, NotKept> {
        let url = self.forge.file_on(&self.config.api, path, self.config.branch.as_deref());
        let answer = self.send(Method::GET, url.as_str(), None).await?;
        match answer.status {
            200..=299 => {
                let body: Value = serde_json::from_slice(&answer.body).map_err(|_| {
                    NotKept::Yet(noted!("the Git host answered something else than JSON").into())
                })?;
                Ok(Some(self.forge.read(&body)))
            }
            404 => Ok(None),
            status => Err(refused(status)),
        }
    }

    async fn send(&self, method: Method, url: &str, body: Option<&Value>) -> Result<Answer, NotKept> {
        let (name, value) = self.forge.authorization(self.config.token.expose_secret());
        let call = Call::post(url).map_err(said)?.by(method).with_secret_header(name, &value);
        let call = call.with_header("accept", "application/json");
        let call = match body {
            Some(body) => call.with_json(body),
            None => call,
        };
        self.outside.send(call).await.map_err(said)
    }
}

/// The commit's message: nothing typed is in it but the number.
fn message(outgoing: &Outgoing) -> String {
    let facts = &outgoing.facts;
    if facts.version > 1 {
        format!("Postmortem of {}, edition {}", facts.number, facts.version)
    } else {
        format!("Postmortem of {}", facts.number)
    }
}

fn said(why: NotAnswered) -> NotKept {
    let text = noted!("the Git host: {why}", why);
    match why {
        NotAnswered::BadAddress | NotAnswered::Forbidden => NotKept::AsThingsAre(text),
        _ => NotKept::Yet(text),
    }
}

/// What an answer means that is neither a file nor a commit.
fn refused(status: u16) -> NotKept {
    match status {
        401 | 403 => NotKept::AsThingsAre(noted!(
            "the Git host answered {status}. Look at SITREP_PUBLISH_GIT_TOKEN: it must be allowed to write contents",
            status
        )),
        404 => NotKept::AsThingsAre(
            noted!(
                "the Git host knows no such repository or branch. Look at SITREP_PUBLISH_GIT_URL and at the token's rights"
            )
            .into(),
        ),
        408 | 425 | 429 | 500..=599 => NotKept::Yet(noted!("the Git host answered {status}", status)),
        status => NotKept::AsThingsAre(noted!("the Git host answered {status}. Look at SITREP_PUBLISH_GIT_URL", status)),
    }
}
