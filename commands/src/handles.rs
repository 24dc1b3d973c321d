//! The ids of buttons, lists and forms: `1/name/word/word`. The leading 1 is the version of this spelling, so that a
//! button of years ago is either understood or refused, never misread.

use std::fmt::Display;

use incidents::ids::GuildId;

const VERSION: &str = "1";

/// The id of a button or form.
#[must_use]
pub fn id(name: &str, words: &[&dyn Display]) -> String {
    let mut id = format!("{VERSION}/{name}");
    for word in words {
        id.push('/');
        id.push_str(&word.to_string());
    }
    debug_assert!(id.len() <= 100, "Discord takes ids of at most 100 characters: {id}");
    id
}

/// The name in an id, when it is of a version we know.
#[must_use]
pub fn name(id: &str) -> Option<&str> {
    let mut words = id.split('/');
    (words.next() == Some(VERSION)).then(|| words.next()).flatten()
}

/// The id of a button that may stand in a direct message, where Discord does not say which server it is about.
#[must_use]
pub fn in_guild(id: &str, guild: GuildId) -> String {
    let id = format!("{id}/@{guild}");
    debug_assert!(id.len() <= 100, "Discord takes ids of at most 100 characters: {id}");
    id
}

/// The server that an id names.
#[must_use]
pub fn guild(id: &str) -> Option<GuildId> {
    let (_, word) = id.rsplit_once('/')?;
    word.strip_prefix('@')?.parse().ok()
}
