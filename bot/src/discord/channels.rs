//! Channels and threads.

use incidents::ids::{ChannelId, GuildId, MessageId, UserId};
use reqwest::Method;
use serde_json::{Value, json};

use super::call::{Call, Priority};
use super::file::File;
use super::{Discord, Failure};

impl Discord {
    /// Makes a channel; `reason` goes to the server's audit log.
    pub async fn create_channel(&self, guild: GuildId, body: Value, reason: &str) -> Result<Value, Failure> {
        let path = format!("/guilds/{guild}/channels");
        let call = Call::new(Method::POST, "/guilds/:id/channels", &guild, path);
        self.call(call.with_body(body).with_reason(reason)).await
    }

    /// Every channel of a server, without its threads.
    pub async fn channels(&self, guild: GuildId) -> Result<Value, Failure> {
        let path = format!("/guilds/{guild}/channels");
        self.call(Call::new(Method::GET, "/guilds/:id/channels", &guild, path)).await
    }

    /// One channel.
    pub async fn channel(&self, channel: ChannelId) -> Result<Value, Failure> {
        let path = format!("/channels/{channel}");
        self.call(Call::new(Method::GET, "/channels/:id", &channel, path)).await
    }

    /// Changes a channel. Name and topic only twice in ten minutes, so never for state.
    pub async fn edit_channel(
        &self,
        channel: ChannelId,
        body: Value,
        reason: &str,
    ) -> Result<Value, Failure> {
        let path = format!("/channels/{channel}");
        let call = Call::new(Method::PATCH, "/channels/:id", &channel, path);
        self.call(call.with_body(body).with_reason(reason)).await
    }

    /// Grants or denies a role or a person something in a channel.
    pub async fn put_overwrite(
        &self,
        channel: ChannelId,
        target: i64,
        body: Value,
        reason: &str,
    ) -> Result<(), Failure> {
        let path = format!("/channels/{channel}/permissions/{target}");
        let call = Call::new(Method::PUT, "/channels/:id/permissions/:id", &channel, path);
        self.call(call.with_body(body).with_reason(reason)).await.map(drop)
    }

    /// Deletes a channel or thread.
    pub async fn delete_channel(&self, channel: ChannelId, reason: &str) -> Result<(), Failure> {
        let path = format!("/channels/{channel}");
        let call = Call::new(Method::DELETE, "/channels/:id", &channel, path);
        self.call(call.with_reason(reason)).await.map(drop)
    }

    /// Opens a thread under a message.
    pub async fn create_thread_from_message(
        &self,
        channel: ChannelId,
        message: MessageId,
        body: Value,
    ) -> Result<Value, Failure> {
        let path = format!("/channels/{channel}/messages/{message}/threads");
        let call = Call::new(Method::POST, "/channels/:id/messages/:id/threads", &channel, path);
        self.call(call.with_body(body)).await
    }

    /// Makes a post in a forum: a thread with its first message, whose files come along.
    pub async fn create_post(
        &self,
        forum: ChannelId,
        body: Value,
        files: Vec<File>,
    ) -> Result<Value, Failure> {
        let path = format!("/channels/{forum}/threads");
        let call = Call::new(Method::POST, "/channels/:id/threads", &forum, path);
        self.call(call.with_body(body).with_files(files).with_priority(Priority::Low)).await
    }

    /// Opens a thread of its own.
    pub async fn create_thread(&self, channel: ChannelId, body: Value) -> Result<Value, Failure> {
        let path = format!("/channels/{channel}/threads");
        self.call(Call::new(Method::POST, "/channels/:id/threads", &channel, path).with_body(body)).await
    }

    /// Adds somebody to a thread.
    pub async fn add_thread_member(&self, thread: ChannelId, user: UserId) -> Result<(), Failure> {
        let path = format!("/channels/{thread}/thread-members/{user}");
        self.call(Call::new(Method::PUT, "/channels/:id/thread-members/:id", &thread, path)).await.map(drop)
    }

    /// The threads of a server that are not archived.
    pub async fn active_threads(&self, guild: GuildId) -> Result<Value, Failure> {
        let path = format!("/guilds/{guild}/threads/active");
        self.call(Call::new(Method::GET, "/guilds/:id/threads/active", &guild, path)).await
    }

    /// Opens the direct-message channel with somebody; the same one each time.
    pub async fn open_dm(&self, user: UserId, priority: Priority) -> Result<Value, Failure> {
        let call = Call::new(Method::POST, "/users/@me/channels", &"", "/users/@me/channels".to_owned());
        self.call(call.with_body(json!({"recipient_id": user.to_string()})).with_priority(priority)).await
    }
}
