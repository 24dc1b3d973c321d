//! What deliveries for one server must do one after another, because each looks whether another has done it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use incidents::ids::GuildId;
use tokio::sync::OwnedMutexGuard;

/// A turn for each server.
#[derive(Debug, Clone, Default)]
pub(super) struct Turns(Arc<Mutex<HashMap<GuildId, Arc<tokio::sync::Mutex<()>>>>>);

impl Turns {
    /// Waits until nobody else has the server's turn. It ends when the guard is dropped.
    pub async fn of(&self, guild: GuildId) -> OwnedMutexGuard<()> {
        let turn = self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(guild).or_default().clone();
        turn.lock_owned().await
    }
}
