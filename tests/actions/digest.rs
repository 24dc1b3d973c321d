//! The digest: what is open, and what became of the rest, by the server's own line.

use commands::request::Given;
use tests::world::desk::Desk;

use super::reminders::{LOUD, NOW, adds, ready, turn};

#[tokio::test]
async fn the_digest_comes_by_its_cron_line_and_sums_up_the_week() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        for (title, due) in
            [("Add an alert", "2026-10-06"), ("Train support", "2026-12-01"), ("Drill", "in 80 days")]
        {
            adds(desk, title, due).await;
        }
        desk.runs("incident open", &[("title", "A breach")]).await;
        desk.gives(
            "incident open",
            vec![("title", Given::Text("A secret".into())), ("private", Given::Truth(true))],
        )
        .await;
        let secret = [("incident", "INC-3"), ("title", "Rotate the keys"), ("due", "2026-10-06")];
        desk.hears("action add", &secret).await;
        desk.hears("action done", &[("action", "A-2")]).await;
        desk.hears("action drop", &[("action", "A-3"), ("reason", "too dear")]).await;
        turn(&mut wheel, desk, "2026-10-12T12:00:00Z").await;
        let heard = wheel.heard(LOUD);
        let times: Vec<_> = heard.iter().map(|(at, _)| at.as_str()).collect();
        assert_eq!(times, ["10-06 09:00", "10-07 09:00", "10-08 09:00", "10-09 09:00", "10-12 09:00"]);
        assert!(heard.iter().all(|(_, message)| !message.text.contains("keys")), "{heard:?}");
        assert!(heard[0].1.text.contains("Due within a week"), "{heard:?}");
        assert!(
            heard[1].1.text.contains("**Overdue** (1)") && !heard[1].1.text.contains("last week"),
            "{heard:?}"
        );
        for part in [
            "Done in the last week** (1)",
            "Slipped in the last week** (1)",
            "Decided against in the last week** (1)",
        ] {
            assert!(heard[4].1.text.contains(part), "{part}: {heard:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn another_cron_line_moves_the_digest() {
    Desk::on_each(NOW, async |desk| {
        let mut wheel = ready(desk).await;
        adds(desk, "Add an alert", "2026-10-08").await;
        desk.hears("settings set", &[("setting", "digest"), ("value", "every day at 18:00")]).await;
        turn(&mut wheel, desk, "2026-10-06T20:00:00Z").await;
        assert_eq!(wheel.times(LOUD), ["10-05 18:00", "10-06 18:00"]);
        desk.hears("settings set", &[("setting", "digest"), ("value", "off")]).await;
        turn(&mut wheel, desk, "2026-10-08T08:00:00Z").await;
        assert!(wheel.times(LOUD).is_empty());
    })
    .await;
}
