//! What escalation promises, told as cases.

mod answering;
mod ending;
mod levels;
mod limits;
mod pushing;
mod reference;
mod waiting;
mod year;

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::ids::{ScheduleId, UserId};
use crate::model::who::Who;

const ANA: Who = Who::User(UserId(1));
const BEN: Who = Who::User(UserId(2));
const CLEO: Who = Who::User(UserId(3));
const DEE: Who = Who::User(UserId(4));

/// The instant so many minutes after everything began.
fn minute(minutes: i64) -> DateTime<Utc> {
    second(minutes * 60)
}

fn second(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

fn level(people: &[Who], wait_minutes: u32) -> Level {
    let targets = people.iter().map(|who| Target::Who(*who)).collect();
    Level { targets, wait_s: wait_minutes * 60, answers: Answers::One }
}

/// Levels that wait five minutes each; half an hour for an acknowledgement; Dee as the fallback.
fn policy(levels: &[&[Who]], repeat: u32) -> Policy {
    Policy {
        levels: levels.iter().map(|people| level(people, 5)).collect(),
        repeat,
        initial_delay_s: 0,
        ack_timeout_s: Some(30 * 60),
        on_activity: OnActivity::Restarts,
        fallback: Some(DEE),
    }
}

fn high(policy: Policy) -> Opening {
    Opening { policy, urgency: Urgency::High, gravity: Gravity::Ordinary, kind: Kind::Real }
}

/// Everybody is there; nobody is on call in any schedule.
fn everybody(target: Target, _: DateTime<Utc>) -> Vec<Who> {
    match target {
        Target::Who(who) => vec![who],
        Target::Schedule(_) => Vec::new(),
    }
}

/// A page opened at minute nought, with its first turn.
fn opened(opening: Opening) -> (Page, Turn) {
    Page::open(opening, minute(0), &everybody)
}

fn page(levels: &[&[Who]], repeat: u32) -> Page {
    opened(high(policy(levels, repeat))).0
}

/// Steps to a minute as the engine does: whenever a timer is due, and not otherwise.
fn run_to(page: &mut Page, end: DateTime<Utc>) -> Vec<(DateTime<Utc>, Turn)> {
    let mut turns = Vec::new();
    let mut now = page.seen;
    while let Some(due) = page.next_due(now).filter(|due| *due <= end) {
        now = due.max(now);
        turns.push((now, page.step(now, &everybody)));
    }
    turns
}

/// When each level fired in these turns: minute, level, round.
fn firings(turns: &[(DateTime<Utc>, Turn)]) -> Vec<(i64, usize, u32)> {
    let fired = |event: &Event| match event {
        Event::LevelFired { place, .. } => Some((place.level, place.round)),
        _ => None,
    };
    turns
        .iter()
        .flat_map(|(at, turn)| {
            let minutes = (*at - minute(0)).num_minutes();
            turn.events.iter().filter_map(fired).map(move |(level, round)| (minutes, level, round))
        })
        .collect()
}

fn told(turn: &Turn) -> Vec<Who> {
    turn.tells().map(|tell| tell.who).collect()
}

fn withdraws_everything(turn: &Turn) -> bool {
    turn.orders.contains(&Order::Withdraw(Withdraw::Everything))
}

/// Anybody who acknowledges under one name.
fn ack(page: &mut Page, who: Who, at: DateTime<Utc>) -> (Answer, Turn) {
    page.acknowledge(&who.into(), at)
}
