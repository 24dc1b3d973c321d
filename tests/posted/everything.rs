//! All that people do is answered over HTTP as it is over the gateway.

use serde_json::Value;
use simulator::Answer;
use tests::world::World;
use tests::world::database::kinds;

/// What Discord told over the gateway of what people did.
fn over_the_gateway(world: &World) -> usize {
    let frames = world.discord.frames();
    frames.iter().filter(|frame| frame.event.as_deref() == Some("INTERACTION_CREATE")).count()
}

#[tokio::test]
async fn all_that_people_do_is_answered_over_http_as_over_the_gateway() {
    for &kind in tokio::task::spawn_blocking(kinds).await.unwrap() {
        lived(&World::on(kind, false).await).await;
    }
}

async fn lived(world: &World) {
    let _web = world.answers_over_http().await;
    let ana = world.person("ana");
    let told = ana.runs("/incident open title:Checkout is down severity:SEV1").await;
    told.says("INC-1 · Checkout is down").says("<#");
    ana.goes_to("inc-1-checkout-is-down");
    let said = ana.says("The bank answers 500").await;
    ana.uses("Add to timeline", said).await;
    ana.runs("/timeline list").await.whispers("The bank answers 500");
    assert!(!ana.types("/incident show incident:INC").await.is_empty(), "suggestions come");
    ana.clicks("Take lead").await;
    ana.must_see("ana");
    assert!(ana.runs("/incident resolve").await.is_form());
    ana.fills_in(&[("cause", "A bad deploy"), ("resolution", "Rolled it back")]).await.says("is resolved");
    // Files cannot stand in the answer to a request: they follow it.
    let file = ana.runs("/postmortem export format:markdown").await;
    assert!(matches!(file.answer, Answer::Message(_)), "{file:?}");
    assert_eq!(file.message().files.len(), 1);
    ana.runs("/incident severity level:SEV9").await.whispers("SEV");
    assert_eq!(over_the_gateway(world), 0, "Discord tells each thing once");
}

/// Sends the newest interaction to the door once more, and gives back the status and the answer.
async fn again(world: &World, address: &str) -> (u16, Value) {
    let body = world.discord.last_interaction().expect("somebody did something").to_string();
    super::believed::post(address, &body, world.discord.signs(world.clock.now(), &body)).await
}

#[tokio::test]
async fn what_is_sent_again_is_answered_alike_and_done_once() {
    let world = World::start().await;
    let web = world.answers_over_http().await;
    let address = format!("http://{}/interactions", web.address());
    let ana = world.person("ana");
    ana.runs("/incident open title:Checkout is down").await.says("INC-1");
    let (first, second) = tokio::join!(again(&world, &address), again(&world, &address));
    assert_eq!(first, second);
    assert_eq!((first.0, &first.1["type"]), (200, &Value::from(4)));
    assert!(first.1["data"]["content"].as_str().unwrap().contains("INC-1"), "{first:?}");
    let told = ana.runs("/incident list").await.words();
    assert!(told.contains("INC-1") && !told.contains("INC-2"), "{told}");
    world.settle().await;
}
