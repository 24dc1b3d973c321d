//! What people are told about actions: reminders, the question what they lack, the digest.

mod digest;
pub mod errand;
mod gaps;
pub mod mirror;
pub mod reminder;

use chrono::{DateTime, Utc};
use incidents::model::action::reminder::{Item, LATE, Recipient};
use incidents::model::action::wish::Wish;
use incidents::model::incident::State;
use incidents::store::outbox::Held;
use incidents::{Result, View, store};

use super::{Parcel, in_channel};

/// Words a wish as it should leave now.
pub fn parcel(view: &mut View<'_>, held: &Held, wish: &Wish) -> Result<Parcel> {
    let guild = held.guild;
    match wish {
        Wish::Reminder { to: Recipient::Contact(contact), day, items } => {
            errand::parcel(view, (guild, *contact), *day, &late(items, held.created_at, view.now))
        }
        Wish::Reminder { to, day, items } => {
            let items = late(items, held.created_at, view.now);
            let Some(message) = reminder::first_page(view, guild, (*to, *day), &items)? else {
                return Ok(Parcel::Moot);
            };
            match to {
                Recipient::Contact(_) => Ok(Parcel::Moot),
                Recipient::User(user) => Ok(Parcel::Direct { user: *user, message }),
                Recipient::Channel(incident) => {
                    let incident = store::incidents::look(view, *incident)?;
                    in_channel(view, &incident, message)
                }
            }
        }
        Wish::Gaps { incident, .. } => {
            let incident = store::incidents::look(view, *incident)?;
            match gaps::card(view, &incident)? {
                Some(message) if incident.state == State::Resolved => in_channel(view, &incident, message),
                _ => Ok(Parcel::Moot),
            }
        }
        Wish::Digest { weekly, .. } => digest::parcel(view, guild, *weekly),
        Wish::Mirror { action } => mirror::parcel(view, *action),
    }
}

/// What is told of, and since when it is late: a reminder may have waited for its way to open.
fn late(items: &[Item], wished_at: DateTime<Utc>, now: DateTime<Utc>) -> Vec<Item> {
    let since = (now - wished_at >= LATE).then_some(wished_at);
    items.iter().map(|item| Item { late_since: item.late_since.or(since), ..*item }).collect()
}
