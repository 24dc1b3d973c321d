//! A second opinion: a naive model that lives from minute to minute, and must say the same in every random run.
//!
//! How many runs is set by `SITREP_MODEL_RUNS`.

mod naive;
mod server;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::*;
use naive::{Naive, Plan};
use server::{Edited, Server, Table};

/// What happens in a minute, before time is looked at.
#[derive(Debug, Clone)]
enum Deed {
    Ack(Who),
    Escalate,
    Snooze(Who, i64),
    Activity,
    Resolve,
    /// Reopened, in maintenance of so many minutes or in none.
    Reopen(Option<i64>),
    Suspend(Option<i64>),
    Resume,
    Lose(Who),
    Reassign(Who),
    Raise,
    /// Somebody edits what pages are called by.
    Edit(Edited),
    /// A page is over, and another is sent by the policy as it is now.
    Anew,
    /// The program starts anew, at once.
    Restart,
    /// The program is down for so many minutes.
    Down(i64),
}

/// Something worth comparing, and the minute of it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Seen {
    Fired { level: usize, round: u32, who: Vec<Who> },
    Skipped { level: usize, round: u32 },
    FellBack(Vec<Who>),
    Told(Vec<Who>),
    Exhausted,
    PostedAgain,
    Asked(Who),
    Unacked(Who),
}

fn seen_in(turn: &Turn) -> Vec<Seen> {
    let mut seen = Vec::new();
    for event in &turn.events {
        match event {
            Event::LevelFired { place, who, .. } => {
                seen.push(Seen::Fired { level: place.level, round: place.round, who: who.clone() });
            }
            Event::LevelSkipped { place, .. } => {
                seen.push(Seen::Skipped { level: place.level, round: place.round });
            }
            Event::FellBack { .. } => seen.push(Seen::FellBack(told(turn))),
            Event::Reassigned { .. } => seen.push(Seen::Told(told(turn))),
            Event::Exhausted => seen.push(Seen::Exhausted),
            Event::StillExhausted { .. } => seen.push(Seen::PostedAgain),
            Event::AskedStillOnIt { who } => seen.push(Seen::Asked(*who)),
            Event::Unacknowledged {
                because: Because::AckTimedOut { by } | Because::SnoozeEnded { by } | Because::GivenBack { by },
            } => seen.push(Seen::Unacked(*by)),
            _ => {}
        }
    }
    seen
}

/// Does a deed to the real page.
fn do_to(page: &mut Page, deed: &Deed, server: &Server, now: DateTime<Utc>) -> Turn {
    let in_minutes = TimeDelta::minutes;
    let maintenance = |minutes: i64| Suspension { since: now, until: Some(now + in_minutes(minutes)) };
    match deed {
        Deed::Ack(who) => page.acknowledge(&(*who).into(), now).1,
        Deed::Escalate => page.escalate(None, now, server).unwrap_or_default(),
        Deed::Snooze(who, minutes) => {
            page.snooze(&(*who).into(), in_minutes(*minutes), now).unwrap_or_default()
        }
        Deed::Activity => page.activity(now),
        Deed::Resolve => page.end(Ending::Resolved, now),
        Deed::Reopen(minutes) => page.reopen(minutes.map(maintenance), now, server).unwrap_or_default(),
        Deed::Suspend(minutes) => page.suspend(minutes.map(|minutes| now + in_minutes(minutes)), now),
        Deed::Resume => page.resume(now, server),
        Deed::Lose(who) | Deed::Edit(Edited::Removed(who)) => page.lose(*who, Loss::Gone, now, server),
        Deed::Reassign(to) => page.reassign(None, *to, now).unwrap_or_default(),
        Deed::Raise => page.raise_urgency(now),
        Deed::Edit(_) | Deed::Anew | Deed::Restart | Deed::Down(_) => Turn::default(),
    }
}

fn somebody() -> impl Strategy<Value = Who> {
    prop::sample::select(vec![ANA, BEN, CLEO])
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => somebody().prop_map(Deed::Ack),
        4 => Just(Deed::Escalate),
        2 => (somebody(), 1..60i64).prop_map(|(who, minutes)| Deed::Snooze(who, minutes)),
        3 => Just(Deed::Activity),
        1 => Just(Deed::Resolve),
        2 => prop::option::of(1..60i64).prop_map(Deed::Reopen),
        2 => prop::option::of(1..60i64).prop_map(Deed::Suspend),
        2 => Just(Deed::Resume),
        3 => somebody().prop_map(Deed::Lose),
        2 => somebody().prop_map(Deed::Reassign),
        1 => Just(Deed::Raise),
        4 => (1..120i64).prop_map(Deed::Down),
        2 => Just(Deed::Restart),
        2 => Just(Deed::Anew),
        8 => an_edit().prop_map(Deed::Edit),
    ]
}

fn an_edit() -> impl Strategy<Value = Edited> {
    prop_oneof![
        2 => an_opening().prop_map(|opening| Edited::Policy(Box::new(opening))),
        3 => prop::collection::vec(somebody(), 0..4).prop_map(Edited::Turns),
        3 => (prop::option::of(somebody()), 1..200i64).prop_map(|(who, minutes)| Edited::Override(who, minutes)),
        2 => somebody().prop_map(Edited::Removed),
        1 => somebody().prop_map(Edited::Added),
    ]
}

