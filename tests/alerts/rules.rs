//! What a server wants done with the alerts of a source: severities, what they open, when nobody is paged.

use chrono::TimeDelta;
use incidents::ids::Number;
use incidents::model::alert::Made;
use tests::world::post::{delivers as leaves, directs, ticks};

use super::*;

async fn source(desk: &Desk, rules: &[(&str, &str)]) {
    desk.hears("policy create", &[("name", "payments")]).await;
    desk.hears("policy step", &[("policy", "payments"), ("who", "<@7>")]).await;
    desk.hears("alerts add", &[("name", "grafana"), ("policy", "payments"), ("severity", "sev2")]).await;
    let edit: Vec<_> = [("source", "grafana")].into_iter().chain(rules.iter().copied()).collect();
    let told = desk.hears("alerts edit", &edit).await;
    assert!(told.starts_with("**grafana**: "), "{told}");
}

/// Lets a page go through its one level and both its repeats.
async fn passes(desk: &Desk) {
    for _ in 0..3 {
        desk.clock.advance(TimeDelta::minutes(5));
        ticks(&desk.ledger).await;
    }
}

#[tokio::test]
async fn severities_are_mapped_and_some_are_left_out() {
    Desk::on_each(NOW, async |desk| {
        source(desk, &[("severities", "critical=SEV1, info=nothing")]).await;
        for (word, severity, number) in [("critical", "SEV1", 1), ("plaid", "SEV2", 2), ("P4", "SEV4", 3)] {
            let made = alert(desk, "grafana", "Disk", word, &format!(r#","severity":"{word}""#)).await;
            assert_eq!(made.incident(), Some(Number(number)), "{word}");
            assert_eq!(desk.incident(number).await.severity, severity, "{word}");
        }
        assert_eq!(alert(desk, "grafana", "Disk", "x", r#","severity":"INFO""#).await, Made::Ignored);
        assert_eq!(incidents(desk).await, 3);
        let shown = desk.hears("alerts show", &[("source", "grafana")]).await;
        assert!(shown.contains("left out, as the rules say") && shown.contains("opened INC-1"), "{shown}");
        assert!(shown.contains("3 firing"), "{shown}");
    })
    .await;
}

#[tokio::test]
async fn in_quiet_hours_only_the_gravest_page_and_the_rest_waits_for_their_end() {
    Desk::on_each("2024-06-03T23:00:00Z", async |desk| {
        source(desk, &[("quiet_hours", "22:00-07:00")]).await;
        let made = alert(desk, "grafana", "Disk is full", "disk", "").await;
        let Made::Opened { unpaged: Some(why), .. } = &made else { panic!("{made:?}") };
        assert!(why.contains("quiet hours until 07:00 (UTC)"), "{why}");
        assert!(pages(desk, 1).await.is_empty());
        alert(desk, "grafana", "All is down", "all", r#","severity":"critical""#).await;
        assert_eq!(pages(desk, 2).await.len(), 1, "the gravest pages at any hour");
        alert(desk, "grafana", "Queue is long", "queue", "").await;
        alert(desk, "grafana", "Queue is short", "queue", r#","status":"resolved""#).await;
        desk.clock.advance(TimeDelta::hours(8));
        ticks(&desk.ledger).await;
        assert_eq!(pages(desk, 1).await.len(), 1, "it still fires");
        assert!(pages(desk, 3).await.is_empty(), "it is over");
    })
    .await;
}

#[tokio::test]
async fn a_source_may_page_alone_and_an_unanswered_page_opens_an_incident() {
    Desk::on_each(NOW, async |desk| {
        source(desk, &[("opens", "page")]).await;
        assert_eq!(
            alert(desk, "grafana", "Disk is full", "disk", r#","text":"2 % left""#).await,
            Made::Paged
        );
        assert_eq!(alert(desk, "grafana", "Disk is fuller", "disk", "").await, Made::PageGoesOn);
        assert_eq!(incidents(desk).await, 0);
        let directs = directs(&leaves(&desk.ledger).await);
        assert_eq!(directs.len(), 1);
        assert_eq!(directs[0].0, 7);
        assert!(directs[0].1.text.contains("Disk is full: 2 % left"), "{}", directs[0].1.text);
        passes(desk).await;
        assert_eq!(incidents(desk).await, 1, "nobody answered");
        let told = told(desk, 1).await;
        assert!(told[0].text.contains("nobody answered the page to payments"), "{}", told[0].text);
        let made = alert(desk, "grafana", "Disk is fullest", "disk", "").await;
        assert_eq!(made.incident(), Some(Number(1)), "from now on it belongs there");
    })
    .await;
}

#[tokio::test]
async fn a_page_alone_ends_with_its_alert_only_when_somebody_has_it() {
    Desk::on_each(NOW, async |desk| {
        source(desk, &[("opens", "page")]).await;
        alert(desk, "grafana", "Disk is full", "disk", "").await;
        let over = r#","status":"resolved""#;
        assert_eq!(
            alert(desk, "grafana", "Disk is well", "disk", over).await,
            Made::Recovered { incident: None }
        );
        passes(desk).await;
        assert_eq!(incidents(desk).await, 1, "the page that nobody answered went on");
    })
    .await;
}

#[tokio::test]
async fn what_is_the_same_is_the_servers_to_say() {
    Desk::on_each(NOW, async |desk| {
        source(desk, &[("same", "label:service")]).await;
        let labelled = |service: &str| format!(r#","labels":{{"service":"{service}"}}"#);
        let first = alert(desk, "grafana", "Disk is full", "a", &labelled("shop")).await;
        let second = alert(desk, "grafana", "CPU is hot", "b", &labelled("shop")).await;
        let third = alert(desk, "grafana", "CPU is hot", "c", &labelled("mail")).await;
        assert_eq!((first.incident(), second.incident()), (Some(Number(1)), Some(Number(1))));
        assert_eq!(third.incident(), Some(Number(2)));
        desk.hears("alerts edit", &[("source", "grafana"), ("same", "title")]).await;
        assert_eq!(alert(desk, "grafana", "cpu is HOT", "d", "").await.incident(), Some(Number(3)));
        assert_eq!(alert(desk, "grafana", "CPU is hot", "e", "").await.incident(), Some(Number(3)));
    })
    .await;
}

#[tokio::test]
async fn a_policy_that_cannot_be_used_is_said_and_the_incident_opens_all_the_same() {
    Desk::on_each(NOW, async |desk| {
        source(desk, &[("same", "alert")]).await;
        desk.hears("policy remove", &[("policy", "payments")]).await;
        let made = alert(desk, "grafana", "Disk is full", "disk", "").await;
        let Made::Opened { unpaged: Some(why), .. } = &made else { panic!("{made:?}") };
        assert!(why.contains("policy of the alert source was removed"), "{why}");
        let list = desk.hears("alerts list", &[]).await;
        assert!(list.contains("⚠️ pages nobody, for its policy was removed"), "{list}");
        assert!(list.contains("1 firing"), "{list}");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_what_to_type() {
    Desk::on_each(NOW, async |desk| {
        source(desk, &[("same", "alert")]).await;
        for (options, part) in [
            (&[][..], "Nothing to change was given"),
            (&[("severities", "critical")], "critical=SEV1"),
            (&[("severities", "critical=SEV9")], "There is no severity"),
            (&[("same", "label:")], "`label:`"),
            (&[("quiet_hours", "22")], "22:00-07:00"),
            (&[("severity", "SEV9")], "There is no severity"),
            (&[("policy", "nobody")], "There is no policy"),
            (&[("name", "a,b")], "A name has no"),
        ] {
            let all: Vec<_> = [("source", "Grafana")].into_iter().chain(options.iter().copied()).collect();
            let told = desk.hears("alerts edit", &all).await;
            assert!(told.contains(part), "{options:?}: {told}");
        }
        let told = desk.hears("alerts edit", &[("source", "@everyone"), ("same", "group")]).await;
        assert!(told.contains("There is no alert source") && !told.contains("@everyone"), "{told}");
        let told = desk.hears("alerts add", &[("name", "GRAFANA")]).await;
        assert!(told.contains("already an alert source") && !told.contains("/alerts/"), "{told}");
        let cleared =
            [("source", "grafana"), ("policy", "none"), ("severity", "none"), ("quiet_hours", "none")];
        let told = desk.hears("alerts edit", &cleared).await;
        assert!(told.contains("pages nobody") && told.contains("SEV3 unless"), "{told}");
        assert_eq!(desk.types("alerts show", "source", &[("source", "gra")]).await[0].value, "grafana");
    })
    .await;
}
