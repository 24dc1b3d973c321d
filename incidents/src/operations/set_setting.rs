//! Changes a setting of the server. Whatever it points at on Discord has to be the server's own.

use crate::change::{Change, View};
use crate::error::{PostmortemRefusal, Result};
use crate::ids::{ChannelId, GuildId, RoleId};
use crate::model::event::Event;
use crate::model::setting::{Points, Setting};
use crate::model::settings::Settings;
use crate::operations::action::{digest, zone};
use crate::operations::postmortem::templates::source_of;
use crate::store;
use crate::store::channels::{ANNOUNCEMENT, CATEGORY, Channel, FORUM, TEXT};

/// Sets a setting to what was typed, and hands back the settings as they are now.
pub fn set_setting(change: &mut Change<'_>, setting: Setting, typed: &str) -> Result<Settings> {
    let guild = change.guild();
    store::guilds::ensure(change, guild)?;
    let mut settings = store::guilds::settings(change, guild)?;
    let before = setting.value(&settings);
    match setting.points() {
        None => setting.read(&mut settings, typed)?,
        Some(_) if Setting::is_none(typed) => setting.point(&mut settings, None),
        Some(_) => {
            let found = pointed_at(change, guild, setting, typed)?;
            let target = found.filter(|id| *id != guild.0 || setting == Setting::Responders);
            setting.point(&mut settings, Some(target.ok_or_else(|| setting.refusal(typed))?));
        }
    }
    if let Some(template) = settings.template.as_deref()
        && source_of(change, guild, template)?.is_none()
    {
        return Err(PostmortemRefusal::NoSuchTemplate(template.to_owned()).into());
    }
    store::guilds::save_settings(change, guild, &settings)?;
    if matches!(setting, Setting::Digest | Setting::Zone) {
        digest::set(change)?;
    }
    if matches!(setting, Setting::Zone | Setting::BusinessDays | Setting::Holidays) {
        zone::set_all(change)?;
    }
    let after = setting.value(&settings);
    change.audit(None, &Event::SettingChanged { setting: setting.as_str().into(), before, after })?;
    Ok(settings)
}

/// The server's own channel, category or role that a mention, an id or a name stands for.
fn pointed_at(view: &mut View<'_>, guild: GuildId, setting: Setting, typed: &str) -> Result<Option<i64>> {
    let name = typed.trim().trim_start_matches(['#', '@', '<', '&']).trim_end_matches('>').trim();
    let Ok(id) = name.parse::<i64>() else { return named(view, guild, setting, name) };
    if setting.points() == Some(Points::Role) {
        let is_there = store::roles::name(view, guild, RoleId(id))?.is_some();
        return if is_there { Ok(Some(id)) } else { named(view, guild, setting, name) };
    }
    let channel = store::channels::get(view, guild, ChannelId(id))?;
    Ok(channel.filter(|channel| takes(setting).contains(&channel.kind)).map(|channel| channel.id.0))
}

/// The server's channel, category or role of a name, whatever its case, that a setting could point at.
pub fn named(view: &mut View<'_>, guild: GuildId, setting: Setting, name: &str) -> Result<Option<i64>> {
    if setting.points() == Some(Points::Role) {
        return Ok(store::roles::named(view, guild, name)?.map(|role| role.0));
    }
    let mut all = store::channels::all(view, guild)?;
    let is_called = |channel: &Channel| channel.name.to_lowercase() == name.to_lowercase();
    all.retain(|channel| takes(setting).contains(&channel.kind) && is_called(channel));
    Ok(all.first().map(|channel| channel.id.0))
}

/// The kinds of channel that a setting can point at.
#[must_use]
pub const fn takes(setting: Setting) -> &'static [i64] {
    match setting.points() {
        Some(Points::Channel) => &[TEXT, ANNOUNCEMENT],
        Some(Points::Posts) => &[TEXT, ANNOUNCEMENT, FORUM],
        Some(Points::Category) => &[CATEGORY],
        Some(Points::Role) | None => &[],
    }
}