fn a_level() -> impl Strategy<Value = Level> {
    let target = prop_oneof![
        2 => somebody().prop_map(Target::Who),
        3 => Just(Target::Schedule(ScheduleId(1))),
    ];
    let wait_s = prop::sample::select(vec![0, 60, 120, 300, 600]);
    (prop::collection::vec(target, 0..3), wait_s).prop_map(|(targets, wait_s)| Level {
        targets,
        wait_s,
        answers: Answers::One,
    })
}

fn an_opening() -> impl Strategy<Value = Opening> {
    let ack_timeout_s = prop::sample::select(vec![None, Some(600), Some(1_800), Some(3_600)]);
    let numbers = (0..4u32, prop::sample::select(vec![0, 0, 180]), ack_timeout_s);
    let choices = (any::<bool>(), any::<bool>(), any::<bool>());
    (prop::collection::vec(a_level(), 1..5), numbers, choices).prop_map(|(mut levels, numbers, choices)| {
        let last = levels.last_mut().unwrap();
        last.wait_s = last.wait_s.max(60);
        let (repeat, initial_delay_s, ack_timeout_s) = numbers;
        let (restarts, low, critical) = choices;
        let on_activity = if restarts { OnActivity::Restarts } else { OnActivity::Ignores };
        let policy =
            Policy { levels, repeat, initial_delay_s, ack_timeout_s, on_activity, fallback: Some(DEE) };
        let urgency = if low { Urgency::Low } else { Urgency::High };
        let gravity = if critical { Gravity::Critical } else { Gravity::Ordinary };
        Opening { policy, urgency, gravity, kind: Kind::Real }
    })
}

/// What a program reads at its start is what the one before it wrote.
fn restarted<T: Serialize + for<'d> Deserialize<'d>>(before: &T) -> T {
    serde_json::from_str(&serde_json::to_string(before).unwrap()).unwrap()
}

/// A page and the server it runs in, each told twice: as it is, and naively.
struct Twice {
    page: Page,
    server: Server,
    naive: Naive,
    next_due: Option<DateTime<Utc>>,
    opening: Opening,
}

impl Twice {
    fn open(opening: Opening) -> Result<Self, TestCaseError> {
        let (server, naive) = (Server::new(&opening.policy), Naive::open(Plan::from(&opening), Table::new()));
        let (page, turn) = Page::open(opening.clone(), minute(0), &server);
        let mut twice = Self { page, server, naive, next_due: turn.next_due, opening };
        prop_assert_eq!(seen_in(&turn), twice.naive.minute(0), "at opening");
        Ok(twice)
    }

    fn deed(&mut self, deed: &Deed, now: i64) -> Result<(), TestCaseError> {
        match deed {
            Deed::Restart | Deed::Down(_) => {
                (self.page, self.server) = (restarted(&self.page), restarted(&self.server));
                return Ok(());
            }
            Deed::Anew if self.page.is_open() => return Ok(()),
            Deed::Anew => return self.anew(now),
            // What is refused changes nothing.
            Deed::Edit(edited) if !self.server.edit(edited, now) => return Ok(()),
            Deed::Edit(edited) => self.naive.edit(edited, now),
            _ => {}
        }
        let turn = do_to(&mut self.page, deed, &self.server, minute(now));
        prop_assert_eq!(seen_in(&turn), self.naive.deed(deed, now), "{:?} at minute {}", deed, now);
        self.next_due = self.page.next_due(minute(now));
        Ok(())
    }

    /// Sends another page, by the policy as it is now.
    fn anew(&mut self, now: i64) -> Result<(), TestCaseError> {
        let opening = Opening { policy: self.server.policy.clone(), ..self.opening.clone() };
        self.naive.open_anew(Plan::from(&opening), now);
        let (page, turn) = Page::open(opening, minute(now), &self.server);
        (self.page, self.next_due) = (page, turn.next_due);
        prop_assert_eq!(seen_in(&turn), self.naive.minute(now), "another page at minute {}", now);
        Ok(())
    }

    fn minute(&mut self, now: i64) -> Result<(), TestCaseError> {
        let due = self.next_due.is_some_and(|due| due <= minute(now));
        let turn = if due { self.page.step(minute(now), &self.server) } else { Turn::default() };
        let naive = self.naive.minute(now);
        prop_assert_eq!(seen_in(&turn), naive, "at minute {}: {:?}", now, self.page.state());
        self.next_due = self.page.next_due(minute(now));
        Ok(())
    }
}

/// Lives through the minutes with both models, and stops at the first word on which they differ.
fn agree(opening: Opening, deeds: &[(i64, Deed)]) -> Result<(), TestCaseError> {
    let mut twice = Twice::open(opening)?;
    let mut down_until = 0;
    for now in 1..400 {
        for (_, deed) in deeds.iter().filter(|(when, _)| *when == now) {
            if now < down_until {
                break;
            }
            if let Deed::Down(minutes) = deed {
                down_until = now + minutes;
            }
            twice.deed(deed, now)?;
        }
        if now >= down_until {
            twice.minute(now)?;
        }
    }
    Ok(())
}

fn runs() -> u32 {
    std::env::var("SITREP_MODEL_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(500)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: runs(), ..ProptestConfig::default() })]

    #[test]
    fn the_naive_model_says_the_same(
        opening in an_opening(),
        deeds in prop::collection::vec((1..400i64, deed()), 0..14),
    ) {
        agree(opening, &deeds)?;
    }
}
