//! Messages and pins.

use incidents::ids::{ChannelId, MessageId};
use reqwest::Method;
use serde_json::Value;

use super::call::{Call, Priority};
use super::file::File;
use super::{Discord, Failure};

/// Where in a channel's history to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Around {
    /// The newest messages.
    Latest,
    /// The newest of those older than this one.
    Before(MessageId),
    /// The oldest of those newer than this one.
    After(MessageId),
}

impl Discord {
    /// Sends a message. With a `nonce` (at most 25 characters) Discord drops a repeat within a few minutes and answers with
    /// the first.
    pub async fn send_message(
        &self,
        channel: ChannelId,
        mut body: Value,
        files: Vec<File>,
        (nonce, priority): (Option<&str>, Priority),
    ) -> Result<Value, Failure> {
        if let Some(nonce) = nonce {
            body["nonce"] = nonce.into();
            body["enforce_nonce"] = true.into();
        }
        let path = format!("/channels/{channel}/messages");
        let call = Call::new(Method::POST, "/channels/:id/messages", &channel, path);
        self.call(call.with_body(body).with_files(files).with_priority(priority)).await
    }

    /// Changes a message of ours; attachments that the body does not list are dropped when it lists any.
    pub async fn edit_message(
        &self,
        channel: ChannelId,
        message: MessageId,
        body: Value,
        (files, priority): (Vec<File>, Priority),
    ) -> Result<Value, Failure> {
        let path = format!("/channels/{channel}/messages/{message}");
        let call = Call::new(Method::PATCH, "/channels/:id/messages/:id", &channel, path);
        self.call(call.with_body(body).with_files(files).with_priority(priority)).await
    }

    /// Deletes a message.
    pub async fn delete_message(&self, channel: ChannelId, message: MessageId) -> Result<(), Failure> {
        let path = format!("/channels/{channel}/messages/{message}");
        self.call(Call::new(Method::DELETE, "/channels/:id/messages/:id", &channel, path)).await.map(drop)
    }

    /// One message.
    pub async fn message(&self, channel: ChannelId, message: MessageId) -> Result<Value, Failure> {
        let path = format!("/channels/{channel}/messages/{message}");
        self.call(Call::new(Method::GET, "/channels/:id/messages/:id", &channel, path)).await
    }

    /// Up to 100 messages, newest first.
    pub async fn messages(&self, channel: ChannelId, around: Around, limit: u8) -> Result<Value, Failure> {
        let cursor = match around {
            Around::Latest => String::new(),
            Around::Before(id) => format!("&before={id}"),
            Around::After(id) => format!("&after={id}"),
        };
        let path = format!("/channels/{channel}/messages?limit={}{cursor}", limit.clamp(1, 100));
        self.call(Call::new(Method::GET, "/channels/:id/messages", &channel, path)).await
    }

    /// Pins a message; needs the permission to pin messages (bit 51).
    pub async fn pin(&self, channel: ChannelId, message: MessageId) -> Result<(), Failure> {
        self.call(pin(Method::PUT, channel, message)).await.map(drop)
    }

    /// Unpins a message.
    pub async fn unpin(&self, channel: ChannelId, message: MessageId) -> Result<(), Failure> {
        self.call(pin(Method::DELETE, channel, message)).await.map(drop)
    }
}

fn pin(method: Method, channel: ChannelId, message: MessageId) -> Call {
    let path = format!("/channels/{channel}/messages/pins/{message}");
    Call::new(method, "/channels/:id/messages/pins/:id", &channel, path)
}
