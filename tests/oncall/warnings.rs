//! What is wrong about who is called is found before an emergency does.

use chrono::TimeDelta;
use incidents::operations::warnings::{Warning, warnings};
use tests::world::desk::GUILD;

use super::*;

async fn found(desk: &Desk) -> Vec<Warning> {
    desk.ledger.read(|view| warnings(view, GUILD)).await.unwrap()
}

#[tokio::test]
async fn policies_contacts_gaps_and_maintenance_are_warned_of() {
    Desk::on_each(NOW, async |desk| {
        assert_eq!(found(desk).await, []);
        desk.hears("contact add", &[("name", "Zoe"), ("ntfy", "zoe")]).await;
        rotation(desk, "Zoe").await;
        desk.hears("policy create", &[("name", "p")]).await;
        desk.hears("policy step", &[("policy", "p"), ("who", "Primary")]).await;
        assert_eq!(found(desk).await, [Warning::ContactUnproven { contact: "Zoe".into() }]);
        desk.hears("schedule restrict", &[("schedule", "Primary"), ("hours", "20:00-16:00")]).await;
        let now = desk.clock.now();
        let gap = Warning::ScheduleGap {
            schedule: "Primary".into(),
            from: now,
            to: now + TimeDelta::hours(4),
            gaps: 7,
        };
        let policy = Warning::PolicyReachesNobodyNow { policy: "p".into() };
        assert_eq!(found(desk).await, [policy, Warning::ContactUnproven { contact: "Zoe".into() }, gap]);
        desk.hears("contact remove", &[("contact", "Zoe")]).await;
        desk.hears("page maintenance", &[("state", "start")]).await;
        let all = found(desk).await;
        assert_eq!(all[0], Warning::PolicyReachesNobody { policy: "p".into() });
        assert!(matches!(all[1], Warning::ScheduleGap { gaps: 1, .. }), "all of the week: {all:?}");
        assert!(matches!(&all[2], Warning::Maintenance(one) if one.by == "ana"), "{all:?}");
    })
    .await;
}
