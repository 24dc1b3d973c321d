//! What outlives the program: everything that people and the bot see, written to a file as it changes and read at the next start.
//! Connections, planned faults, the journal and rate limits begin anew.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use crate::{
    ids::{ApplicationId, AttachmentId, ChannelId, CommandId, GuildId, InteractionId, Mint, UserId, made_at},
    options::Options,
    shared::Shared,
    state::{Attachment, Channel, Command, Guild, Interaction, User},
};

/// What is read again.
#[derive(Deserialize)]
pub(crate) struct Memory {
    pub(crate) application: ApplicationId,
    pub(crate) bot: UserId,
    pub(crate) users: BTreeMap<UserId, User>,
    pub(crate) guilds: BTreeMap<GuildId, Guild>,
    pub(crate) channels: BTreeMap<ChannelId, Channel>,
    pub(crate) attachments: BTreeMap<AttachmentId, Attachment>,
    pub(crate) commands: BTreeMap<CommandId, Command>,
    pub(crate) interactions: BTreeMap<InteractionId, Interaction>,
    pub(crate) mint: Mint,
}

impl Memory {
    /// What was written last; nothing where nothing was.
    pub(crate) fn read(path: &Path) -> io::Result<Option<Self>> {
        let bytes = match fs::read(path) {
            Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(None),
            read => read?,
        };
        let read = serde_json::from_slice(&bytes);
        read.map(Some).map_err(|why| {
            let sentence = format!("{} holds no pretend Discord of this version: {why}", path.display());
            io::Error::new(io::ErrorKind::InvalidData, sentence)
        })
    }

    /// Moves a clock that can be moved to where it stood when the newest thing was made: a demo's may have been ahead.
    pub(crate) fn catch_up(&self, options: &Options) {
        let behind = made_at(self.mint.last()) - (options.clock)();
        if let Some(advance) = options.advance.as_ref().filter(|_| behind > chrono::TimeDelta::zero()) {
            advance(behind);
        }
    }
}

/// Writes everything down.
pub(crate) struct Keeper {
    shared: Arc<Shared>,
    path: PathBuf,
    /// Held while it is written: what was begun when the program is told to stop may still go on beside the last.
    writing: Mutex<()>,
}

impl Keeper {
    pub(crate) fn new(shared: Arc<Shared>, path: PathBuf) -> Self {
        Self { shared, path, writing: Mutex::default() }
    }

    /// Writes whenever something changed, until it is stopped.
    pub(crate) async fn keep(self: Arc<Self>, stop: CancellationToken) {
        let mut changes = self.shared.changes();
        changes.mark_changed();
        while let Some(Ok(())) = stop.run_until_cancelled(changes.changed()).await {
            let keeper = self.clone();
            // One that is cancelled was begun as the program ended, which writes once more by itself.
            drop(tokio::task::spawn_blocking(move || keeper.write()).await);
        }
    }

    /// Writes it now: whole or not at all, so under another name first.
    pub(crate) fn write(&self) {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let written = || {
            let bytes = self.shared.look(serde_json::to_vec)?;
            let unfinished = self.path.with_extension("part");
            fs::write(&unfinished, bytes)?;
            fs::rename(&unfinished, &self.path)
        };
        if let Err(why) = written() {
            tracing::error!("the pretend Discord could not be written down: {why}");
        }
    }
}

/// Bytes as they stand in JSON.
pub(crate) mod base64 {
    use base64::{Engine as _, display::Base64Display, engine::general_purpose::STANDARD};
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(crate) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&Base64Display::new(bytes, &STANDARD))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
