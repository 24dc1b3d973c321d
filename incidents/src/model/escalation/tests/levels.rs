//! Which level fires when, and whom it calls.

use super::*;

#[test]
fn the_first_level_fires_at_once() {
    let (page, turn) = opened(high(policy(&[&[ANA], &[BEN]], 0)));
    assert_eq!(told(&turn), [ANA]);
    assert_eq!(turn.next_due, Some(minute(5)));
    assert_eq!(page.place(), Place::START);
}

#[test]
fn an_initial_delay_gives_an_alert_time_to_heal() {
    let opening = high(Policy { initial_delay_s: 120, ..policy(&[&[ANA]], 0) });
    let (mut page, turn) = opened(opening);
    assert_eq!((told(&turn), turn.next_due), (vec![], Some(minute(2))));
    let _ = page.end(Ending::Resolved, minute(1));
    assert!(run_to(&mut page, minute(60)).is_empty());
}

#[test]
fn each_level_fires_its_wait_after_the_one_before_and_rounds_repeat() {
    let mut policy = policy(&[&[ANA], &[BEN]], 1);
    policy.levels[0].wait_s = 3 * 60;
    let (mut page, _) = opened(high(policy));
    let turns = run_to(&mut page, minute(60));
    assert_eq!(firings(&turns), [(3, 1, 0), (8, 0, 1), (11, 1, 1)]);
    assert!(matches!(page.state(), State::Exhausted(exhausted) if exhausted.at == minute(16)));
}

#[test]
fn a_level_is_due_after_the_one_before_really_fired() {
    let mut page = page(&[&[ANA], &[BEN], &[CLEO]], 0);
    let late = second(5 * 60 + 7);
    assert_eq!(page.step(late, &everybody).next_due, Some(late + TimeDelta::minutes(5)));
}

#[test]
fn levels_fire_as_often_as_levels_times_rounds() {
    for levels in 1..=4 {
        for repeat in 0..=3 {
            let people: Vec<&[Who]> = [&[ANA][..], &[BEN], &[CLEO], &[DEE]][..levels].to_vec();
            let (mut page, first) = opened(high(policy(&people, repeat)));
            let mut turns = vec![(minute(0), first)];
            turns.extend(run_to(&mut page, minute(10_000)));
            let expected = levels * (1 + usize::try_from(repeat).unwrap());
            assert_eq!(firings(&turns).len(), expected, "{levels} levels, {repeat} repeats");
            assert!(matches!(page.state(), State::Exhausted(_)));
        }
    }
}

#[test]
fn a_single_level_repeats_by_itself() {
    let mut page = page(&[&[ANA]], 2);
    assert_eq!(firings(&run_to(&mut page, minute(60))), [(5, 0, 1), (10, 0, 2)]);
}

#[test]
fn without_repeats_the_last_level_is_the_end() {
    let mut page = page(&[&[ANA]], 0);
    assert_eq!(firings(&run_to(&mut page, minute(60))), []);
    assert!(matches!(page.state(), State::Exhausted(exhausted) if exhausted.at == minute(5)));
}

#[test]
fn a_level_that_waits_for_nought_takes_the_next_along_and_nobody_is_told_twice() {
    let mut policy = policy(&[&[ANA, BEN], &[BEN, CLEO], &[DEE]], 0);
    policy.levels[0].wait_s = 0;
    let (mut page, turn) = opened(high(policy));
    assert_eq!(told(&turn), [ANA, BEN, CLEO]);
    assert_eq!(turn.next_due, Some(minute(5)));
    assert_eq!(firings(&run_to(&mut page, minute(9))), [(5, 2, 0)]);
}

#[test]
fn somebody_on_two_levels_is_told_at_each_in_its_time() {
    let mut page = page(&[&[ANA], &[ANA, BEN]], 0);
    let turns = run_to(&mut page, minute(5));
    let ranks: Vec<_> = turns[0].1.tells().map(|tell| (tell.who, tell.rank)).collect();
    assert_eq!(ranks, [(ANA, Rank::Repeat), (BEN, Rank::New)]);
}

#[test]
fn somebody_on_call_in_two_schedules_of_a_level_is_told_once() {
    let mut policy = policy(&[&[ANA]], 0);
    policy.levels[0].targets.extend([1, 2].map(|id| Target::Schedule(ScheduleId(id))));
    let ana_everywhere = |_: Target, _: DateTime<Utc>| vec![ANA];
    let (_, turn) = Page::open(high(policy), minute(0), &ana_everywhere);
    assert_eq!(told(&turn), [ANA]);
}

#[test]
fn a_schedule_is_asked_when_the_level_fires() {
    let mut policy = policy(&[&[ANA], &[]], 0);
    policy.levels[1].targets.push(Target::Schedule(ScheduleId(1)));
    let handoff = |target: Target, at: DateTime<Utc>| match target {
        Target::Who(who) => vec![who],
        Target::Schedule(_) if at < minute(3) => vec![BEN],
        Target::Schedule(_) => vec![CLEO],
    };
    let (mut page, _) = Page::open(high(policy), minute(0), &handoff);
    assert_eq!(told(&page.step(minute(5), &handoff)), [CLEO]);
}

