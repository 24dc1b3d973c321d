//! `/schedule`: who takes turns being on call, and when they hand over.

pub mod calendar;
pub mod create;
pub mod edit;
pub mod feed;
pub mod import;
pub mod layer;
pub mod list;
pub mod override_shift;
pub mod remove;
pub mod restrict;
pub mod role;
pub mod shifts;
pub mod show;
pub mod unlayer;
pub mod unoverride;
pub mod when;

use incidents::model::named::{NamedSchedule, Noun};
use incidents::{Result, RosterRefusal, View, store};

use crate::asked::Asked;
use crate::words;

/// The schedule that was named.
pub fn named(view: &mut View<'_>, asked: &Asked<'_>) -> Result<NamedSchedule> {
    let typed = asked.needed("schedule")?;
    let unknown = || RosterRefusal::NoSuch(Noun::Schedule, words::fit(&words::line(typed), 60));
    Ok(store::schedules::named(view, asked.request.guild, typed)?.ok_or_else(unknown)?)
}
