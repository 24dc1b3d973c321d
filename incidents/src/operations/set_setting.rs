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
use crate::store::channels::{ANNOUNCEMENT, CATEGORY, FORUM, TEXT};

/// Sets a setting to what was typed, and hands back the settings as they are now.
pub fn set_setting(change: &mut Change<'_>, setting: Setting, typed: &str) -> Result<Settings> {
    let guild = change.guild();
    store::guilds::ensure(change, guild)?;
    let mut settings = store::guilds::settings(change, guild)?;
    let before = setting.value(&settings);
    match setting.points() {
        None => setting.read(&mut settings, typed)?,
        Some(_) if Setting::is_none(typed) => setting.point(&mut settings, None),
        Some(points) => {
            let found = pointed_at(change, guild, points, typed)?;
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
fn pointed_at(view: &mut View<'_>, guild: GuildId, points: Points, typed: &str) -> Result<Option<i64>> {
    let name = typed.trim().trim_start_matches(['#', '@', '<', '&']).trim_end_matches('>').trim();
    let id: Option<i64> = name.parse().ok();
    Ok(match points {
        Points::Role => role(view, guild, name, id)?,
        Points::Channel => channel(view, guild, name, id, &[TEXT, ANNOUNCEMENT])?,
        Points::Posts => channel(view, guild, name, id, &[TEXT, ANNOUNCEMENT, FORUM])?,
        Points::Category => channel(view, guild, name, id, &[CATEGORY])?,
    })
}

fn role(view: &mut View<'_>, guild: GuildId, name: &str, id: Option<i64>) -> Result<Option<i64>> {
    if let Some(id) = id
        && store::roles::name(view, guild, RoleId(id))?.is_some()
    {
        return Ok(Some(id));
    }
    Ok(store::roles::named(view, guild, name)?.map(|role| role.0))
}

fn channel(
    view: &mut View<'_>,
    guild: GuildId,
    name: &str,
    id: Option<i64>,
    kinds: &[i64],
) -> Result<Option<i64>> {
    if let Some(id) = id {
        let channel = store::channels::get(view, guild, ChannelId(id))?;
        return Ok(channel.filter(|channel| kinds.contains(&channel.kind)).map(|channel| channel.id.0));
    }
    let mut all = store::channels::all(view, guild)?;
    all.retain(|channel| kinds.contains(&channel.kind) && channel.name.to_lowercase() == name.to_lowercase());
    Ok(all.first().map(|channel| channel.id.0))
}
