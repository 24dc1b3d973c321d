//! What a server plans to do together.

use incidents::ids::{EventId, GuildId};
use reqwest::Method;
use serde_json::Value;

use super::call::Call;
use super::{Discord, Failure};

impl Discord {
    /// Every event of a server that is not over.
    pub async fn events(&self, guild: GuildId) -> Result<Value, Failure> {
        self.call(of_guild(Method::GET, guild)).await
    }

    /// Puts an event into the server's calendar; needs the permission to create events (bit 44).
    pub async fn create_event(&self, guild: GuildId, body: Value) -> Result<Value, Failure> {
        self.call(of_guild(Method::POST, guild).with_body(body)).await
    }

    /// Changes an event of ours.
    pub async fn edit_event(&self, guild: GuildId, event: EventId, body: Value) -> Result<Value, Failure> {
        self.call(one(Method::PATCH, guild, event).with_body(body)).await
    }

    /// Takes an event of ours away.
    pub async fn delete_event(&self, guild: GuildId, event: EventId) -> Result<(), Failure> {
        self.call(one(Method::DELETE, guild, event)).await.map(drop)
    }
}

fn of_guild(method: Method, guild: GuildId) -> Call {
    Call::new(method, "/guilds/:id/scheduled-events", &guild, format!("/guilds/{guild}/scheduled-events"))
}

fn one(method: Method, guild: GuildId, event: EventId) -> Call {
    let path = format!("/guilds/{guild}/scheduled-events/{event}");
    Call::new(method, "/guilds/:id/scheduled-events/:id", &guild, path)
}
