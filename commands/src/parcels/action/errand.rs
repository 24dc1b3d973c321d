//! A reminder to somebody who is not on Discord: in plain words, for mailboxes and phones, which are not private.

use chrono::NaiveDate;
use incidents::ids::{ContactId, GuildId};
use incidents::model::action::reminder::{Item, Recipient};
use incidents::model::contact::Way;
use incidents::model::tongue::Tongue;
use incidents::noted;
use incidents::operations::action::schedule::zone_of;
use incidents::{Result, View, store};

use super::reminder::{Told, still_to_tell};
use crate::parcels::Parcel;
use crate::tongues::spoken;
use crate::{dates, todo, words};

/// So many actions are named; the page that the reminder leads to names all.
const MOST: usize = 20;

/// A reminder to somebody by a way of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// The way, with its address.
    pub way: Way,
    /// The server whose actions they are.
    pub guild: GuildId,
    /// Whom it is for.
    pub contact: ContactId,
    /// By which a repeat is recognised.
    pub id: String,
    /// What it is about, on one line.
    pub subject: String,
    /// What waits.
    pub text: String,
    /// The language of all this.
    pub tongue: Tongue,
}

/// The reminder of a day, from the actions that are still open; nothing when there are none.
pub fn parcel(
    view: &mut View<'_>,
    (guild, contact): (GuildId, ContactId),
    day: NaiveDate,
    items: &[Item],
) -> Result<Parcel> {
    let told = still_to_tell(view, Recipient::Contact(contact), items)?;
    if told.is_empty() {
        return Ok(Parcel::Moot);
    }
    let found = store::contacts::look(view, guild, contact)?;
    let way = found.and_then(|contact| contact.ways.for_what_can_wait().cloned());
    let Some(way) = way else {
        return Ok(Parcel::Unreachable(noted!("that way was removed").into()));
    };
    let subject = todo::heading(told.len());
    let mut lines: Vec<_> = told.iter().take(MOST).map(line).collect();
    if told.len() > MOST {
        lines.push(say!("and {more} more", more = told.len() - MOST));
    }
    let mut text = format!("{subject}:\n\n{}", lines.join("\n"));
    if let Some(since) = told.iter().filter_map(|one| one.item.late_since).min() {
        let settings = store::guilds::settings(view, guild)?;
        let zone = zone_of(view, guild, &settings, Recipient::Contact(contact))?;
        let date = dates::date(zone.local(since).date());
        text.push_str(&say!("\n\nLate: this should have come on {date}.", date));
    }
    let id = format!("{guild}-{contact}-{day}");
    Ok(Parcel::Errand(Box::new(Errand { way, guild, contact, id, subject, text, tongue: spoken() })))
}

fn line(told: &Told) -> String {
    let mut line = todo::line(&told.action, &told.incident, told.days_overdue);
    if let (Some(done_when), false) = (&told.action.done_when, told.incident.private) {
        let done_when = words::fit(&words::bare(done_when), 200);
        line.push_str(&format!("\n  {}", say!("Done when: {done_when}", done_when)));
    }
    line
}
