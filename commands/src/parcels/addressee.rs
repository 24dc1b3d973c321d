//! In which language a wish is worded: that of the one person it is for, as they were last heard, else the server's.

use incidents::ids::{AttemptId, GuildId, UserId};
use incidents::model::action::reminder::Recipient;
use incidents::model::action::wish::Wish;
use incidents::model::contact::Contact;
use incidents::model::notice::{Notice, RotaNotice};
use incidents::operations::roster;
use incidents::store::outbox::Held;
use incidents::{Result, View, store};

use super::{Parcel, worded};
use crate::tongues::{Listeners, speaking};

/// Words a wish as it should leave now, in the language of whoever it is for.
pub fn parcel(view: &mut View<'_>, held: &Held) -> Result<Parcel> {
    let to = listeners(view, held)?;
    speaking(to, || worded(view, held))
}

/// Who hears of a wish, and in which language.
fn listeners(view: &mut View<'_>, held: &Held) -> Result<Listeners> {
    let all = store::guilds::settings(view, held.guild)?.tongue();
    let known = match addressee(view, held.guild, &held.notice)? {
        Some(user) => store::tongues::of(view, user)?,
        None => None,
    };
    Ok(Listeners { one: known.unwrap_or(all), all })
}

/// The one person a wish is for, if it is for one.
fn addressee(view: &mut View<'_>, guild: GuildId, notice: &Notice) -> Result<Option<UserId>> {
    Ok(match notice {
        Notice::RoleGiven { to, .. } => Some(*to),
        Notice::DrillOver { user, .. } => Some(*user),
        Notice::Action(Wish::Reminder { to: Recipient::User(user), .. }) => Some(*user),
        Notice::Rota(
            RotaNotice::OnCallNow { user, .. }
            | RotaNotice::ShiftReminder { user, .. }
            | RotaNotice::CoverAsked { user, .. }
            | RotaNotice::CoverTaken { user, .. },
        ) => Some(*user),
        Notice::PageCall { attempt, .. } => called(view, guild, *attempt)?,
        _ => None,
    })
}

/// Who hears what is said to a contact outside Discord, and in which language.
pub fn outside(view: &mut View<'_>, contact: &Contact) -> Result<Listeners> {
    let all = store::guilds::settings(view, contact.guild)?.tongue();
    let known = match contact.user {
        Some(user) => store::tongues::of(view, user)?,
        None => None,
    };
    Ok(Listeners { one: known.unwrap_or(all), all })
}

/// Whom a page calls, if they are on Discord.
fn called(view: &mut View<'_>, guild: GuildId, attempt: AttemptId) -> Result<Option<UserId>> {
    let bundle = store::attempts::bundle(view, attempt)?;
    let Some(who) = bundle.iter().find(|one| one.id == attempt).map(|one| one.who) else { return Ok(None) };
    Ok(roster::everybody(view, guild)?.user(who))
}
