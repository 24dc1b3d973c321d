//! The registry of slash commands and context menus.

use incidents::ids::GuildId;
use reqwest::Method;
use serde_json::Value;

use super::call::{Call, Priority};
use super::guilds::ApplicationId;
use super::{Discord, Failure};

/// Where commands are registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// In every server.
    Everywhere,
    /// In one server alone.
    Guild(GuildId),
}

impl Discord {
    /// The commands registered at present, in every language.
    pub async fn commands(&self, application: ApplicationId, reach: Reach) -> Result<Value, Failure> {
        self.call(registry(Method::GET, application, reach, "?with_localizations=true")).await
    }

    /// Replaces all commands at once. Creates are limited to 200 a day, so only when something changed.
    pub async fn put_commands(
        &self,
        application: ApplicationId,
        reach: Reach,
        all: Value,
    ) -> Result<Value, Failure> {
        self.call(registry(Method::PUT, application, reach, "").with_body(all)).await
    }
}

fn registry(method: Method, application: ApplicationId, reach: Reach, query: &str) -> Call {
    let call = match reach {
        Reach::Everywhere => Call::new(
            method,
            "/applications/:id/commands",
            &application,
            format!("/applications/{application}/commands{query}"),
        ),
        Reach::Guild(guild) => Call::new(
            method,
            "/applications/:id/guilds/:id/commands",
            &guild,
            format!("/applications/{application}/guilds/{guild}/commands{query}"),
        ),
    };
    call.with_priority(Priority::Low)
}
