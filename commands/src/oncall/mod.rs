//! `/oncall`: who is on call, by the same resolver that decides who is paged.

pub mod cover;
pub mod next;
pub mod now;
pub mod week;

use chrono::{DateTime, Utc};
use incidents::model::named::NamedSchedule;
use incidents::operations::roster::{self, People};
use incidents::{Result, RosterRefusal, View, store};

use crate::asked::Asked;
use crate::reply::Message;
use crate::{paged, schedule};

/// A page of one line for each schedule. Pages are turned for all schedules: one alone never fills a page.
fn page(
    view: &mut View<'_>,
    asked: &Asked<'_>,
    (heading, handle, number): (&str, &str, usize),
    line: fn(&NamedSchedule, &People, DateTime<Utc>) -> String,
) -> Result<Message> {
    let (schedules, people) = asked_for(view, asked)?;
    let lines: Vec<_> = schedules.iter().map(|schedule| line(schedule, &people, view.now)).collect();
    Ok(paged::page(heading, &lines, handle, number))
}

/// The schedule that was named, else every one of the server; with everybody who may be in them.
pub fn asked_for(view: &mut View<'_>, asked: &Asked<'_>) -> Result<(Vec<NamedSchedule>, People)> {
    let guild = asked.request.guild;
    let schedules = match asked.text("schedule") {
        Some(_) => vec![schedule::named(view, asked)?],
        None => store::schedules::all(view, guild)?,
    };
    if schedules.is_empty() {
        return Err(RosterRefusal::NoSchedules.into());
    }
    Ok((schedules, roster::everybody(view, guild)?))
}
