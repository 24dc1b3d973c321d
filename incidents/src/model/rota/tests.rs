//! What the rota promises, told as cases.

mod changes;
mod clocks;
mod properties;
mod resolving;
mod zones;

use chrono::{DateTime, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;

use super::*;
use crate::ids::UserId;
use crate::model::who::Who;

const ANA: Who = Who::User(UserId(1));
const BEN: Who = Who::User(UserId(2));
const CLEO: Who = Who::User(UserId(3));

/// An instant, written as RFC 3339.
fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn time(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M:%S").unwrap()
}

fn daily_at(text: &str) -> HandoffTime {
    HandoffTime { time: time(text), weekday: None }
}

fn weekly_at(weekday: Weekday, text: &str) -> HandoffTime {
    HandoffTime { time: time(text), weekday: Some(weekday) }
}

/// Ana, then Ben, then Cleo, in a schedule of one layer.
fn three(start: &str, every: Length, handoff: HandoffTime, zone: Tz) -> Schedule {
    let rotation = Rotation::new(vec![ANA, BEN, CLEO], at(start), every, handoff, zone).unwrap();
    Schedule::new(vec![Layer::always(rotation)])
}

fn who(schedule: &Schedule, when: &str) -> Vec<Who> {
    schedule.on_call(at(when)).who
}

/// Checks who is on call just before and at a handoff.
#[track_caller]
fn hands_over(schedule: &Schedule, when: &str, from: Who, to: Who) {
    let instant = at(when);
    assert_eq!(schedule.on_call(instant - chrono::TimeDelta::seconds(1)).who, [from], "before {when}");
    assert_eq!(schedule.on_call(instant).who, [to], "at {when}");
}
