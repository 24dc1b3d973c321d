//! A year of fifty schedules and a thousand pages: everybody who was due was called, and nobody else.

use std::collections::HashMap;

use chrono_tz::TZ_VARIANTS;

use super::*;
use crate::model::rota::{HandoffTime, Layer, Length, Rotation, Schedule, Shift};

const SCHEDULES: u32 = 50;
const PAGES: u32 = 1_000;
const LEVELS: u32 = 3;
const REPEATS: u32 = 2;
const YEAR_MINUTES: u32 = 365 * 24 * 60;

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).unwrap() % bound
    }
}

fn schedule(number: u32, dice: &mut Dice) -> Schedule {
    let people = (0..2 + number % 4).map(|n| Who::User(UserId(i64::from(number * 100 + n)))).collect();
    let every = match number % 4 {
        0 => Length::Hours(12),
        1 => Length::Days(1),
        2 => Length::Weeks(1),
        _ => Length::Months(1),
    };
    let zones = u32::try_from(TZ_VARIANTS.len()).unwrap();
    let zone = TZ_VARIANTS[usize::try_from(dice.below(zones)).unwrap()];
    let time = chrono::NaiveTime::from_hms_opt(dice.below(24), dice.below(60), 0).unwrap();
    let handoff = HandoffTime { time, weekday: None };
    Schedule::new(vec![Layer::always(Rotation::new(people, minute(-1_000), every, handoff, zone).unwrap())])
}

struct Year {
    schedules: Vec<Schedule>,
    /// The same answers, looked up in lists that were drawn up beforehand.
    lists: HashMap<u32, Vec<Shift>>,
}

impl Year {
    fn plan() -> Self {
        let mut dice = Dice(7);
        let schedules: Vec<_> = (0..SCHEDULES).map(|number| schedule(number, &mut dice)).collect();
        let end = minute(i64::from(YEAR_MINUTES) + 2_000);
        let lists = (0..).zip(&schedules).map(|(n, schedule)| (n, schedule.shifts(minute(0), end))).collect();
        Self { schedules, lists }
    }

    fn resolve(&self, target: Target, at: DateTime<Utc>) -> Vec<Who> {
        match target {
            Target::Who(who) => vec![who],
            Target::Schedule(id) => self.schedules[usize::try_from(id.0).unwrap()].on_call(at).who,
        }
    }

    fn listed(&self, schedule: u32, at: DateTime<Utc>) -> &[Who] {
        let list = &self.lists[&schedule];
        &list[list.partition_point(|shift| shift.to <= at)].who
    }
}

/// One page: opened, acknowledged some minutes later, resolved ten minutes after that.
fn live_through(year: &Year, first: u32, opened: DateTime<Utc>, answered: DateTime<Utc>) -> u32 {
    let roster = |target, at| year.resolve(target, at);
    let on_levels = [first, (first + 1) % SCHEDULES, (first + 2) % SCHEDULES];
    let mut policy = policy(&[&[], &[], &[]], REPEATS);
    for (level, schedule) in policy.levels.iter_mut().zip(on_levels) {
        level.targets = vec![Target::Schedule(ScheduleId(i64::from(schedule)))];
    }
    let (mut page, mut turn) = Page::open(high(policy), opened, &roster);
    let (mut now, mut firings) = (opened, 0);
    loop {
        for tell in turn.tells() {
            assert_eq!(year.listed(on_levels[tell.place.level], now), [tell.who], "{now}");
            firings += 1;
        }
        match turn.next_due.filter(|due| *due < answered) {
            Some(due) => now = due,
            None => break,
        }
        turn = page.step(now, &roster);
    }
    assert!(matches!(ack(&mut page, DEE, answered).0, Answer::Taken(_)));
    let end = page.end(Ending::Resolved, answered + TimeDelta::minutes(10));
    assert_eq!(end.next_due, None);
    firings
}

#[test]
fn a_year_of_fifty_schedules_and_a_thousand_pages_calls_whoever_is_due() {
    let year = Year::plan();
    let mut dice = Dice(11);
    for _ in 0..PAGES {
        let opened = minute(i64::from(dice.below(YEAR_MINUTES)));
        let patience = 1 + dice.below(60);
        let answered = opened + TimeDelta::minutes(i64::from(patience));
        let firings = live_through(&year, dice.below(SCHEDULES), opened, answered);
        assert_eq!(firings, patience.div_ceil(5).min(LEVELS * (1 + REPEATS)), "{patience} minutes");
    }
}
