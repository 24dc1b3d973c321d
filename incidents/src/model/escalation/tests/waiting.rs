//! Downtime, maintenance, and clocks that were moved.

use super::*;

fn late(turn: &Turn) -> Vec<(usize, u32, i64, u32)> {
    turn.events
        .iter()
        .filter_map(|event| match event {
            Event::LevelFired { place, late_s, passed_over, .. } => {
                Some((place.level, place.round, *late_s, *passed_over))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn after_downtime_the_latest_due_level_fires_once_and_says_how_late() {
    let mut page = page(&[&[ANA], &[BEN], &[CLEO]], 1);
    let turn = page.step(minute(12), &everybody);
    assert_eq!((told(&turn), late(&turn)), (vec![CLEO], vec![(2, 0, 120, 1)]));
    assert_eq!(turn.next_due, Some(minute(17)), "Cleo has the whole wait from now on");
}

#[test]
fn a_level_that_falls_due_as_the_program_comes_back_is_the_one_that_fires() {
    let mut page = page(&[&[ANA], &[BEN], &[CLEO]], 0);
    assert_eq!(late(&page.step(minute(10), &everybody)), [(2, 0, 0, 1)]);
}

#[test]
fn downtime_longer_than_the_policy_fires_the_last_level_before_giving_up() {
    let mut page = page(&[&[ANA], &[BEN]], 1);
    let turn = page.step(minute(1_000), &everybody);
    assert_eq!(late(&turn), [(1, 1, 985 * 60, 2)]);
    assert!(matches!(page.state(), State::Notifying(_)));
    run_to(&mut page, minute(1_005));
    assert!(matches!(page.state(), State::Exhausted(_)));
}

#[test]
fn after_downtime_levels_that_are_due_together_fire_together() {
    let mut policy = policy(&[&[ANA], &[BEN], &[CLEO]], 0);
    policy.levels[1].wait_s = 0;
    let (mut page, _) = opened(high(policy));
    assert_eq!(told(&page.step(minute(9), &everybody)), [BEN, CLEO]);
}

#[test]
fn downtime_during_an_acknowledgement_takes_the_page_back_without_asking_first() {
    let mut page = page(&[&[ANA]], 0);
    let _ = ack(&mut page, ANA, minute(0));
    let turn = page.step(minute(45), &everybody);
    assert_eq!(late(&turn), [(0, 0, 15 * 60, 0)]);
    assert!(!turn.orders.iter().any(|order| matches!(order, Order::AskStillOnIt { .. })));
}

#[test]
fn stepping_early_or_twice_does_nothing() {
    let mut page = page(&[&[ANA], &[BEN]], 0);
    assert_eq!(page.step(minute(4), &everybody).events, []);
    let _ = page.step(minute(5), &everybody);
    assert_eq!(page.step(minute(5), &everybody).events, []);
}

#[test]
fn a_clock_that_jumps_forward_fires_one_level_not_all() {
    let mut page = page(&[&[ANA], &[BEN]], 20);
    let turn = page.step(minute(180), &everybody);
    assert_eq!(late(&turn).len(), 1);
}

#[test]
fn a_clock_that_is_set_back_makes_nobody_wait_for_it() {
    let mut page = page(&[&[ANA], &[BEN]], 0);
    let _ = page.step(minute(4), &everybody);
    let turn = page.step(minute(4 - 60), &everybody);
    assert_eq!(turn.events, [Event::ClockSetBack { by_s: 3_600 }]);
    assert_eq!(turn.next_due, Some(minute(5 - 60)));
    assert_eq!(told(&page.step(minute(5 - 60), &everybody)), [BEN]);
}

#[test]
fn clocks_of_two_machines_may_differ_a_little() {
    let mut page = page(&[&[ANA], &[BEN]], 0);
    let _ = page.step(minute(4), &everybody);
    assert_eq!(page.step(second(4 * 60 - 30), &everybody).next_due, Some(minute(5)));
}

#[test]
fn maintenance_holds_new_levels_and_catches_up_at_its_end() {
    let mut page = page(&[&[ANA], &[BEN], &[CLEO]], 0);
    let turn = page.suspend(None, minute(1));
    assert_eq!((turn.orders, turn.next_due), (vec![], None), "what is on its way goes on");
    assert_eq!(page.step(minute(11), &everybody).events, []);
    let caught_up = page.resume(minute(12), &everybody);
    assert_eq!(caught_up.events[0], Event::Resumed);
    assert_eq!(late(&caught_up), [(2, 0, 120, 1)]);
}

#[test]
fn maintenance_ends_by_itself_when_its_time_is_known() {
    let mut page = page(&[&[ANA], &[BEN]], 0);
    assert_eq!(page.suspend(Some(minute(20)), minute(1)).next_due, Some(minute(20)));
    assert_eq!(firings(&run_to(&mut page, minute(20))), [(20, 1, 0)]);
}

#[test]
fn a_page_opened_in_maintenance_calls_the_first_level_when_it_ends() {
    let suspension = Suspension { since: minute(-5), until: Some(minute(3)) };
    let (mut page, turn) = Page::open_suspended(high(policy(&[&[ANA]], 0)), suspension, minute(0));
    assert_eq!((told(&turn), turn.next_due), (vec![], Some(minute(3))));
    assert_eq!(firings(&run_to(&mut page, minute(3))), [(3, 0, 0)]);
}

#[test]
fn people_may_answer_and_escalate_during_maintenance() {
    let mut page = page(&[&[ANA], &[BEN]], 0);
    let _ = page.suspend(None, minute(1));
    assert_eq!(told(&page.escalate(None, minute(2), &everybody).unwrap()), [BEN]);
    assert_eq!(ack(&mut page, BEN, minute(3)).0, Answer::Taken(Standing::Paged));
}

#[test]
fn nobody_is_escalated_to_early_during_maintenance() {
    let mut page = page(&[&[ANA], &[BEN]], 0);
    let _ = page.suspend(None, minute(1));
    assert_eq!(told(&page.lose(ANA, Loss::Unreachable, minute(2), &everybody)), []);
}

#[test]
fn waits_are_elapsed_time_whatever_a_clock_on_the_wall_shows() {
    // In New York the hour from 01:00 is shown twice on this night.
    let before = DateTime::parse_from_rfc3339("2026-11-01T05:58:00Z").unwrap().to_utc();
    let (mut page, turn) = Page::open(high(policy(&[&[ANA], &[BEN]], 0)), before, &everybody);
    assert_eq!(turn.next_due, Some(before + TimeDelta::minutes(5)));
    assert_eq!(told(&page.step(before + TimeDelta::minutes(5), &everybody)), [BEN]);
}