#[test]
fn an_empty_level_is_skipped_at_once_and_on_record() {
    let mut policy = policy(&[&[], &[], &[BEN]], 0);
    policy.levels[1].targets.push(Target::Schedule(ScheduleId(1)));
    let (page, turn) = opened(high(policy));
    assert_eq!(told(&turn), [BEN]);
    let skipped: Vec<_> = turn
        .events
        .iter()
        .filter_map(
            |event| if let Event::LevelSkipped { because, .. } = event { Some(*because) } else { None },
        )
        .collect();
    assert_eq!(skipped, [SkippedFor::NoTargets, SkippedFor::NobodyOnCall]);
    assert_eq!(page.place().level, 2);
}

#[test]
fn somebody_who_left_is_an_empty_level() {
    let without_ana =
        |target: Target, at| everybody(target, at).into_iter().filter(|who| *who != ANA).collect();
    let (_, turn) = Page::open(high(policy(&[&[ANA], &[BEN]], 0)), minute(0), &without_ana);
    assert_eq!(told(&turn), [BEN]);
}

#[test]
fn when_all_levels_are_empty_the_fallback_and_the_channel_are_told() {
    let (mut page, turn) = opened(high(policy(&[&[], &[]], 1)));
    assert_eq!(told(&turn), [DEE]);
    assert!(turn.orders.contains(&Order::PostNobodyOnCall { fallback: Some(DEE) }));
    let turns = run_to(&mut page, minute(60));
    assert_eq!(told(&turns[0].1), [DEE], "the fallback is told in each round");
    assert!(matches!(page.state(), State::Exhausted(exhausted) if exhausted.at == minute(10)));
}

#[test]
fn a_policy_without_levels_still_tells_the_fallback_and_then_everybody() {
    let (mut page, turn) = opened(high(policy(&[], 3)));
    assert_eq!(told(&turn), [DEE]);
    run_to(&mut page, minute(60));
    assert!(matches!(page.state(), State::Exhausted(_)));
}

#[test]
fn a_page_of_low_urgency_tells_the_first_level_and_no_other() {
    let low = Opening { urgency: Urgency::Low, ..high(policy(&[&[ANA], &[BEN]], 2)) };
    let (mut page, turn) = opened(low);
    assert_eq!((told(&turn), turn.next_due), (vec![ANA], None));
    let raised = page.raise_urgency(minute(100));
    assert_eq!(raised.next_due, Some(minute(105)));
    assert_eq!(firings(&run_to(&mut page, minute(105))), [(105, 1, 0)]);
}

#[test]
fn nobody_answering_is_said_once() {
    let mut page = page(&[&[ANA]], 0);
    let turns = run_to(&mut page, minute(600));
    assert_eq!(turns.len(), 1);
    assert!(turns[0].1.orders.contains(&Order::PostExhausted { nth: 1 }));
}

#[test]
fn the_gravest_say_every_fifteen_minutes_that_nobody_answered() {
    let critical = Opening { gravity: Gravity::Critical, ..high(policy(&[&[ANA]], 0)) };
    let (mut page, _) = opened(critical);
    let posts: Vec<_> = run_to(&mut page, minute(36)).iter().map(|(at, _)| *at).collect();
    assert_eq!(posts, [minute(5), minute(20), minute(35)]);
    let _ = ack(&mut page, ANA, minute(40));
    assert!(run_to(&mut page, minute(65)).is_empty());
}

#[test]
fn an_edit_of_the_policy_does_not_reach_a_running_page() {
    let mut edited = policy(&[&[ANA], &[BEN], &[CLEO]], 0);
    let (mut page, _) = opened(high(edited.clone()));
    edited.levels.remove(1);
    edited.levels.swap(0, 1);
    assert_eq!(firings(&run_to(&mut page, minute(12))), [(5, 1, 0), (10, 2, 0)]);
    assert_ne!(page.policy(), &edited);
}

#[test]
fn a_drill_runs_the_policy_faster_marked_and_counts_for_nothing() {
    let kind = Kind::Drill { speed: 60 };
    let (mut page, turn) = opened(Opening { kind, ..high(policy(&[&[ANA], &[BEN]], 0)) });
    assert_eq!(turn.next_due, Some(second(5)));
    let turns = run_to(&mut page, minute(5));
    assert!(turns.iter().flat_map(|(_, turn)| turn.tells()).all(|tell| tell.kind == kind));
    assert!(!kind.counts_in_metrics() && !Kind::Test.counts_in_metrics() && Kind::Real.counts_in_metrics());
}

#[test]
fn a_page_survives_being_written_down() {
    let mut page = page(&[&[ANA], &[BEN]], 1);
    let _ = ack(&mut page, BEN, minute(2));
    let written = serde_json::to_string(&page).unwrap();
    assert_eq!(serde_json::from_str::<Page>(&written).unwrap(), page);
}
