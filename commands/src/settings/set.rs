//! `/settings set`: changes one setting.

use chrono_tz::TZ_VARIANTS;
use incidents::model::setting::{Points, Setting};
use incidents::model::tongue::Tongue;
use incidents::operations::postmortem::templates::{self, DEFAULT};
use incidents::operations::set_setting::{set_setting, takes};
use incidents::{Change, Refusal, Result, View, store};

use super::shown;
use crate::asked::Asked;
use crate::reply::{Choice, Message, Reply};
use crate::table::{Command, Needs, Opt, Run};
use crate::tongues::word;
use crate::words;

pub const COMMAND: Command = Command {
    path: "settings set",
    about: "Change a setting of this server; admins only",
    options: &[
        Opt::suggested("setting", "Which one", settings).required(),
        Opt::suggested("value", "Its new value", values).required(),
    ],
    needs: Needs::Admin,
    run: Run::Changes(run),
    ..Command::PLAIN
};

fn address_of(change: &Change<'_>) -> String {
    crate::status_page::address(change.address(), change.guild())
}

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let name = asked.needed("setting")?;
    let setting =
        Setting::named(name).ok_or_else(|| Refusal::NoSuchSetting(words::fit(&words::line(name), 40)))?;
    let before = shown(setting, asked.settings);
    let settings = set_setting(change, setting, asked.needed("value")?)?;
    let text = say!(
        "**{setting}** is now {shown}, no longer {before}.\n-# It is {about}.",
        setting = setting.as_str().replace('_', "\\_"),
        shown = words::fit(&shown(setting, &settings), 700),
        before = words::fit(&before, 700),
        about = word(setting.about())
    );
    let public = setting == Setting::StatusPage && settings.status_page;
    let place = if public {
        say!("\nAnybody can read it at {address}.", address = address_of(change))
    } else {
        String::new()
    };
    Ok(Message::private(text + &place).into())
}

fn settings(_: &mut View<'_>, _: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let typed = typed.trim().to_lowercase();
    let fits = |setting: &Setting| setting.as_str().contains(&typed) || setting.about().contains(&typed);
    let choice = |setting: Setting| Choice {
        label: words::fit(&format!("{} · {}", setting.as_str(), word(setting.about())), 100),
        value: setting.as_str().to_owned(),
    };
    Ok(Setting::ALL.into_iter().filter(fits).map(choice).collect())
}

/// What the setting at hand could be: the server's own channels and roles, zones by name, and always what it is now.
fn values(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let Some(setting) = asked.text("setting").and_then(Setting::named) else { return Ok(Vec::new()) };
    let guild = asked.request.guild;
    let plain = |words: &[&str]| -> Vec<Choice> { words.iter().map(|word| choice(word, word)).collect() };
    let mut choices = match (setting, setting.points()) {
        (_, Some(Points::Role)) => {
            let roles = store::roles::by_name(view, guild)?;
            roles.into_iter().map(|(id, name)| choice(&format!("@{name}"), &id.to_string())).collect()
        }
        (_, Some(Points::Channel | Points::Posts | Points::Category)) => {
            channels(view, asked, takes(setting))?
        }
        (Setting::Template, _) => {
            let names = templates::names(view, guild)?;
            let default = std::iter::once(DEFAULT.to_owned());
            default.chain(names).map(|name| choice(&name, &name)).collect()
        }
        (Setting::Zone, _) => TZ_VARIANTS.iter().map(|zone| choice(zone.name(), zone.name())).collect(),
        (Setting::Clock, _) => plain(&["24", "12", "auto"]),
        (Setting::Locale, _) => plain(&["en-US", "en-GB", "de", "fr", "es-ES", "pt-BR", "ja"]),
        (Setting::Language, _) => {
            let named = |tongue: Tongue| choice(tongue.own_name(), tongue.as_str());
            std::iter::once(choice("auto", "auto")).chain(Tongue::ALL.map(named)).collect()
        }
        (Setting::Digest, _) => plain(&["weekdays 9:00", "every monday 9:00", "none"]),
        (Setting::BusinessDays, _) => plain(&["mon-fri", "sun-thu", "mon-sat"]),
        (Setting::QuietHours, _) => plain(&["22:00-07:00", "none"]),
        (Setting::ArchiveAfter, _) => plain(&["7", "14", "30", "none"]),
        (Setting::Mirror, _) => plain(&["linked", "all"]),
        (Setting::StatusPage, _) => plain(&["on", "off"]),
        _ => Vec::new(),
    };
    let typed = typed.trim().trim_start_matches(['@', '#']).to_lowercase();
    choices.retain(|choice| choice.label.to_lowercase().contains(&typed));
    let now = setting.value(asked.settings);
    if choices.is_empty() && setting.points().is_none() && now.chars().count() <= 100 {
        choices.push(choice(&now, &now));
    }
    Ok(choices)
}

fn channels(view: &mut View<'_>, asked: &Asked<'_>, kinds: &[i64]) -> Result<Vec<Choice>> {
    let all = store::channels::all(view, asked.request.guild)?;
    let fitting = all.into_iter().filter(|channel| kinds.contains(&channel.kind));
    Ok(fitting.map(|channel| choice(&format!("#{}", channel.name), &channel.id.to_string())).collect())
}

fn choice(label: &str, value: &str) -> Choice {
    Choice { label: words::fit(label, 100), value: value.to_owned() }
}
