//! Maintenance: nobody is called while it lasts, nothing is forgotten, and it always ends.

use tests::world::desk::Desk;
use tests::world::post::{delivers, directs, ticks};

use super::*;

async fn called(desk: &Desk) -> Vec<i64> {
    ticks(&desk.ledger).await;
    directs(&delivers(&desk.ledger).await).into_iter().map(|(to, _)| to).collect()
}

#[tokio::test]
async fn maintenance_holds_the_next_level_and_catches_up_with_the_latest_at_its_end() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA, BEN, CLEO])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        let begun = desk.hears("page maintenance", &[("state", "start"), ("for", "1h")]).await;
        assert!(begun.contains("all paging waits") && begun.contains("1 open pages wait"), "{begun}");
        assert_eq!(called(desk).await, [ANA], "what was started goes on");
        desk.clock.advance(minutes(59));
        assert!(called(desk).await.is_empty());
        let status = desk.hears("page status", &[("incident", "1")]).await;
        assert!(status.contains("waits for maintenance to end, <t:1717412400:R>"), "{status}");
        desk.clock.advance(minutes(1));
        assert_eq!(called(desk).await, [CLEO], "of what was due meanwhile, the latest, once");
    })
    .await;
}

#[tokio::test]
async fn a_page_sent_in_maintenance_calls_nobody_until_somebody_ends_it() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA])).await;
        desk.hears("page maintenance", &[("state", "start")]).await;
        an_incident(desk).await;
        let sent = desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        assert!(sent.contains("Nobody is called") && sent.contains("maintenance"), "{sent}");
        assert!(called(desk).await.is_empty());
        assert!(desk.hears("page maintenance", &[("state", "show")]).await.contains("by ana"));
        let ended = desk.hears("page maintenance", &[("state", "end")]).await;
        assert!(ended.contains("1 open pages catch up"), "{ended}");
        assert_eq!(called(desk).await, [ANA]);
        let again = desk.hears("page maintenance", &[("state", "end")]).await;
        assert!(again.contains("No such maintenance"), "{again}");
        for span in ["10s", "8d"] {
            let refused = desk.hears("page maintenance", &[("state", "start"), ("for", span)]).await;
            assert!(refused.contains("1 minute to 7 days"), "{refused}");
        }
    })
    .await;
}

#[tokio::test]
async fn maintenance_of_one_policy_leaves_the_others_alone() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA])).await;
        has_policy(&desk.ledger, "search", ladder(&[BEN])).await;
        desk.hears("page maintenance", &[("state", "start"), ("policy", "payments")]).await;
        an_incident(desk).await;
        for who in ["payments", "search"] {
            desk.hears("page send", &[("who", who), ("incident", "1")]).await;
        }
        assert_eq!(called(desk).await, [BEN]);
        desk.hears("page maintenance", &[("state", "start"), ("for", "1d")]).await;
        let ended = desk.hears("page maintenance", &[("state", "end"), ("policy", "payments")]).await;
        assert!(ended.contains("0 open pages"), "the rest of the server still waits: {ended}");
        assert!(called(desk).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_incident_reopened_in_maintenance_calls_nobody_until_that_ends() {
    Desk::on_each(NOW, async |desk| {
        has_policy(&desk.ledger, "payments", ladder(&[ANA])).await;
        an_incident(desk).await;
        desk.hears("page send", &[("who", "payments"), ("incident", "1")]).await;
        assert_eq!(called(desk).await, [ANA]);
        let end = [("incident", "1"), ("cause", "a full disk"), ("resolution", "a larger one")];
        desk.hears("incident resolve", &end).await;
        called(desk).await;
        desk.hears("page maintenance", &[("state", "start"), ("for", "1h")]).await;
        desk.hears("incident reopen", &[("incident", "1"), ("reason", "it is back")]).await;
        assert!(called(desk).await.is_empty(), "new calls wait, and this is one");
        let status = desk.hears("page status", &[("incident", "1")]).await;
        assert!(status.contains("waits for maintenance to end"), "{status}");
        desk.clock.advance(minutes(60));
        assert_eq!(called(desk).await, [ANA]);
    })
    .await;
}
