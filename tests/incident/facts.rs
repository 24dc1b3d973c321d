//! `/incident set`: every field, and every refusal.

use incidents::model::incident::Section;
use incidents::model::milestones::Milestone;
use tests::world::desk::Desk;

const NOW: &str = "2024-06-02T18:00:00Z";

async fn set(desk: &Desk, field: &str, value: &str) -> String {
    desk.hears("incident set", &[("field", field), ("value", value), ("incident", "1")]).await
}

#[tokio::test]
async fn every_field_takes_what_it_is_for() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down")]).await;
        for (field, value, shown) in [
            ("title", "Checkout is slow", "Checkout is slow"),
            ("affected", "68% of active users", "68% of active users"),
            ("cause", "A *leak*", "A \\*leak\\*"),
            ("zone", "america/new_york", "America/New\\_York"),
            ("document_zone", "EST", "EST"),
            ("started", "1:30 PM", "<t:1717349400:f>"),
            ("detected", "1:40 PM", "<t:1717350000:f>"),
            ("detected", "-", "taken from the timeline again"),
            ("lessons", "-", "emptied"),
        ] {
            let said = set(desk, field, value).await;
            assert!(said.contains(shown), "{field}: {said}");
        }
        let incident = desk.incident(1).await;
        assert_eq!(incident.sections.get(Section::Affected), Some("68% of active users"));
        assert_eq!(
            incident.milestones.at(Milestone::ImpactStarted),
            Some("2024-06-02T17:30:00Z".parse().unwrap())
        );
        assert_eq!(incident.milestones.at(Milestone::Detected), None);
        assert_eq!(
            (incident.zone.as_deref(), incident.document_zone.as_deref()),
            (Some("America/New_York"), Some("EST"))
        );
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_what_to_type() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("incident open", &[("title", "Checkout is down"), ("started", "17:00")]).await;
        for (field, value, why) in [
            ("title", "x", "A title has 3 to 100 characters"),
            ("title", "-", "The title cannot be empty"),
            ("affected", "680% of users", "680% is more than everybody"),
            ("zone", "Mars/Olympus", "I do not know the zone"),
            ("started", "whenever", "could not"),
            ("detected", "tomorrow 9:00", "future"),
            ("resolved", "17:30", "INC-1 is still open"),
            ("resolved", "-", "The end cannot be empty"),
            ("severity", "SEV1", "There is no field"),
        ] {
            let said = set(desk, field, value).await;
            let time = ["started", "detected"].contains(&field);
            assert!(time || said.contains(why), "{field} {value}: {said}");
        }
        let before = desk.incident(1).await;
        desk.hears("incident resolve", &[("cause", "a"), ("resolution", "b"), ("incident", "1")]).await;
        assert_eq!(before.milestones.at(Milestone::Detected), None);
        assert!(set(desk, "resolved", "16:00").await.contains("The end would lie before the start"));
        assert!(set(desk, "resolved", "17:45").await.contains("resolved: <t:1717350300:f>"));
        assert!(set(desk, "started", "17:50").await.contains("The start would lie after the end"));
    })
    .await;
}
