//! A server's own templates: tried out before they are kept, found by name, taken away.

use crate::change::{Change, View};
use crate::error::{PostmortemRefusal, Result};
use crate::ids::{GuildId, Number};
use crate::model::event::Event;
use crate::model::incident::State;
use crate::model::publication::Deed;
use crate::postmortem::facts::Severity;
use crate::postmortem::templates::{Shipped, try_out};
use crate::postmortem::{Facts, facts_without_files};
use crate::store;
use crate::store::templates::Kept;

/// How many templates a server may keep.
const MOST: usize = 20;
/// How many bytes a template may have.
pub const MOST_BYTES: usize = 64 * 1024;
/// On how many of the server's own past incidents a template is tried.
const TRIED_ON: i64 = 3;

/// A template's name as it is kept: small letters, digits and dashes.
pub fn tidy(typed: &str) -> Result<String> {
    let name = typed.trim().to_lowercase().replace([' ', '_'], "-");
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if !(1..=40).contains(&name.len()) || !name.chars().all(fits) || name == DEFAULT {
        return Err(PostmortemRefusal::TemplateName.into());
    }
    match Shipped::find(&name) {
        Some(_) => Err(PostmortemRefusal::ShippedName(name).into()),
        None => Ok(name),
    }
}

/// What the standard document is called where a template could be named.
pub const DEFAULT: &str = "default";

/// Tries a template out on past incidents and on one of which nothing is known, and keeps it under a name.
pub fn add(change: &mut Change<'_>, name: &str, source: &[u8]) -> Result<String> {
    let name = tidy(name)?;
    let guild = change.guild();
    if source.len() > MOST_BYTES {
        return Err(PostmortemRefusal::TemplateSize(source.len()).into());
    }
    let source = std::str::from_utf8(source).map_err(|_| PostmortemRefusal::TemplateBytes)?;
    let source = source.trim_start_matches('\u{feff}');
    let kept = store::templates::all(change, guild)?;
    if kept.len() >= MOST && !kept.iter().any(|kept| kept.name == name) {
        return Err(PostmortemRefusal::TooManyTemplates(MOST).into());
    }
    let samples = samples(change, guild)?;
    try_out(source, &samples).map_err(|why| PostmortemRefusal::Template(why.to_string()))?;
    let kept = Kept { name: name.clone(), by: change.by.name().to_owned(), at: change.now };
    store::guilds::ensure(change, guild)?;
    store::templates::put(change, guild, &kept, source)?;
    change.audit(None, &Event::Postmortem(Deed::TemplateAdded { name: name.clone() }))?;
    Ok(name)
}

fn samples(view: &mut View<'_>, guild: GuildId) -> Result<Vec<Facts>> {
    let unknown = Severity { label: "SEV3".into(), rank: 3 };
    let mut samples = vec![Facts::new(Number(1), "Checkout is down", unknown)];
    let past = store::incidents::newest(view, guild, Some(State::Resolved), Number(i64::MAX), TRIED_ON)?;
    for incident in past {
        samples.push(facts_without_files(view, &incident)?);
    }
    Ok(samples)
}

/// Takes a template away. Where it was in use, the standard document takes its place.
pub fn remove(change: &mut Change<'_>, name: &str) -> Result<()> {
    let guild = change.guild();
    if !store::templates::remove(change, guild, name)? {
        return Err(PostmortemRefusal::NoSuchTemplate(name.to_owned()).into());
    }
    let mut settings = store::guilds::settings(change, guild)?;
    if settings.template.as_deref() == Some(name) {
        settings.template = None;
        store::guilds::save_settings(change, guild, &settings)?;
    }
    change.audit(None, &Event::Postmortem(Deed::TemplateRemoved { name: name.to_owned() }))
}

/// The text of a template by its name: one that ships with the program, or one of the server's own.
pub fn source_of(view: &mut View<'_>, guild: GuildId, name: &str) -> Result<Option<String>> {
    match Shipped::find(name) {
        Some(shipped) => Ok(Some(shipped.source().to_owned())),
        None => Ok(store::templates::source(view, guild, name)?),
    }
}

/// Every template that can be named in a server: those that ship with the program, then its own.
pub fn names(view: &mut View<'_>, guild: GuildId) -> Result<Vec<String>> {
    let shipped = Shipped::ALL.into_iter().map(|shipped| shipped.name().to_owned());
    let own = store::templates::all(view, guild)?.into_iter().map(|kept| kept.name);
    Ok(shipped.chain(own).collect())
}
