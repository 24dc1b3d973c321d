//! One incident, from declaring to its postmortem, as a team lives it.

use tests::world::World;
use tests::world::database::kinds;

#[tokio::test]
async fn an_incident_is_opened_noted_resolved_and_read() {
    for &kind in tokio::task::spawn_blocking(kinds).await.unwrap() {
        lived(&World::on(kind, false).await).await;
    }
}

async fn lived(world: &World) {
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

#[tokio::test]
async fn commands_are_registered_only_when_they_have_changed() {
    let world = World::start().await;
    let asked = || {
        world
            .discord
            .calls()
            .iter()
            .filter(|call| call.method == "GET" && call.path.ends_with("/commands"))
            .count()
    };
    let registered = || {
        world
            .discord
            .calls()
            .iter()
            .filter(|call| call.method == "PUT" && call.path.ends_with("/commands"))
            .count()
    };
    assert_eq!(registered(), 1);
    world.crashes().await;
    world.starts_bot().await;
    world.until(|| asked() == 2).await;
    world.settle().await;
    assert_eq!(registered(), 1, "nothing has changed");
}

#[tokio::test]
async fn a_private_incident_is_hidden_from_everybody_else() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    ana.runs("/incident open title:Keys were leaked private:true").await.whispers("INC-1");
    ana.goes_to("inc-1-keys-were-leaked").must_see("Severity");
    assert!(ben.person.sees(ana.here()).is_empty(), "the channel is closed to ben");
    ben.runs("/incident show incident:INC-1").await.whispers("There is no incident");
    assert!(ben.types("/incident show incident:keys").await.is_empty());
    assert!(ben.sees().iter().all(|words| !words.contains("Keys")), "{:?}", ben.sees());
}
