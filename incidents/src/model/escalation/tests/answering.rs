//! Acknowledging, and what becomes of an acknowledgement.

use super::*;

#[test]
fn the_first_answer_takes_the_page_and_withdraws_everything() {
    let mut page = page(&[&[ANA, BEN], &[CLEO]], 2);
    let (answer, turn) = ack(&mut page, ANA, minute(1));
    assert_eq!(answer, Answer::Taken(Standing::Paged));
    assert!(withdraws_everything(&turn));
    assert_eq!(firings(&run_to(&mut page, minute(30))), []);
}

#[test]
fn an_answer_at_the_instant_of_the_next_level_wins_if_it_is_first() {
    let mut page = page(&[&[ANA], &[BEN]], 0);
    let _ = ack(&mut page, ANA, minute(5));
    assert_eq!(told(&page.step(minute(5), &everybody)), []);
}

#[test]
fn an_answer_just_after_the_next_level_fired_takes_back_what_was_not_sent() {
    let mut page = page(&[&[ANA], &[BEN]], 0);
    assert_eq!(told(&page.step(minute(5), &everybody)), [BEN]);
    let (answer, turn) = ack(&mut page, ANA, minute(5));
    assert_eq!(answer, Answer::Taken(Standing::Paged));
    assert!(withdraws_everything(&turn));
}

#[test]
fn of_two_answers_in_one_millisecond_the_second_is_on_record_as_also() {
    let mut page = page(&[&[ANA, BEN]], 0);
    let _ = ack(&mut page, ANA, minute(1));
    let (answer, turn) = ack(&mut page, BEN, minute(1));
    assert_eq!(answer, Answer::Also { with: ANA, standing: Standing::Paged });
    assert_eq!(turn.events, [Event::AlsoAcknowledged { by: BEN, standing: Standing::Paged }]);
    let (again, silent) = ack(&mut page, BEN, minute(2));
    assert_eq!((again, silent.events), (Answer::AlsoBefore { with: ANA }, vec![]));
}

#[test]
fn somebody_who_was_not_called_may_take_the_page_and_is_marked() {
    let mut page = page(&[&[ANA]], 0);
    assert_eq!(ack(&mut page, CLEO, minute(1)).0, Answer::Taken(Standing::NotPaged));
}

#[test]
fn somebody_called_under_another_name_was_called() {
    let mut page = page(&[&[ANA]], 0);
    let contact = Who::Contact(crate::ids::ContactId(9));
    let by = Answerer { who: contact, known_as: vec![ANA] };
    assert_eq!(page.acknowledge(&by, minute(1)).0, Answer::Taken(Standing::Paged));
    assert_eq!(ack(&mut page, contact, minute(2)).0, Answer::StillTheirs);
}

#[test]
fn an_answer_after_the_end_explains_and_changes_nothing() {
    let mut page = page(&[&[ANA]], 0);
    let _ = page.end(Ending::Resolved, minute(1));
    let before = page.state().clone();
    let (answer, turn) = ack(&mut page, ANA, minute(2));
    assert_eq!(answer, Answer::AfterEnd { how: Ending::Resolved, at: minute(1) });
    assert_eq!((turn.events, turn.orders, turn.next_due), (vec![], vec![], None));
    assert_eq!(page.state(), &before);
}

#[test]
fn an_answer_after_everything_was_tried_still_takes_the_page() {
    let mut page = page(&[&[ANA]], 0);
    run_to(&mut page, minute(60));
    assert_eq!(ack(&mut page, ANA, minute(61)).0, Answer::Taken(Standing::Paged));
}

#[test]
fn an_answer_before_the_first_level_spares_everybody() {
    let opening = high(Policy { initial_delay_s: 600, ..policy(&[&[ANA]], 0) });
    let (mut page, _) = opened(opening);
    let _ = ack(&mut page, BEN, minute(1));
    assert_eq!(firings(&run_to(&mut page, minute(20))), []);
}

#[test]
fn where_a_level_wants_each_answer_only_the_answerer_is_spared() {
    let mut policy = policy(&[&[ANA, BEN]], 0);
    policy.levels[0].answers = Answers::Each;
    let (mut page, _) = opened(high(policy));
    let (_, turn) = ack(&mut page, ANA, minute(1));
    assert_eq!(turn.orders, [Order::Withdraw(Withdraw::Of(vec![ANA]))]);
}

#[test]
fn silence_is_asked_about_once_and_then_ends_the_acknowledgement_on_time() {
    let mut page = page(&[&[ANA], &[BEN]], 0);
    let _ = ack(&mut page, ANA, minute(1));
    let turns = run_to(&mut page, minute(31));
    assert_eq!(turns[0].0, minute(28));
    assert_eq!(turns[0].1.orders, [Order::AskStillOnIt { who: ANA, by: minute(31) }]);
    assert_eq!(turns[1].0, minute(31));
    let because = Because::AckTimedOut { by: ANA };
    assert_eq!(turns[1].1.events[0], Event::Unacknowledged { because });
    assert_eq!(firings(&turns[1..]), [(31, 0, 0)]);
    assert_eq!(firings(&run_to(&mut page, minute(36))), [(36, 1, 0)]);
}

