//! Servers, their roles and members, and our own application.

use incidents::ids::{GuildId, RoleId, UserId};
use reqwest::Method;
use serde_json::Value;

use super::call::Call;
use super::{Discord, Failure};

/// Our application, as Discord numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ApplicationId(pub i64);

impl std::fmt::Display for ApplicationId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Discord {
    /// One server with its roles.
    pub async fn guild(&self, guild: GuildId) -> Result<Value, Failure> {
        self.call(Call::new(Method::GET, "/guilds/:id", &guild, format!("/guilds/{guild}"))).await
    }

    /// The roles of a server.
    pub async fn roles(&self, guild: GuildId) -> Result<Value, Failure> {
        let path = format!("/guilds/{guild}/roles");
        self.call(Call::new(Method::GET, "/guilds/:id/roles", &guild, path)).await
    }

    /// Makes a role.
    pub async fn create_role(&self, guild: GuildId, body: Value, reason: &str) -> Result<Value, Failure> {
        let path = format!("/guilds/{guild}/roles");
        let call = Call::new(Method::POST, "/guilds/:id/roles", &guild, path);
        self.call(call.with_body(body).with_reason(reason)).await
    }

    /// Deletes a role.
    pub async fn delete_role(&self, guild: GuildId, role: RoleId, reason: &str) -> Result<(), Failure> {
        let path = format!("/guilds/{guild}/roles/{role}");
        let call = Call::new(Method::DELETE, "/guilds/:id/roles/:id", &guild, path);
        self.call(call.with_reason(reason)).await.map(drop)
    }

    /// How many people have each role of a server.
    pub async fn role_counts(&self, guild: GuildId) -> Result<Value, Failure> {
        let path = format!("/guilds/{guild}/roles/member-counts");
        self.call(Call::new(Method::GET, "/guilds/:id/roles/member-counts", &guild, path)).await
    }

    /// One member of a server.
    pub async fn member(&self, guild: GuildId, user: UserId) -> Result<Value, Failure> {
        let path = format!("/guilds/{guild}/members/{user}");
        self.call(Call::new(Method::GET, "/guilds/:id/members/:id", &guild, path)).await
    }

    /// Gives a member a role.
    pub async fn add_role(
        &self,
        (guild, user, role): (GuildId, UserId, RoleId),
        reason: &str,
    ) -> Result<(), Failure> {
        self.call(member_role(Method::PUT, guild, user, role).with_reason(reason)).await.map(drop)
    }

    /// Takes a role from a member.
    pub async fn remove_role(
        &self,
        (guild, user, role): (GuildId, UserId, RoleId),
        reason: &str,
    ) -> Result<(), Failure> {
        self.call(member_role(Method::DELETE, guild, user, role).with_reason(reason)).await.map(drop)
    }

    /// Our own application: its id, flags and install settings.
    pub async fn application(&self) -> Result<Value, Failure> {
        let path = "/applications/@me".to_owned();
        self.call(Call::new(Method::GET, "/applications/@me", &"", path)).await
    }

    /// Our own user.
    pub async fn me(&self) -> Result<Value, Failure> {
        self.call(Call::new(Method::GET, "/users/@me", &"", "/users/@me".to_owned())).await
    }

    /// Where the gateway is.
    pub async fn gateway(&self) -> Result<Value, Failure> {
        self.call(Call::new(Method::GET, "/gateway", &"", "/gateway".to_owned())).await
    }
}

fn member_role(method: Method, guild: GuildId, user: UserId, role: RoleId) -> Call {
    let path = format!("/guilds/{guild}/members/{user}/roles/{role}");
    Call::new(method, "/guilds/:id/members/:id/roles/:id", &guild, path)
}
