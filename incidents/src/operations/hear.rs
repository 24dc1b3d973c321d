//! Notes what Discord says of a server: that it is there, its roles, who can see which channel.

use crate::change::Change;
use crate::error::Result;
use crate::ids::{ChannelId, Number, RoleId};
use crate::model::access::Overwrite;
use crate::model::mark;
use crate::model::settings::Settings;
use crate::operations::{lose_place, members};
use crate::store;
use crate::store::channels::Channel;

/// A role as Discord describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its id.
    pub id: RoleId,
    /// Its name.
    pub name: String,
    /// Its rights, as Discord's bits.
    pub permissions: i64,
}

/// A server is there, with these roles and no others.
pub fn guild_here(change: &mut Change<'_>, name: &str, locale: &str, roles: &[Role]) -> Result<()> {
    let guild = change.guild();
    let settings = Settings { locale: locale.to_owned(), ..Settings::default() };
    store::guilds::here(change, guild, name, &settings)?;
    store::roles::clear(change, guild)?;
    for role in roles {
        store::roles::put(change, guild, role.id, &role.name, role.permissions)?;
    }
    members::ask_soon(change)
}

/// The server has put Sitrep out. Its facts stay, silent.
pub fn guild_gone(change: &mut Change<'_>) -> Result<()> {
    let guild = change.guild();
    Ok(store::guilds::gone(change, guild)?)
}

/// A role is new, or is not what it was. What was forbidden may be granted by it.
pub fn role_changed(change: &mut Change<'_>, role: &Role) -> Result<()> {
    let guild = change.guild();
    store::roles::put(change, guild, role.id, &role.name, role.permissions)?;
    change.unblock(None)
}

/// A role is gone.
pub fn role_gone(change: &mut Change<'_>, role: RoleId) -> Result<()> {
    let guild = change.guild();
    Ok(store::roles::remove(change, guild, role)?)
}

/// A channel is open to others than before. What was forbidden there may be granted now.
pub fn access_changed(change: &mut Change<'_>, channel: ChannelId, overwrites: &[Overwrite]) -> Result<()> {
    let guild = change.guild();
    store::places::put_access(change, guild, channel, overwrites)?;
    change.unblock(Some(channel))
}

/// The category that incident channels go to was found or made, because none was set or the one set has no room.
pub fn category_found(change: &mut Change<'_>, category: ChannelId) -> Result<()> {
    let guild = change.guild();
    let mut settings = store::guilds::settings(change, guild)?;
    settings.category = Some(category);
    Ok(store::guilds::save_settings(change, guild, &settings)?)
}

/// These are the channels of a server, and there are no others. While nobody listened one may have been deleted.
pub fn channels_here(change: &mut Change<'_>, channels: &[Channel]) -> Result<()> {
    let guild = change.guild();
    store::channels::clear(change, guild)?;
    for channel in channels {
        store::channels::put(change, guild, channel)?;
    }
    let there: Vec<_> = channels.iter().map(|channel| channel.id).collect();
    lose_place::look_for_channels(change, &there)?;
    change.unblock(None)
}

/// These are the topics of a server's channels. A number that stands in one is given to no other incident, also when the database
/// has forgotten it, as one that was put back from a backup has.
pub fn marks_here<'t>(
    change: &mut Change<'_>,
    topics: impl Iterator<Item = &'t str>,
) -> Result<Option<Number>> {
    let guild = change.guild();
    let Some(highest) = topics.filter_map(mark::number).max() else { return Ok(None) };
    let was_behind = store::guilds::count_past(change, guild, highest, FAR)?;
    Ok(was_behind.then_some(highest))
}

/// A topic that somebody made up must not use up all numbers.
const FAR: i64 = 10_000;

/// A channel is new, or is not called what it was.
pub fn channel_changed(change: &mut Change<'_>, channel: &Channel) -> Result<()> {
    let guild = change.guild();
    Ok(store::channels::put(change, guild, channel)?)
}

/// A channel is gone. What was set to it is kept: whoever posts there next says that it is gone. An incident that was
/// worked on in it gets another.
pub fn channel_gone(change: &mut Change<'_>, channel: ChannelId) -> Result<()> {
    let guild = change.guild();
    store::channels::remove(change, guild, channel)?;
    change.unblock(None)?;
    lose_place::lose_channel(change, channel).map(drop)
}
