//! What people write, and their emoji.

use serde_json::Value;

use super::{ClientRefusal, File, Person};
use crate::{
    ids::{ChannelId, MessageId},
    permissions::Permissions,
    rest::call::Upload,
    routes::pings,
    state::{Message, State},
};

impl Person {
    /// Writes in a channel.
    ///
    /// # Errors
    /// When the person may not, or there is nothing to send, or too much.
    pub fn says(&self, channel: ChannelId, text: &str, files: &[File]) -> Result<MessageId, ClientRefusal> {
        self.shared.with(|state| {
            let mut needed = Permissions::VIEW_CHANNEL | writing(state, channel);
            if !files.is_empty() {
                needed = needed | Permissions::ATTACH_FILES;
            }
            if !state.permissions_in(channel, self.id).contains(needed) {
                return Err(ClientRefusal::NotAllowed);
            }
            check_text(text, files.is_empty())?;
            wake(state, channel);
            let id = MessageId::new(state.mint());
            let mut message = Message::new(id, channel, self.id, state.now());
            text.clone_into(&mut message.content);
            message.pings = pings::of(state, text, &Value::Null, (self.id, channel));
            message.attachments = state.keep_files(channel, &uploads(files), false);
            state.post(&message);
            Ok(id)
        })
    }

    /// Writes to the bot directly.
    ///
    /// # Errors
    /// When there is nothing to send, or too much.
    pub fn says_to_bot(&self, text: &str) -> Result<MessageId, ClientRefusal> {
        let channel = self.shared.with(|state| state.direct_channel(self.id));
        self.says(channel, text, &[])
    }

    /// Changes an own message.
    ///
    /// # Errors
    /// When it is not the person's, or nothing would be left, or too much.
    pub fn edits(&self, message: MessageId, text: &str) -> Result<(), ClientRefusal> {
        self.shared.with(|state| {
            let mut own = self.own(state, message)?;
            check_text(text, own.attachments.is_empty())?;
            text.clone_into(&mut own.content);
            own.pings = pings::of(state, text, &Value::Null, (self.id, own.channel));
            own.edited_at = Some(state.now());
            state.replace(&own);
            Ok(())
        })
    }

    /// Deletes an own message, or one of another if the person manages messages there.
    ///
    /// # Errors
    /// When the person may not.
    pub fn deletes(&self, message: MessageId) -> Result<(), ClientRefusal> {
        self.shared.with(|state| {
            let found = self.seen(state, message)?;
            let granted = state.permissions_in(found.channel, self.id);
            if found.author != self.id && !granted.contains(Permissions::MANAGE_MESSAGES) {
                return Err(ClientRefusal::NotAllowed);
            }
            let channel = found.channel;
            state.unpost(channel, message);
            Ok(())
        })
    }

    /// Reacts with an emoji.
    ///
    /// # Errors
    /// When the person does not see the message, or it has twenty others.
    pub fn reacts(&self, message: MessageId, emoji: &str) -> Result<(), ClientRefusal> {
        self.shared.with(|state| {
            let channel = self.seen(state, message)?.channel;
            state.react((channel, message), self.id, emoji).map_err(|_| ClientRefusal::NotAllowed)
        })
    }

    /// Takes an own reaction off.
    ///
    /// # Errors
    /// When the person does not see the message.
    pub fn unreacts(&self, message: MessageId, emoji: &str) -> Result<(), ClientRefusal> {
        self.shared.with(|state| {
            let channel = self.seen(state, message)?.channel;
            state.unreact((channel, message), self.id, emoji).map_err(|_| ClientRefusal::NotAllowed)
        })
    }

    fn own(&self, state: &State, message: MessageId) -> Result<Message, ClientRefusal> {
        let found = self.seen(state, message)?;
        if found.author == self.id { Ok(found.clone()) } else { Err(ClientRefusal::NotAllowed) }
    }
}

/// What it takes to write there: in a locked thread only its managers can.
fn writing(state: &State, channel: ChannelId) -> Permissions {
    match state.channels.get(&channel).and_then(|place| place.thread.as_ref()) {
        None => Permissions::SEND_MESSAGES,
        Some(thread) if thread.is_locked => {
            Permissions::SEND_MESSAGES_IN_THREADS | Permissions::MANAGE_THREADS
        }
        Some(_) => Permissions::SEND_MESSAGES_IN_THREADS,
    }
}

/// A thread that fell asleep wakes when somebody writes in it.
fn wake(state: &mut State, channel: ChannelId) {
    let thread = state.channels.get_mut(&channel).and_then(|place| place.thread.as_mut());
    if let Some(thread) = thread.filter(|thread| thread.is_archived) {
        thread.is_archived = false;
        state.channel_changed(channel);
    }
}

fn check_text(text: &str, must_have_text: bool) -> Result<(), ClientRefusal> {
    let unfit = |why: &str| ClientRefusal::Unfit {
        field: "message".to_owned(),
        value: text.chars().take(40).collect(),
        why: why.to_owned(),
    };
    if must_have_text && text.trim().is_empty() {
        Err(unfit("it is empty"))
    } else if text.chars().count() > 2000 {
        Err(unfit("it has more than 2000 characters"))
    } else {
        Ok(())
    }
}

fn uploads(files: &[File]) -> Vec<Upload> {
    let numbered = files.iter().zip(0..);
    numbered
        .map(|(file, place)| Upload {
            place,
            name: file.name.clone(),
            description: None,
            bytes: file.bytes.clone(),
        })
        .collect()
}
