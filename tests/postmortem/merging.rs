//! A duplicate whose postmortem was posted already: its posts say where the whole is told, and that one tells it.

use chrono::TimeDelta;
use tests::world::{Actor, World};

async fn over(ana: &Actor<'_>, number: u32, title: &str, seen: &str) {
    ana.runs(&format!("/incident open title:{title}")).await;
    ana.runs(&format!("/timeline add text:{seen} kind:report incident:{number}")).await;
    ana.runs(&format!("/incident resolve cause:A leak resolution:A restart incident:{number}")).await;
}

async fn two(world: &World) -> Actor<'_> {
    let ana = world.person("ana");
    ana.person.give(world.guild.role("Admins", simulator::Permissions::ADMINISTRATOR));
    world.guild.create_channel("postmortems");
    world.settle().await;
    ana.runs("/settings set setting:postmortems value:#postmortems").await;
    over(&ana, 1, "Checkout is down", "Cards are refused").await;
    over(&ana, 2, "Baskets stay empty", "The basket forgets everything").await;
    ana
}

#[tokio::test]
async fn the_posts_of_a_duplicate_name_the_one_that_tells_the_whole() {
    let world = World::start().await;
    let ana = two(&world).await;
    let duplicate = ana.goes_to("postmortems").must_see("Postmortem · INC-2").id;
    let whole = ana.must_see("Postmortem · INC-1").id;
    let in_room = ana.goes_to("inc-2-baskets-stay-empty").must_see("Postmortem · INC-2").id;
    ana.runs("/postmortem publish").await.says("is published");
    ana.runs("/postmortem review at:tomorrow 10:00").await;
    world.advance(TimeDelta::minutes(20)).await;
    ana.runs("/incident merge into:1").await.says("INC-1");

    let now = ana.must_see("Postmortem · INC-2");
    assert_eq!(now.id, in_room, "the same message");
    assert!(now.content.contains("It was merged into INC-1"), "{}", now.content);
    assert!(now.components.is_empty(), "nothing is left to press: {:?}", now.components);
    let collected = ana.goes_to("postmortems").must_see("Postmortem · INC-2");
    assert_eq!(collected.id, duplicate);
    assert!(collected.content.contains("It was merged into INC-1"), "{}", collected.content);
    let told = ana.must_see("Postmortem · INC-1");
    assert_eq!(told.id, whole, "the same message there too");
    let document = String::from_utf8(told.files[0].bytes.clone()).unwrap();
    assert!(document.contains("The basket forgets everything"), "{document}");
    assert!(told.content.contains("What changed in edition 2"), "{}", told.content);
}

#[tokio::test]
async fn nobody_is_asked_for_the_postmortem_of_a_duplicate() {
    let world = World::start().await;
    let ana = two(&world).await;
    ana.goes_to("inc-2-baskets-stay-empty").runs("/incident merge into:1").await;
    let before = ana.sees().len();
    world.advance(TimeDelta::days(30)).await;
    assert_eq!(ana.sees().len(), before, "{:?}", ana.sees());
    for line in ["/postmortem publish", "/postmortem show", "/postmortem review at:tomorrow 10:00"] {
        ana.runs(line).await.whispers("INC-2 was merged");
    }
}
