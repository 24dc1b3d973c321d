//! What a connection remembers of what it has read, for as long as nobody else can have written it: a change reads its server's
//! settings once, and on SQLite, where one connection writes, the next change does not read them again.

use std::collections::HashMap;
use std::hash::Hash;

use super::audit::Head;
use crate::ids::{GuildId, IncidentId, UserId};
use crate::model::settings::Settings;
use crate::model::tongue::Tongue;

/// So many things of a kind are remembered at most; past that they are all forgotten, and read again when they are asked for.
const MOST: usize = 500;

/// What is remembered. Whatever writes one of these things notes or forgets it here.
#[derive(Default)]
pub(super) struct Memory {
    /// What every change asks of its server.
    pub guilds: Known<GuildId, Guild>,
    /// Where the chains of the audit log end.
    pub heads: Known<GuildId, Head>,
    /// Incidents that have no postmortem yet.
    pub without_postmortem: Known<IncidentId, ()>,
    /// In which language people were last heard.
    pub tongues: Known<UserId, Tongue>,
    version: Option<i64>,
}

/// What is known of a server.
#[derive(Clone)]
pub(super) struct Guild {
    pub settings: Settings,
    pub is_present: bool,
}

/// Things of one kind.
pub(super) struct Known<K, V>(HashMap<K, V>);

impl<K, V> Default for Known<K, V> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Eq + Hash + Copy, V: Clone> Known<K, V> {
    pub fn get(&self, key: K) -> Option<V> {
        self.0.get(&key).cloned()
    }

    pub fn note(&mut self, key: K, value: V) {
        if self.0.len() >= MOST {
            self.0.clear();
        }
        self.0.insert(key, value);
    }

    pub fn forget(&mut self, key: K) {
        self.0.remove(&key);
    }
}

impl Memory {
    /// Forgets everything: what was written is undone, or others may have written.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Forgets everything if others have written since this was asked last: they change what SQLite calls the data's version.
    pub fn keep_if(&mut self, version: i64) {
        if self.version != Some(version) {
            self.clear();
            self.version = Some(version);
        }
    }
}
