//! Storms: the first page goes out at once, the rest is gathered and counted, and every one of them is accounted for.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use incidents::model::alert::Made;
use tests::world::post::ticks;

use super::*;

/// Alerts of our own form, numbered, with as many keys as wanted.
fn many(from: usize, to: usize, keys: usize) -> String {
    let one = |n: usize| {
        format!(r#"{{"title":"Host {} is down","dedup_key":"{}","text":"{n}"}}"#, n % keys, n % keys)
    };
    format!("[{}]", (from..to).map(one).collect::<Vec<_>>().join(","))
}

#[tokio::test]
async fn ten_thousand_alerts_of_five_thousand_keys_are_six_incidents_and_every_one_is_counted() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("policy create", &[("name", "payments")]).await;
        desk.hears("policy step", &[("policy", "payments"), ("who", "<@7>")]).await;
        desk.hears("alerts add", &[("name", "grafana"), ("policy", "payments")]).await;
        let mut made = BTreeMap::<&str, usize>::new();
        let first = delivers(desk, "grafana", &many(0, 1, 5_000)).await;
        assert_eq!(pages(desk, 1).await.len(), 1, "the first is paged before anything else arrives");
        for made_of in first {
            *made.entry(made_of.as_str()).or_default() += 1;
        }
        for batch in 0..10 {
            let body = many((batch * 1_000).max(1), (batch + 1) * 1_000, 5_000);
            for made_of in delivers(desk, "grafana", &body).await {
                *made.entry(made_of.as_str()).or_default() += 1;
            }
        }
        assert_eq!(made, [("added", 5_000), ("gathered", 4_994), ("opened", 6)].into(), "none was dropped");
        assert_eq!(incidents(desk).await, 6);
        assert_eq!(desk.incident(6).await.title, "Alert storm from grafana");
        assert_eq!(pages(desk, 6).await.len(), 1);
        desk.clock.advance(TimeDelta::minutes(1));
        ticks(&desk.ledger).await;
        let told = told(desk, 6).await;
        assert_eq!(told.len(), 2, "one entry when it began, and one that tells the rest");
        assert!(
            told[1].text.starts_with("9989 alerts more from grafana (4995 different, 4995"),
            "{}",
            told[1].text
        );
    })
    .await;
}

#[tokio::test]
async fn the_end_of_a_storm_is_told_once_and_the_next_alert_has_an_incident_of_its_own() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("alerts add", &[("name", "grafana")]).await;
        delivers(desk, "grafana", &many(0, 100, 100)).await;
        let over = many(0, 100, 100).replace("}", r#","status":"resolved"}"#);
        delivers(desk, "grafana", &over).await;
        desk.clock.advance(TimeDelta::minutes(1));
        ticks(&desk.ledger).await;
        let entries = told(desk, 6).await;
        let last = entries.iter().filter(|entry| entry.kind == incidents::model::entry::EntryKind::Recovery);
        assert_eq!(last.count(), 1, "{entries:#?}");
        let counted = entries.iter().find(|entry| entry.text.contains("0 of them still firing"));
        assert!(counted.is_some(), "{entries:#?}");
        desk.clock.advance(TimeDelta::minutes(11));
        assert!(matches!(alert(desk, "grafana", "Fresh", "fresh", "").await, Made::Opened { .. }));
        assert_eq!(desk.incident(7).await.title, "Fresh");
    })
    .await;
}

#[tokio::test]
async fn an_alert_that_comes_again_and_again_is_told_five_times_and_then_counted() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("alerts add", &[("name", "grafana")]).await;
        for n in 0..50 {
            alert(desk, "grafana", "Disk is full", "disk", &format!(r#","text":"{n}""#)).await;
        }
        assert_eq!(told(desk, 1).await.len(), 5);
        desk.clock.advance(TimeDelta::minutes(1));
        ticks(&desk.ledger).await;
        let entries = told(desk, 1).await;
        assert_eq!(entries.len(), 6);
        assert!(
            entries[5].text.contains("45 alerts more") && entries[5].text.contains("Disk is full ×45"),
            "{}",
            entries[5].text
        );
        desk.clock.advance(TimeDelta::minutes(5));
        ticks(&desk.ledger).await;
        assert_eq!(told(desk, 1).await.len(), 6, "nothing is told twice");
    })
    .await;
}
