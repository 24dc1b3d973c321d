//! What people do to a page beside answering it: put it off, give it to somebody else.

use incidents::model::escalation::State;
use tests::world::desk::Desk;
use tests::world::post::{delivers, directs, ticks};

use super::*;

#[tokio::test]
async fn a_snoozed_page_is_theirs_and_calls_again_when_its_own_time_is_up() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        delivers(&desk.ledger).await;
        for (span, why) in
            [("10s", "1 minute to 4 days"), ("5d", "1 minute to 4 days"), ("soon", "length of time")]
        {
            let refused = desk.hears("page snooze", &[("for", span), ("incident", "1")]).await;
            assert!(refused.contains(why), "{refused}");
        }
        let snoozed = desk.hears("page snooze", &[("for", "2h"), ("incident", "1")]).await;
        assert!(
            snoozed.contains("snoozed by <@1>") && snoozed.contains("level is called again"),
            "{snoozed}"
        );
        desk.clock.advance(minutes(119));
        ticks(&desk.ledger).await;
        assert!(directs(&delivers(&desk.ledger).await).is_empty(), "longer than any acknowledgement holds");
        desk.clock.advance(minutes(1));
        ticks(&desk.ledger).await;
        let to: Vec<_> = directs(&delivers(&desk.ledger).await).into_iter().map(|(to, _)| to).collect();
        assert_eq!(to, [ANA], "the level where it stood");
    })
    .await;
}

#[tokio::test]
async fn a_page_given_to_somebody_else_takes_back_what_had_not_left_for_the_one_before() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        let given = desk.hears("page reassign", &[("to", "<@3>"), ("incident", "1")]).await;
        assert!(given.contains("<@3> is called"), "{given}");
        let to: Vec<_> = directs(&delivers(&desk.ledger).await).into_iter().map(|(to, _)| to).collect();
        assert_eq!(to, [CLEO], "Ana's message had not left yet");
        for (to, why) in [("<@3>", "theirs already"), ("zoe", "zoe"), ("<@1>, <@4>", "\\<@")] {
            let refused = desk.hears("page reassign", &[("to", to), ("incident", "1")]).await;
            assert!(refused.contains(why) && !refused.contains("is called"), "{to} {why}: {refused}");
        }
        desk.hears("page ack", &[("incident", "1")]).await;
        desk.hears("page reassign", &[("to", "<@2>"), ("incident", "1")]).await;
        let page = pages(&desk.ledger, 1).await.remove(0);
        assert!(matches!(page.page.state(), State::Notifying(one) if one.called == [user(BEN)]), "{page:?}");
        desk.hears("page stop", &[("incident", "1")]).await;
        let late = desk.hears("page reassign", &[("to", "<@3>"), ("incident", "1")]).await;
        assert!(late.contains("already over"), "{late}");
    })
    .await;
}

#[tokio::test]
async fn a_page_can_be_given_to_whoever_a_schedule_has_on_call() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA])).await;
        let made = [
            ("name", "Primary"),
            ("people", "<@2> <@3>"),
            ("every", "1d"),
            ("handoff", "9:00"),
            ("zone", "UTC"),
        ];
        desk.hears("schedule create", &made).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        desk.hears("page reassign", &[("to", "primary"), ("incident", "1")]).await;
        let to: Vec<_> = directs(&delivers(&desk.ledger).await).into_iter().map(|(to, _)| to).collect();
        assert_eq!(to, [BEN]);
    })
    .await;
}

#[tokio::test]
async fn the_status_says_who_was_told_how_and_when_and_who_is_next() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        let before = desk.hears("page status", &[("incident", "1")]).await;
        assert!(before.contains("direct message · waits to be sent"), "{before}");
        delivers(&desk.ledger).await;
        let status = desk.hears("page status", &[("incident", "1")]).await;
        assert!(status.contains("call 1 · <@1> · direct message · sent · <t:1717408800:t>"), "{status}");
        assert!(status.contains("next, level 2, <t:1717409100:R>: <@2>"), "{status}");
    })
    .await;
}
