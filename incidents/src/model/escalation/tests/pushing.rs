//! Escalating by hand, giving away, and people who are not there.

use super::*;

fn escalated(page: &mut Page, at: DateTime<Utc>) -> Vec<Who> {
    told(&page.escalate(None, at, &everybody).unwrap())
}

#[test]
fn escalating_an_acknowledged_page_calls_the_next_level() {
    let mut page = page(&[&[ANA], &[BEN]], 0);
    let _ = ack(&mut page, ANA, minute(1));
    assert_eq!(escalated(&mut page, minute(2)), [BEN]);
    assert!(matches!(page.state(), State::Notifying(notifying) if notifying.due == Some(minute(7))));
}

#[test]
fn escalating_from_the_last_level_begins_with_the_first() {
    let mut page = page(&[&[ANA], &[BEN]], 0);
    assert_eq!(escalated(&mut page, minute(1)), [BEN]);
    assert_eq!(escalated(&mut page, minute(2)), [ANA]);
    assert_eq!(page.place(), Place::START);
}

#[test]
fn escalating_from_the_last_level_uses_a_repeat_if_one_is_left() {
    let mut page = page(&[&[ANA]], 1);
    escalated(&mut page, minute(1));
    assert_eq!(page.place(), Place { level: 0, round: 1 });
}

#[test]
fn a_second_press_of_the_same_button_moves_nothing() {
    let mut page = page(&[&[ANA], &[BEN], &[CLEO]], 0);
    let seen = page.firings();
    let _ = page.escalate(Some(seen), minute(1), &everybody).unwrap();
    let second = page.escalate(Some(seen), minute(1), &everybody);
    assert_eq!(second, Err(PageRefused::MovedOn { to: Place { level: 1, round: 0 } }));
}

#[test]
fn escalating_twice_on_purpose_moves_two_levels() {
    let mut page = page(&[&[ANA], &[BEN], &[CLEO]], 0);
    assert_eq!(escalated(&mut page, minute(1)), [BEN]);
    assert_eq!(escalated(&mut page, minute(1)), [CLEO]);
}

#[test]
fn escalating_before_the_first_level_fires_it() {
    let opening = high(Policy { initial_delay_s: 600, ..policy(&[&[ANA], &[BEN]], 0) });
    let (mut page, _) = opened(opening);
    assert_eq!(escalated(&mut page, minute(1)), [ANA]);
}

#[test]
fn escalating_when_everything_was_tried_begins_again() {
    let mut page = page(&[&[ANA], &[BEN]], 0);
    run_to(&mut page, minute(60));
    assert_eq!(escalated(&mut page, minute(61)), [ANA]);
    assert_eq!(firings(&run_to(&mut page, minute(66))), [(66, 1, 0)]);
}

#[test]
fn giving_a_page_away_withdraws_from_the_one_before_only() {
    let mut page = page(&[&[ANA, BEN], &[DEE]], 0);
    let turn = page.reassign(Some(ANA), CLEO, minute(2)).unwrap();
    assert_eq!(told(&turn), [CLEO]);
    assert_eq!(turn.orders[0], Order::Withdraw(Withdraw::Of(vec![ANA])));
    assert!(matches!(page.state(), State::Notifying(notifying) if notifying.called == [BEN, CLEO]));
    assert_eq!(firings(&run_to(&mut page, minute(7))), [(7, 1, 0)]);
}

#[test]
fn when_nobody_of_a_level_can_be_reached_the_next_fires_at_once() {
    let mut page = page(&[&[ANA, BEN], &[CLEO]], 0);
    let first = page.lose(ANA, Loss::Unreachable, minute(1), &everybody);
    assert_eq!(told(&first), []);
    assert!(first.orders.contains(&Order::PostUnreachable { who: ANA, why: Loss::Unreachable }));
    let second = page.lose(BEN, Loss::Declined, minute(2), &everybody);
    assert_eq!(told(&second), [CLEO]);
    assert_eq!(second.next_due, Some(minute(7)));
}

#[test]
fn a_round_whose_people_are_all_unreachable_keeps_its_last_wait() {
    let mut page = page(&[&[ANA], &[BEN]], 1);
    let _ = page.lose(ANA, Loss::Unreachable, minute(1), &everybody);
    assert_eq!(told(&page.lose(BEN, Loss::Unreachable, minute(1), &everybody)), []);
    assert_eq!(firings(&run_to(&mut page, minute(6))), [(6, 0, 1)]);
}

#[test]
fn somebody_is_lost_only_once_and_only_if_they_were_called() {
    let mut page = page(&[&[ANA, BEN], &[CLEO]], 0);
    let _ = page.lose(ANA, Loss::Gone, minute(1), &everybody);
    assert_eq!(page.lose(ANA, Loss::Gone, minute(1), &everybody).events, []);
    assert_eq!(page.lose(CLEO, Loss::Gone, minute(1), &everybody).events, []);
}

#[test]
fn an_owner_who_leaves_or_cannot_go_on_gives_the_page_back() {
    for why in [Loss::Gone, Loss::Declined] {
        let mut page = page(&[&[ANA], &[BEN]], 0);
        let _ = ack(&mut page, ANA, minute(1));
        let turn = page.lose(ANA, why, minute(2), &everybody);
        assert_eq!(told(&turn), [BEN], "{why:?}");
        let because = Because::GivenBack { by: ANA };
        assert!(turn.events.contains(&Event::Unacknowledged { because }));
    }
}

#[test]
fn a_page_of_low_urgency_does_not_escalate_early() {
    let (mut page, _) = opened(Opening { urgency: Urgency::Low, ..high(policy(&[&[ANA], &[BEN]], 0)) });
    assert_eq!(told(&page.lose(ANA, Loss::Unreachable, minute(1), &everybody)), []);
}
