//! Which alerts are the same, and what one more of them means, over both databases.

use chrono::TimeDelta;
use incidents::ids::Number;
use incidents::model::alert::Made;
use incidents::model::entry::EntryKind;
use incidents::model::escalation::State;

use super::*;

async fn paging_source(desk: &Desk) {
    desk.hears("policy create", &[("name", "payments")]).await;
    desk.hears("policy step", &[("policy", "payments"), ("who", "<@7>")]).await;
    desk.hears("alerts add", &[("name", "grafana"), ("policy", "payments")]).await;
}

fn opened(number: i64) -> Made {
    Made::Opened { incident: Number(number), unpaged: None }
}

fn added(number: i64) -> Made {
    Made::Added { incident: Number(number), counted: false }
}

#[tokio::test]
async fn one_more_of_a_known_key_is_added_and_pages_only_when_it_is_graver() {
    Desk::on_each(NOW, async |desk| {
        paging_source(desk).await;
        assert_eq!(alert(desk, "grafana", "Disk is full", "disk", "").await, opened(1));
        assert_eq!(alert(desk, "grafana", "Disk is fuller", "disk", "").await, added(1));
        assert_eq!((incidents(desk).await, pages(desk, 1).await.len()), (1, 1));
        let graver = alert(desk, "grafana", "Disk is at 100 %", "disk", r#","severity":"SEV1""#).await;
        assert_eq!(graver, Made::Raised { incident: Number(1) });
        assert_eq!((desk.incident(1).await.severity.as_str(), pages(desk, 1).await.len()), ("SEV1", 2));
        assert_eq!(
            alert(desk, "grafana", "Disk is at 99 %", "disk", r#","severity":"SEV2""#).await,
            added(1)
        );
        assert_eq!(desk.incident(1).await.severity, "SEV1", "a milder one changes nothing");
        let texts: Vec<_> = told(desk, 1).await.into_iter().map(|entry| entry.text).collect();
        assert_eq!(texts.len(), 4, "{texts:?}");
        assert!(texts[2].starts_with("Now SEV1: Disk is at 100 %"), "{texts:?}");
        assert!(
            told(desk, 1)
                .await
                .iter()
                .all(|entry| entry.kind == EntryKind::Alert && entry.author_name == "grafana")
        );
    })
    .await;
}

#[tokio::test]
async fn once_somebody_has_it_more_is_added_silently_even_when_graver() {
    Desk::on_each(NOW, async |desk| {
        paging_source(desk).await;
        alert(desk, "grafana", "Disk is full", "disk", "").await;
        desk.hears("page ack", &[("incident", "1")]).await;
        let graver = alert(desk, "grafana", "Disk is fuller", "disk", r#","severity":"SEV1""#).await;
        assert_eq!(graver, added(1));
        assert_eq!(pages(desk, 1).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn after_the_incident_the_same_key_is_a_new_one() {
    Desk::on_each(NOW, async |desk| {
        paging_source(desk).await;
        alert(desk, "grafana", "Disk is full", "disk", "").await;
        desk.hears("incident resolve", &[("incident", "1"), ("cause", "logs"), ("resolution", "deleted")])
            .await;
        assert_eq!(alert(desk, "grafana", "Disk is full again", "disk", "").await, opened(2));
        assert_eq!(pages(desk, 2).await.len(), 1);
        desk.hears("incident cancel", &[("incident", "2"), ("reason", "a test")]).await;
        assert_eq!(alert(desk, "grafana", "Disk is full once more", "disk", "").await, opened(3));
    })
    .await;
}

#[tokio::test]
async fn an_end_is_noted_and_never_ends_an_incident_or_a_page() {
    Desk::on_each(NOW, async |desk| {
        paging_source(desk).await;
        let over = r#","status":"resolved""#;
        assert_eq!(alert(desk, "grafana", "Disk", "unheard-of", over).await, Made::NothingToEnd);
        assert_eq!(incidents(desk).await, 0);
        alert(desk, "grafana", "Disk is full", "disk", "").await;
        let noted = Made::Recovered { incident: Some(Number(1)) };
        assert_eq!(alert(desk, "grafana", "Disk is well", "disk", over).await, noted);
        let entries = told(desk, 1).await;
        assert_eq!((entries[1].kind, entries[1].text.as_str()), (EntryKind::Recovery, "Over: Disk is well"));
        assert!(desk.incident(1).await.is_open());
        assert!(
            matches!(pages(desk, 1).await[0].page.state(), State::Notifying(_)),
            "nobody has answered it"
        );
        desk.clock.advance(TimeDelta::minutes(2));
        assert_eq!(
            alert(desk, "grafana", "Disk is well", "disk", over).await,
            Made::NothingToEnd,
            "it is over already"
        );
        assert_eq!(alert(desk, "grafana", "Disk is full again", "disk", "").await, added(1), "it flaps");
        desk.hears("incident resolve", &[("incident", "1"), ("cause", "logs"), ("resolution", "deleted")])
            .await;
        assert_eq!(alert(desk, "grafana", "Disk is well now", "disk", over).await, Made::NothingToEnd);
    })
    .await;
}

#[tokio::test]
async fn keys_of_two_sources_never_meet_and_none_is_always_new() {
    Desk::on_each(NOW, async |desk| {
        for name in ["grafana", "sentry"] {
            desk.hears("alerts add", &[("name", name)]).await;
        }
        assert_eq!(alert(desk, "grafana", "Disk is full", "disk", "").await, opened(1));
        assert_eq!(alert(desk, "sentry", "Disk is full", "disk", "").await, opened(2));
        let over = r#","status":"resolved""#;
        assert_eq!(
            alert(desk, "sentry", "Disk is well", "disk", over).await,
            Made::Recovered { incident: Some(Number(2)) }
        );
        assert_eq!(delivers(desk, "grafana", r#"{"title":"Backup failed"}"#).await, [opened(3)]);
        assert_eq!(
            delivers(desk, "grafana", r#"{"title":"Backup failed","text":"again"}"#).await,
            [opened(4)]
        );
        assert_eq!(
            delivers(desk, "grafana", r#"{"title":"Backup is well","status":"resolved"}"#).await,
            [Made::NothingToEnd]
        );
    })
    .await;
}

#[tokio::test]
async fn a_delivery_that_is_sent_again_is_done_once() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("alerts add", &[("name", "grafana")]).await;
        for (body, number) in
            [(r#"{"title":"Disk is full","dedup_key":"disk"}"#, 1), (r#"{"title":"Backup failed"}"#, 2)]
        {
            assert_eq!(delivers(desk, "grafana", body).await, [opened(number)]);
            assert_eq!(delivers(desk, "grafana", body).await, [Made::Repeated]);
            assert_eq!(told(desk, number).await.len(), 1);
        }
        desk.clock.advance(TimeDelta::minutes(2));
        assert_eq!(
            delivers(desk, "grafana", r#"{"title":"Disk is full","dedup_key":"disk"}"#).await,
            [added(1)]
        );
        assert_eq!(delivers(desk, "grafana", r#"{"title":"Backup failed"}"#).await, [opened(3)]);
        // It fires, ends and fires again within a minute: none of the three is a repetition.
        let end = r#"{"title":"Disk is full","dedup_key":"disk","status":"resolved"}"#;
        assert_eq!(delivers(desk, "grafana", end).await, [Made::Recovered { incident: Some(Number(1)) }]);
        assert_eq!(
            delivers(desk, "grafana", r#"{"title":"Disk is full","dedup_key":"disk"}"#).await,
            [added(1)]
        );
    })
    .await;
}

#[tokio::test]
async fn an_alert_goes_where_its_incident_was_merged() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("alerts add", &[("name", "grafana")]).await;
        alert(desk, "grafana", "Disk is full", "disk", "").await;
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        desk.hears("incident merge", &[("incident", "1"), ("into", "2")]).await;
        assert_eq!(alert(desk, "grafana", "Disk is fuller", "disk", "").await, added(2));
        assert_eq!(incidents(desk).await, 2);
    })
    .await;
}
