//! Ends, new beginnings, and alerts that belong to what is known.

use super::*;

#[test]
fn an_end_withdraws_everything_and_nothing_fires_after_it() {
    for how in [Ending::Resolved, Ending::Cancelled, Ending::Merged] {
        let mut page = page(&[&[ANA], &[BEN]], 20);
        let turn = page.end(how, minute(1));
        assert!(withdraws_everything(&turn) && turn.next_due.is_none());
        assert_eq!(page.step(minute(500), &everybody).events, []);
        assert_eq!(page.end(how, minute(501)).events, [], "ending twice is ending once");
    }
}

#[test]
fn a_page_that_is_over_refuses_to_go_on() {
    let mut page = page(&[&[ANA]], 0);
    let _ = page.end(Ending::Merged, minute(1));
    let ended = PageRefused::Ended { how: Ending::Merged, at: minute(1) };
    assert_eq!(page.escalate(None, minute(2), &everybody), Err(ended));
    assert_eq!(page.reassign(None, BEN, minute(2)), Err(ended));
    assert_eq!(page.snooze(&ANA.into(), TimeDelta::hours(1), minute(2)), Err(ended));
    assert_eq!(page.suspend(None, minute(2)).events, []);
    assert_eq!(page.raise_urgency(minute(2)).events, []);
    assert_eq!(page.lose(ANA, Loss::Gone, minute(2), &everybody).events, []);
}

#[test]
fn reopening_begins_a_new_run_at_the_first_level() {
    let mut page = page(&[&[ANA], &[BEN]], 0);
    run_to(&mut page, minute(5));
    let _ = page.end(Ending::Resolved, minute(6));
    let turn = page.reopen(None, minute(60), &everybody).unwrap();
    let tells: Vec<_> = turn.tells().map(|tell| (tell.who, tell.because, tell.rank)).collect();
    assert_eq!(tells, [(ANA, Because::Reopened, Rank::New)]);
    assert_eq!(firings(&run_to(&mut page, minute(65))), [(65, 1, 0)]);
}

#[test]
fn reopening_in_maintenance_calls_when_that_ends() {
    let mut page = page(&[&[ANA], &[BEN]], 0);
    let _ = page.end(Ending::Resolved, minute(6));
    let suspension = Suspension { since: minute(50), until: Some(minute(70)) };
    let turn = page.reopen(Some(suspension), minute(60), &everybody).unwrap();
    assert_eq!((told(&turn), turn.next_due), (vec![], Some(minute(70))));
    assert_eq!(firings(&run_to(&mut page, minute(70))), [(70, 1, 0)], "the latest that is due");
}

#[test]
fn an_open_page_is_not_reopened() {
    let mut page = page(&[&[ANA]], 0);
    assert_eq!(page.reopen(None, minute(1), &everybody), Err(PageRefused::StillOpen));
}

#[test]
fn time_alone_never_ends_a_page() {
    let mut page = page(&[&[ANA]], 0);
    run_to(&mut page, minute(60 * 24 * 365));
    assert!(page.is_open());
}

#[test]
fn an_alert_opens_appends_or_pages_again_by_what_is_known() {
    use AlertMeans::{Append, AppendAndPage, New};
    use Rise::{Graver, NoGraver};
    let cases = [
        (Known::Nothing, NoGraver, New),
        (Known::Open, NoGraver, Append),
        (Known::Open, Graver, AppendAndPage),
        (Known::Acked, NoGraver, Append),
        (Known::Acked, Graver, Append),
        (Known::Over, NoGraver, New),
    ];
    for (known, rise, expected) in cases {
        assert_eq!(AlertMeans::firing(known, rise), expected, "{known:?} {rise:?}");
    }
    assert_eq!(AlertMeans::resolved(Known::Nothing), AlertMeans::Nothing);
    assert_eq!(AlertMeans::resolved(Known::Over), AlertMeans::Nothing);
    assert_eq!(AlertMeans::resolved(Known::Acked), AlertMeans::Recover);
}
