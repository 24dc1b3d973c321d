//! What an alert said is taken out with the entry that tells it, wherever else it was kept, over both databases.

use super::*;
use crate::audit::holding;

const SECRET: &str = "zanzibar";

#[tokio::test]
async fn what_an_alert_said_goes_with_the_entry_that_tells_it() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("policy create", &[("name", "payments")]).await;
        desk.hears("policy step", &[("policy", "payments"), ("who", "<@7>")]).await;
        desk.hears("alerts add", &[("name", "grafana"), ("policy", "payments")]).await;
        alert(desk, "grafana", "Sign-in is slow", "login", "").await;
        let leak = format!(r#","severity":"SEV1","text":"The token is {SECRET}-1 on db-1""#);
        alert(desk, "grafana", &format!("Login fails for {SECRET}"), "login", &leak).await;
        alert(desk, "grafana", "Disk is full", "disk", "").await;
        let place = desk.place();
        let before = tokio::task::spawn_blocking(move || holding(&place, SECRET)).await.unwrap();
        for kept in ["alerts.title", "alert_deliveries.made", "pages.message", "outbox.wish", "entries.text"]
        {
            assert!(before.iter().any(|column| column == kept), "{kept} has it: {before:?}");
        }
        let entries = told(desk, 1).await;
        for entry in entries.iter().filter(|entry| entry.text.contains(SECRET)) {
            let seq = entry.seq.to_string();
            let redact = [("entry", seq.as_str()), ("reason", "A token"), ("incident", "1")];
            assert!(desk.hears("timeline redact", &redact).await.contains("redacted: A token"));
        }
        let place = desk.place();
        let after = tokio::task::spawn_blocking(move || holding(&place, SECRET)).await.unwrap();
        assert_eq!(after, Vec::<String>::new(), "the words are still kept");
        let listed = desk.hears("alerts show", &[("source", "grafana")]).await;
        assert!(listed.contains("redacted by ana: A token") && listed.contains("Disk is full"), "{listed}");
        let called: Vec<_> = pages(desk, 1).await.into_iter().filter_map(|paged| paged.message).collect();
        assert!(
            called.iter().any(|message| message == "Sign-in is slow"),
            "what is harmless stays: {called:?}"
        );
        assert!(called.iter().any(|message| message.contains("A token")), "{called:?}");
    })
    .await;
}

#[tokio::test]
async fn what_an_alert_gave_the_incident_it_opened_goes_too() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("alerts add", &[("name", "grafana")]).await;
        let leak = format!(r#","text":"The token is {SECRET}-1 on db-1. {}""#, "It is long. ".repeat(200));
        alert(desk, "grafana", &format!("Login fails for {SECRET}"), "login", &leak).await;
        desk.hears(
            "incident resolve",
            &[("incident", "1"), ("cause", "A bad deploy"), ("resolution", "Undone")],
        )
        .await;
        let place = desk.place();
        let before = tokio::task::spawn_blocking(move || holding(&place, SECRET)).await.unwrap();
        for kept in ["incidents.title", "incidents.sections"] {
            assert!(before.iter().any(|column| column == kept), "{kept} has it: {before:?}");
        }
        for entry in told(desk, 1).await.iter().filter(|entry| entry.text.contains(SECRET)) {
            let seq = entry.seq.to_string();
            desk.hears("timeline redact", &[("entry", &seq), ("reason", "A token"), ("incident", "1")]).await;
        }
        let place = desk.place();
        let after = tokio::task::spawn_blocking(move || holding(&place, SECRET)).await.unwrap();
        assert_eq!(after, Vec::<String>::new(), "the words are still kept");
        let incident = desk.incident(1).await;
        assert_eq!(incident.title, "[redacted by ana: A token]");
        assert!(desk.hears("postmortem show", &[("incident", "1")]).await.contains("A bad deploy"));
    })
    .await;
}

#[tokio::test]
async fn a_title_that_a_person_gave_stays_though_an_entry_repeats_it() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("alerts add", &[("name", "grafana")]).await;
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        let said = [("text", "Checkout is down, says zanzibar"), ("incident", "1")];
        desk.hears("timeline add", &said).await;
        let seq = told(desk, 1).await.last().unwrap().seq.to_string();
        desk.hears("timeline redact", &[("entry", &seq), ("reason", "A name"), ("incident", "1")]).await;
        assert_eq!(desk.incident(1).await.title, "Checkout is down");
    })
    .await;
}
