//! One incident, from declaring to its postmortem, as a team lives it.

use tests::world::World;

#[tokio::test]
async fn an_incident_is_opened_noted_resolved_and_read() {
    let world = World::start().await;
    let ana = world.person("ana");
    let told = ana.runs("/incident open title:Checkout is down severity:SEV1 summary:Payments fail").await;
    told.says("INC-1 · Checkout is down").says("<#");
    ana.goes_to("inc-1-checkout-is-down");
    let card = ana.must_see("Severity");
    assert!(card.is_pinned, "the card is pinned");
    ana.runs("/incident status state:identified note:a bad deploy").await.says("identified");
    ana.runs("/timeline add text:Rolled back kind:mitigation at:14:14").await.says("Rolled back");
    ana.runs("/timeline list").await.whispers("Rolled back");
    assert!(ana.runs("/incident resolve").await.is_form());
    ana.fills_in(&[("cause", "A bad deploy"), ("resolution", "Rolled it back")]).await.says("is resolved");
    let postmortem = ana.must_see("Postmortem");
    let file = &postmortem.files[0];
    assert_eq!(file.name, "postmortem-INC-1.md");
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    for fact in ["# Checkout is down", "A bad deploy", "Rolled it back", "Rolled back"] {
        assert!(text.contains(fact), "{fact:?} is not in {text}");
    }
}
