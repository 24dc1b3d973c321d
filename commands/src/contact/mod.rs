//! `/contact`: who can be paged, and by which ways.

pub mod add;
pub mod edit;
pub mod list;
pub mod remove;
mod ways;

use crate::tongues::noted;
use incidents::model::contact::Contact;
use incidents::model::named::Noun;
use incidents::{Result, RosterRefusal, View, store};

use crate::asked::Asked;
use crate::tongues::word;
use crate::words;

/// The contact that was named.
fn named(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Contact> {
    let typed = asked.needed("contact")?;
    let unknown = || RosterRefusal::NoSuch(Noun::Contact, words::fit(&words::line(typed), 60));
    let found = store::contacts::named(view, asked.request.guild, typed.trim().trim_start_matches('@'))?;
    Ok(found.ok_or_else(unknown)?)
}

/// A contact on one line, with masked addresses.
fn line(contact: &Contact) -> String {
    let user = contact.user.map_or_else(String::new, |user| format!(" · <@{user}>"));
    let ways: Vec<_> = contact.ways.iter().map(way).collect();
    format!("**{}**{user} · {}", words::line(contact.name.as_str()), ways.join(word(", then ")))
}

fn way(reach: &incidents::model::contact::Reach) -> String {
    let address = reach.way.masked().map_or_else(String::new, |mask| format!(" {}", words::line(&mask)));
    let worked = reach.worked_at.map_or_else(String::new, |at| say!(" (worked {at})", at = words::ago(at)));
    let failed = reach.failed.as_ref().map_or_else(String::new, |failed| {
        say!(
            " (⚠️ failed {at}: {why})",
            at = words::ago(failed.at),
            why = words::fit(&words::line(&noted(&failed.why)), 120)
        )
    });
    format!("{}{address}{worked}{failed}", reach.way.kind().as_str())
}
