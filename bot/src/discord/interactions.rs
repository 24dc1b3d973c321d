//! Answers to interactions. They need no token of ours but the interaction's own, and the global limit does not count them.

use std::time::Duration;

use incidents::ids::InteractionId;
use reqwest::Method;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use super::Discord;
use super::call::Call;
use super::failure::{Failure, Reason, Refused};
use super::file::File;
use super::guilds::ApplicationId;

/// How long one try of a first answer may take: two of them fit into Discord's three seconds.
const ANSWER: Duration = Duration::from_millis(1_300);

impl Discord {
    /// Gives the first answer to an interaction, which is due within three seconds.
    ///
    /// A broken connection is tried once more at once, for there is no later; if Discord then says that it was answered, the
    /// first try had arrived.
    pub async fn answer_interaction(
        &self,
        interaction: InteractionId,
        token: &SecretString,
        body: Value,
    ) -> Result<(), Failure> {
        match self.call(callback(interaction, token, body.clone())).await {
            Err(Failure::Unavailable { .. }) => {}
            answer => return answer.map(drop),
        }
        match self.call(callback(interaction, token, body)).await {
            Err(Failure::Refused(Refused { reason: Reason::AlreadyAnswered, .. })) => Ok(()),
            answer => answer.map(drop),
        }
    }

    /// Changes the first answer, for fifteen minutes; fills in a deferred one.
    pub async fn edit_original(
        &self,
        application: ApplicationId,
        token: &SecretString,
        body: Value,
        files: Vec<File>,
    ) -> Result<Value, Failure> {
        let call = webhook(Method::PATCH, ORIGINAL, application, token);
        self.call(call.with_body(body).with_files(files)).await
    }

    /// The first answer as a message.
    pub async fn original(&self, application: ApplicationId, token: &SecretString) -> Result<Value, Failure> {
        self.call(webhook(Method::GET, ORIGINAL, application, token)).await
    }

    /// Takes the first answer back.
    pub async fn delete_original(
        &self,
        application: ApplicationId,
        token: &SecretString,
    ) -> Result<(), Failure> {
        self.call(webhook(Method::DELETE, ORIGINAL, application, token)).await.map(drop)
    }

    /// Says one thing more. Has no nonce: a repeat shows twice.
    pub async fn follow_up(
        &self,
        application: ApplicationId,
        token: &SecretString,
        body: Value,
        files: Vec<File>,
    ) -> Result<Value, Failure> {
        let call = webhook(Method::POST, "/webhooks/:id/:token", application, token);
        self.call(call.with_body(body).with_files(files)).await
    }
}

const ORIGINAL: &str = "/webhooks/:id/:token/messages/@original";

fn callback(interaction: InteractionId, token: &SecretString, body: Value) -> Call {
    let path = format!("/interactions/{interaction}/{}/callback", token.expose_secret());
    Call::new(Method::POST, "/interactions/:id/:token/callback", &interaction, path)
        .with_body(body)
        .within(ANSWER)
        .by_interaction()
}

fn webhook(method: Method, route: &'static str, application: ApplicationId, token: &SecretString) -> Call {
    let token = token.expose_secret();
    let path = route.replace(":id", &application.to_string()).replace(":token", token);
    Call::new(method, route, &format!("{application}/{token}"), path).by_interaction()
}
