//! A second opinion: a naive model that lives from minute to minute, and must say the same in every random run.
//!
//! How many runs is set by `SITREP_MODEL_RUNS`.

mod naive;

use proptest::prelude::*;

use super::*;
use naive::{Naive, Plan};

/// What happens to a page in a minute, before time is looked at.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Ack(Who),
    Escalate,
    Snooze(Who, i64),
    Activity,
    Resolve,
    Reopen,
    Suspend(Option<i64>),
    Resume,
    Lose(Who),
    Reassign(Who),
    Raise,
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

/// Whom a level's members mean in a minute: the schedule's people change every seven minutes, and sometimes there are none.
fn on_call(minute: i64) -> Vec<Who> {
    match (minute / 7).rem_euclid(4) {
        0 => vec![ANA],
        1 => vec![BEN],
        2 => vec![CLEO],
        _ => vec![],
    }
}

fn roster(target: Target, at: DateTime<Utc>) -> Vec<Who> {
    match target {
        Target::Who(who) => vec![who],
        Target::Schedule(_) => on_call((at - minute(0)).num_minutes()),
    }
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
fn do_to(page: &mut Page, deed: Deed, now: DateTime<Utc>) -> Turn {
    let in_minutes = TimeDelta::minutes;
    match deed {
        Deed::Ack(who) => page.acknowledge(&who.into(), now).1,
        Deed::Escalate => page.escalate(None, now, &roster).unwrap_or_default(),
        Deed::Snooze(who, minutes) => page.snooze(&who.into(), in_minutes(minutes), now).unwrap_or_default(),
        Deed::Activity => page.activity(now),
        Deed::Resolve => page.end(Ending::Resolved, now),
        Deed::Reopen => page.reopen(now, &roster).unwrap_or_default(),
        Deed::Suspend(minutes) => page.suspend(minutes.map(|minutes| now + in_minutes(minutes)), now),
        Deed::Resume => page.resume(now, &roster),
        Deed::Lose(who) => page.lose(who, Loss::Gone, now, &roster),
        Deed::Reassign(to) => page.reassign(None, to, now).unwrap_or_default(),
        Deed::Raise => page.raise_urgency(now),
        Deed::Down(_) => Turn::default(),
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
        2 => Just(Deed::Reopen),
        2 => prop::option::of(1..60i64).prop_map(Deed::Suspend),
        2 => Just(Deed::Resume),
        3 => somebody().prop_map(Deed::Lose),
        2 => somebody().prop_map(Deed::Reassign),
        1 => Just(Deed::Raise),
        4 => (1..120i64).prop_map(Deed::Down),
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

/// Lives through the minutes with both models, and stops at the first word on which they differ.
fn agree(opening: Opening, deeds: &[(i64, Deed)]) -> Result<(), TestCaseError> {
    let mut naive = Naive::open(Plan::from(&opening));
    let (mut page, turn) = Page::open(opening, minute(0), &roster);
    prop_assert_eq!(seen_in(&turn), naive.minute(0), "at opening");
    let mut down_until = 0;
    let mut next_due = turn.next_due;
    for now in 1..400 {
        for (_, deed) in deeds.iter().filter(|(when, _)| *when == now) {
            if now < down_until {
                break;
            }
            if let Deed::Down(minutes) = deed {
                down_until = now + minutes;
                // A start reads what the program before it wrote.
                page = serde_json::from_str(&serde_json::to_string(&page).unwrap()).unwrap();
                continue;
            }
            let turn = do_to(&mut page, *deed, minute(now));
            prop_assert_eq!(seen_in(&turn), naive.deed(*deed, now), "{:?} at minute {}", deed, now);
            next_due = page.next_due(minute(now));
        }
        if now < down_until {
            continue;
        }
        let due = next_due.is_some_and(|due| due <= minute(now));
        let turn = if due { page.step(minute(now), &roster) } else { Turn::default() };
        prop_assert_eq!(seen_in(&turn), naive.minute(now), "at minute {}: {:?}", now, page.state());
        next_due = page.next_due(minute(now));
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
