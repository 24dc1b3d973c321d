//! Typed values of settings, read strictly: what cannot be is refused with what to type instead.

use std::collections::BTreeSet;

use chrono::{NaiveDate, Weekday};

use super::Setting;
use crate::error::Refusal;
use crate::model::action::hours::QuietHours;
use crate::model::incident::Roles;
use crate::model::moment::{time_of_day, weekday_named};
use crate::model::recurrence::Recurrence;
use crate::model::settings::{Hours, Settings};
use crate::model::tongue::Tongue;
use crate::model::zone::Zone;

const MOST_HOLIDAYS: usize = 200;
const LONGEST_NAME: usize = 30;

/// What stands for no value.
#[must_use]
pub(super) fn is_none(typed: &str) -> bool {
    ["none", "off", "-", "never"].contains(&typed.trim().to_lowercase().as_str())
}

impl Setting {
    /// Whether what was typed takes the value away.
    #[must_use]
    pub fn is_none(typed: &str) -> bool {
        is_none(typed)
    }

    /// What a person reads who typed something else than it takes.
    #[must_use]
    pub fn refusal(self, typed: &str) -> Refusal {
        let typed: String = typed.chars().filter(|letter| !letter.is_control()).take(60).collect();
        Refusal::NoSuchValue { setting: self.as_str(), typed, takes: self.takes() }
    }

    /// Reads a typed value into the settings. Where it points at something on Discord, use [`Setting::point`].
    pub fn read(self, settings: &mut Settings, typed: &str) -> Result<(), Refusal> {
        let typed = typed.trim();
        let wrong = || self.refusal(typed);
        match self {
            Self::Zone => settings.zone = typed.parse::<Zone>().map_err(|_| wrong())?.to_string(),
            Self::Clock => settings.clock = clock(typed).ok_or_else(wrong)?,
            Self::Locale => settings.locale = locale(typed).ok_or_else(wrong)?,
            Self::Language => settings.language = language(typed).ok_or_else(wrong)?,
            Self::Severities => settings.severities = names(typed, 2, 10).ok_or_else(wrong)?,
            Self::Statuses => settings.statuses = names(typed, 2, 10).ok_or_else(wrong)?,
            Self::Roles => settings.roles = roles(typed).ok_or_else(wrong)?,
            Self::Digest => settings.digest = digest(typed)?,
            Self::BusinessDays => settings.business_days = days(typed).ok_or_else(wrong)?,
            Self::Holidays => settings.holidays = holidays(typed).ok_or_else(wrong)?,
            Self::QuietHours => settings.quiet_hours = quiet_hours(typed).ok_or_else(wrong)?,
            Self::ArchiveAfter => settings.archive_after = count_of_days(typed).ok_or_else(wrong)?,
            Self::Tracker if is_none(typed) => settings.tracker = None,
            Self::Tracker => settings.tracker = Some(typed.parse().map_err(|_| wrong())?),
            Self::Mirror => settings.mirror = mirror(typed).ok_or_else(wrong)?,
            Self::StatusPage => settings.status_page = switch(typed).ok_or_else(wrong)?,
            Self::Template => settings.template = template(typed),
            Self::Category | Self::Announcements | Self::Postmortems | Self::Responders | Self::Admins => {
                return Err(wrong());
            }
        }
        Ok(())
    }
}

fn switch(typed: &str) -> Option<bool> {
    match typed.to_lowercase().as_str() {
        "on" | "yes" | "true" => Some(true),
        "off" | "no" | "false" | "none" => Some(false),
        _ => None,
    }
}

/// A template's name; whether there is one of that name is for the store to say.
fn template(typed: &str) -> Option<String> {
    let name = typed.to_lowercase();
    (!is_none(&name) && name != "default" && !name.is_empty()).then_some(name)
}

fn clock(typed: &str) -> Option<Option<Hours>> {
    match typed.to_lowercase().trim_end_matches('h') {
        "auto" => Some(None),
        "12" => Some(Some(Hours::Twelve)),
        "24" => Some(Some(Hours::TwentyFour)),
        _ => None,
    }
}

fn language(typed: &str) -> Option<Option<Tongue>> {
    let is_named = |tongue: &Tongue| {
        [tongue.as_str(), tongue.own_name()].iter().any(|name| name.to_lowercase() == typed.to_lowercase())
    };
    match typed.to_lowercase().as_str() {
        "auto" => Some(None),
        _ => Tongue::ALL.into_iter().find(is_named).map(Some),
    }
}