#[test]
fn an_answer_to_the_question_keeps_the_page() {
    let mut page = page(&[&[ANA]], 0);
    let _ = ack(&mut page, ANA, minute(0));
    run_to(&mut page, minute(28));
    assert_eq!(ack(&mut page, ANA, minute(29)).0, Answer::StillTheirs);
    assert_eq!(page.next_due(minute(29)), Some(minute(56)));
}

#[test]
fn activity_restarts_the_timeout_where_the_policy_says_so() {
    let mut restarts = page(&[&[ANA]], 0);
    let _ = ack(&mut restarts, ANA, minute(0));
    let _ = restarts.activity(minute(20));
    assert_eq!(firings(&run_to(&mut restarts, minute(49))), []);
    assert_eq!(firings(&run_to(&mut restarts, minute(50))), [(50, 0, 0)]);
    let ignoring = Policy { on_activity: OnActivity::Ignores, ..policy(&[&[ANA]], 0) };
    let (mut ignores, _) = opened(high(ignoring));
    let _ = ack(&mut ignores, ANA, minute(0));
    let _ = ignores.activity(minute(20));
    let turns = run_to(&mut ignores, minute(30));
    assert_eq!((turns.len(), firings(&turns)), (1, vec![(30, 0, 0)]), "and nobody is asked");
}

#[test]
fn a_timeout_after_a_handoff_calls_both_people() {
    let mut policy = policy(&[&[]], 0);
    policy.levels[0].targets.push(Target::Schedule(ScheduleId(1)));
    let handoff = |_: Target, at: DateTime<Utc>| if at < minute(10) { vec![ANA] } else { vec![BEN] };
    let (mut page, _) = Page::open(high(policy), minute(0), &handoff);
    let _ = ack(&mut page, ANA, minute(1));
    assert_eq!(told(&page.step(minute(31), &handoff)), [BEN, ANA]);
}

#[test]
fn a_timeout_at_the_instant_of_the_end_is_none_if_the_end_comes_first() {
    let mut page = page(&[&[ANA]], 0);
    let _ = ack(&mut page, ANA, minute(0));
    let _ = page.end(Ending::Resolved, minute(30));
    assert_eq!(page.step(minute(30), &everybody).events, []);
}

#[test]
fn acknowledgements_no_longer_run_out_a_week_after_opening() {
    let mut page = page(&[&[ANA]], 0);
    let week = minute(7 * 24 * 60);
    let _ = ack(&mut page, ANA, week - TimeDelta::minutes(30));
    assert!(page.next_due(week - TimeDelta::minutes(30)).is_some());
    let _ = page.activity(week - TimeDelta::minutes(29));
    assert_eq!(page.next_due(week), None);
}

#[test]
fn an_acknowledgement_without_timeout_holds_for_good() {
    let off = Policy { ack_timeout_s: None, ..policy(&[&[ANA]], 0) };
    let (mut page, _) = opened(high(off));
    assert_eq!(ack(&mut page, ANA, minute(0)).1.next_due, None);
}

#[test]
fn a_snooze_has_its_own_time_shorter_or_longer_than_the_timeout() {
    for minutes in [10, 90] {
        let mut page = page(&[&[ANA], &[BEN]], 0);
        let _ = page.snooze(&ANA.into(), TimeDelta::minutes(minutes), minute(1)).unwrap();
        let _ = page.activity(minute(5));
        let turns = run_to(&mut page, minute(1 + minutes));
        assert_eq!(firings(&turns), [(1 + minutes, 0, 0)], "{minutes} minutes");
        assert_eq!(told(&turns[0].1), [ANA]);
    }
}

#[test]
fn a_snooze_out_of_bounds_is_refused() {
    let mut page = page(&[&[ANA]], 0);
    for span in [TimeDelta::seconds(59), TimeDelta::days(4) + TimeDelta::seconds(1), TimeDelta::seconds(-60)]
    {
        assert_eq!(page.snooze(&ANA.into(), span, minute(1)), Err(PageRefused::SnoozeLength));
    }
}

#[test]
fn a_rise_in_severity_leaves_an_acknowledged_page_with_its_owner() {
    let mut page = page(&[&[ANA]], 0);
    let _ = ack(&mut page, ANA, minute(1));
    let turn = page.regrade(Gravity::Critical, minute(2));
    assert_eq!(turn.events, [Event::Regraded { to: Gravity::Critical }]);
    assert!(matches!(page.state(), State::Acked(acked) if acked.by == ANA));
    run_to(&mut page, minute(31));
    let posts = run_to(&mut page, minute(66)).len();
    assert_eq!(posts, 3, "unanswered again it is said at 36, 51 and 66");
}
