//! What is wrong about who is called is found before an emergency does.

use super::*;

/// What the doctor says, without what is well.
async fn found(desk: &Desk) -> String {
    let told = desk.hears("doctor", &[]).await;
    told.lines().filter(|line| !line.starts_with('✅')).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn policies_contacts_gaps_and_maintenance_are_warned_of() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("contact add", &[("name", "Zoe"), ("ntfy", "zoe")]).await;
        rotation(desk, "Zoe").await;
        desk.hears("policy create", &[("name", "p")]).await;
        desk.hears("policy step", &[("policy", "p"), ("who", "Primary")]).await;
        let told = found(desk).await;
        assert!(
            told.contains("🟡 contacts: Zoe has never answered a page") && !told.contains("🔴"),
            "{told}"
        );
        desk.hears("schedule restrict", &[("schedule", "Primary"), ("hours", "20:00-16:00")]).await;
        let told = found(desk).await;
        assert!(told.contains("🔴 policies: p: nobody would be called now"), "{told}");
        assert!(told.contains("🔴 on call: Primary: nobody is on call Mon 3 Jun 16:00–20:00 UTC"), "{told}");
        desk.hears("contact remove", &[("contact", "Zoe")]).await;
        desk.hears("page maintenance", &[("state", "start")]).await;
        let told = found(desk).await;
        assert!(told.contains("🔴 policies: p: nobody would be called now"), "{told}");
        assert!(told.contains("🟡 paging: all paging is held by ana until"), "{told}");
    })
    .await;
}
