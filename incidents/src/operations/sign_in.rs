//! Lets a person in at our pages: their browser is known by a secret from then on, for a while.

use chrono::TimeDelta;

use crate::change::Change;
use crate::error::Result;
use crate::model::session::Session;
use crate::model::token::Token;
use crate::store;

/// How long a browser is known. What its owner may see is asked anew with each page, so this bounds no right.
pub const KNOWN_FOR: TimeDelta = TimeDelta::days(14);
/// How many browsers of one person are known at a time.
const BROWSERS: i64 = 20;

/// Notes that whoever has the token is this person.
pub fn sign_in(change: &mut Change<'_>, token: &Token, session: &Session) -> Result<()> {
    let now = change.now;
    store::sessions::insert(change, token, session, (now, now + KNOWN_FOR))?;
    Ok(store::sessions::keep_newest(change, session.user, BROWSERS)?)
}

/// Forgets a browser.
pub fn sign_out(change: &mut Change<'_>, token: &Token) -> Result<()> {
    Ok(store::sessions::remove(change, token)?)
}