/// A language, and a country where one is given, as Discord spells them: `de`, `en-US`, `es-419`.
fn locale(typed: &str) -> Option<String> {
    let (language, country) = typed.split_once(['-', '_']).map_or((typed, None), |(a, b)| (a, Some(b)));
    let is_language = matches!(language.len(), 2 | 3) && language.bytes().all(|b| b.is_ascii_alphabetic());
    let is_country = country.is_none_or(|country| {
        country == "419" || (country.len() == 2 && country.bytes().all(|b| b.is_ascii_alphabetic()))
    });
    (is_language && is_country).then(|| match country {
        None => language.to_lowercase(),
        Some(country) => format!("{}-{}", language.to_lowercase(), country.to_uppercase()),
    })
}

/// Names with commas between: different ones, whatever their case, and each fit to be shown on a line.
fn names(typed: &str, least: usize, most: usize) -> Option<Vec<String>> {
    let names: Vec<String> = typed
        .split([',', '\n', ';'])
        .map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|name| !name.is_empty())
        .collect();
    let different: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let lawful = |name: &String| {
        name.chars().count() <= LONGEST_NAME
            && name.chars().any(char::is_alphanumeric)
            && name.chars().all(|letter| letter.is_alphanumeric() || " -_.+()/&".contains(letter))
    };
    let fit = (least..=most).contains(&names.len()) && different.len() == names.len();
    (fit && names.iter().all(lawful)).then_some(names)
}

/// The roles of an incident. There is always a lead: reminders and the card ask for one.
fn roles(typed: &str) -> Option<Vec<String>> {
    let mut roles = names(typed, 1, 20)?;
    let lead = roles.iter_mut().find(|role| role.to_lowercase() == Roles::LEAD)?;
    Roles::LEAD.clone_into(lead);
    Some(roles)
}

fn digest(typed: &str) -> Result<String, Refusal> {
    if is_none(typed) {
        return Ok(String::new());
    }
    let wished = typed.parse::<Recurrence>().map_err(Refusal::Repeat)?;
    Ok(wished.to_string())
}

/// Days of the week, one by one or as a range, in the order of the week.
fn days(typed: &str) -> Option<Vec<Weekday>> {
    let mut found = BTreeSet::new();
    for part in typed.split([',', ' ', ';']).filter(|part| !part.is_empty()) {
        let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
        let (first, last) = (weekday(first)?, weekday(last)?);
        let mut day = first;
        found.insert(day.num_days_from_monday());
        while day != last {
            day = day.succ();
            found.insert(day.num_days_from_monday());
        }
    }
    let days: Vec<_> =
        found.into_iter().filter_map(|number| Weekday::try_from(u8::try_from(number).ok()?).ok()).collect();
    (!days.is_empty()).then_some(days)
}

fn weekday(typed: &str) -> Option<Weekday> {
    weekday_named(&typed.trim().to_lowercase())
}

fn holidays(typed: &str) -> Option<BTreeSet<NaiveDate>> {
    if is_none(typed) {
        return Some(BTreeSet::new());
    }
    let parts = typed.split([',', ' ', ';', '\n']).filter(|part| !part.is_empty());
    let dates = parts.map(|part| part.parse::<NaiveDate>().ok()).collect::<Option<BTreeSet<_>>>()?;
    let within = NaiveDate::from_ymd_opt(1970, 1, 1)?..=NaiveDate::from_ymd_opt(2100, 12, 31)?;
    ((1..=MOST_HOLIDAYS).contains(&dates.len()) && dates.iter().all(|date| within.contains(date)))
        .then_some(dates)
}

fn quiet_hours(typed: &str) -> Option<Option<QuietHours>> {
    if is_none(typed) {
        return Some(None);
    }
    let typed = typed.to_lowercase();
    let (from, to) = typed.split_once(['-', '–'])?;
    let (from, to) = (time_of_day(from.trim())?, time_of_day(to.trim())?);
    format!("{}-{}", from.format("%H:%M"), to.format("%H:%M")).parse().ok().map(Some)
}

fn mirror(typed: &str) -> Option<bool> {
    match typed.to_lowercase().as_str() {
        "all" => Some(true),
        "linked" => Some(false),
        _ => None,
    }
}

fn count_of_days(typed: &str) -> Option<Option<u32>> {
    if is_none(typed) {
        return Some(None);
    }
    let digits = typed.trim_end_matches(|letter: char| letter.is_alphabetic() || letter == ' ');
    digits.parse().ok().filter(|days| (1..=365).contains(days)).map(Some)
}
