//! What a policy may be.

use super::*;

fn refused(change: impl FnOnce(&mut Policy)) -> PolicyRefused {
    let mut policy = policy(&[&[ANA], &[BEN]], 2);
    change(&mut policy);
    policy.check().unwrap_err()
}

#[test]
fn a_policy_out_of_bounds_is_refused() {
    assert_eq!(refused(|policy| policy.levels.clear()), PolicyRefused::NoLevels);
    assert_eq!(refused(|policy| policy.levels = vec![level(&[ANA], 5); 21]), PolicyRefused::TooManyLevels);
    assert_eq!(refused(|policy| policy.levels[1] = level(&[ANA; 21], 5)), PolicyRefused::TooManyTargets(2));
    assert_eq!(refused(|policy| policy.levels[0].wait_s = 59), PolicyRefused::Wait(1));
    assert_eq!(refused(|policy| policy.levels[0].wait_s = 86_401), PolicyRefused::Wait(1));
    assert_eq!(refused(|policy| policy.levels[1].wait_s = 0), PolicyRefused::Wait(2));
    assert_eq!(refused(|policy| policy.repeat = 21), PolicyRefused::Repeat);
    assert_eq!(refused(|policy| policy.ack_timeout_s = Some(59)), PolicyRefused::AckTimeout);
    assert_eq!(refused(|policy| policy.ack_timeout_s = Some(4 * 86_400 + 1)), PolicyRefused::AckTimeout);
    assert_eq!(refused(|policy| policy.initial_delay_s = 86_401), PolicyRefused::InitialDelay);
}

#[test]
fn a_policy_at_its_bounds_is_accepted() {
    let mut widest = policy(&[], 20);
    widest.levels = vec![level(&[ANA; 20], 24 * 60); 20];
    widest.ack_timeout_s = Some(4 * 86_400);
    assert_eq!(widest.check(), Ok(()));
    let mut narrowest = policy(&[&[ANA], &[BEN]], 0);
    narrowest.levels[0].wait_s = 0;
    narrowest.levels[1].wait_s = 60;
    narrowest.ack_timeout_s = Some(60);
    assert_eq!(narrowest.check(), Ok(()));
    narrowest.ack_timeout_s = None;
    assert_eq!(narrowest.check(), Ok(()));
}

#[test]
fn a_policy_that_nobody_can_answer_is_refused() {
    let mut empty = policy(&[&[], &[]], 0);
    empty.levels[1].targets.push(Target::Schedule(ScheduleId(1)));
    assert_eq!(empty.check_answered(&everybody, minute(0)), Err(PolicyRefused::NobodyAnswers));
    assert_eq!(policy(&[&[], &[ANA]], 0).check_answered(&everybody, minute(0)), Ok(()));
}

#[test]
fn a_policy_with_open_pages_is_not_deleted() {
    assert_eq!(Policy::check_deletable(2), Err(PolicyRefused::InUse(2)));
    assert_eq!(Policy::check_deletable(0), Ok(()));
}
