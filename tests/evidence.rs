//! Pictures and messages as a team lives with them: captured in the heat, there long after Discord's links have expired.

use chrono::TimeDelta;
use simulator::File;
use tests::world::database::Kind;
use tests::world::{Actor, World};

const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a picture";

fn picture(name: &str) -> File {
    File { name: name.into(), bytes: PICTURE.to_vec() }
}

async fn room(ana: &Actor<'_>) {
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
}

async fn resolved(ana: &Actor<'_>) -> simulator::MessageView {
    ana.runs("/incident resolve cause:A bad deploy resolution:Rolled it back").await.says("is resolved");
    ana.must_see("Postmortem ·")
}

fn document(postmortem: &simulator::MessageView) -> String {
    String::from_utf8(postmortem.files[0].bytes.clone()).unwrap()
}

#[tokio::test]
async fn a_picture_outlives_its_link() {
    let world = World::start().await;
    let ana = world.person("ana");
    room(&ana).await;
    let line = "/timeline add text:Memory climbed file:graph.png";
    ana.person.runs_with_files(ana.here(), line, &[picture("graph.png")]).unwrap();
    world.advance(TimeDelta::zero()).await;
    ana.must_see("A copy of the file is being made");
    world.advance(TimeDelta::days(3)).await;
    let postmortem = resolved(&ana).await;
    assert_eq!(postmortem.files[1].bytes, PICTURE);
    let name = &postmortem.files[1].name;
    assert!(document(&postmortem).contains(&format!("]({name})")), "{}", document(&postmortem));
}

#[tokio::test]
async fn a_message_is_added_from_its_menu_with_its_picture() {
    let world = World::start().await;
    let ana = world.person("ana");
    let ben = world.person("ben");
    room(&ana).await;
    let said = ben.person.says(ana.here(), "Look at **this**", &[picture("../x.png")]).unwrap();
    ana.uses("Add to timeline", said).await.says("Look at");
    ana.uses("Add to timeline", said).await.whispers("already, as entry #");
    let postmortem = resolved(&ana).await;
    assert!(document(&postmortem).contains("Look at"), "{}", document(&postmortem));
    assert_eq!(postmortem.files[1].bytes, PICTURE);
}

#[tokio::test]
async fn what_is_learnt_later_reaches_the_posted_postmortem() {
    let world = World::start().await;
    let ana = world.person("ana");
    room(&ana).await;
    let posted = resolved(&ana).await;
    ana.runs("/timeline add text:It had been slow since noon kind:report").await;
    let now = ana.must_see("Postmortem ·");
    assert_eq!(now.id, posted.id, "the same message");
    assert!(document(&now).contains("slow since noon"), "{}", document(&now));
}

#[tokio::test]
async fn entries_open_from_the_list_and_are_edited_there() {
    let world = World::start().await;
    let ana = world.person("ana");
    room(&ana).await;
    ana.runs("/timeline add text:Restarted the cash").await;
    let list = ana.runs("/timeline list").await;
    ana.person.selects(list.message().id, "Open an entry", &["3"]).unwrap();
    world.advance(TimeDelta::zero()).await;
    ana.must_see("Keep out of the postmortem");
    ana.runs("/timeline edit entry:cash").await;
    ana.fills_in(&[("text", "Restarted the cache")]).await.says("Restarted the cache");
    ana.runs("/timeline list").await.whispers("(edited)");
}

#[tokio::test]
async fn a_pin_puts_a_message_on_the_timeline_and_its_author_goes_on_writing() {
    let world = World::on(Kind::Sqlite, true).await;
    let ana = world.person("ana");
    let ben = world.person("ben");
    room(&ana).await;
    ben.goes_to("inc-1-checkout-is-down");
    let said = ben.says("Rolling back").await;
    ana.person.reacts(said, "📌").unwrap();
    ben.person.reacts(said, "📌").unwrap();
    world.advance(TimeDelta::zero()).await;
    ana.runs("/timeline list").await.whispers("Rolling back — ben");
    ben.person.edits(said, "Rolled back").unwrap();
    world.advance(TimeDelta::zero()).await;
    ana.runs("/timeline list").await.whispers("Rolled back — ben *(edited)*");
    ana.person.unreacts(said, "📌").unwrap();
    world.advance(TimeDelta::zero()).await;
    ana.runs("/timeline list").await.whispers("Rolled back — ben");
    ben.person.unreacts(said, "📌").unwrap();
    world.advance(TimeDelta::zero()).await;
    ana.runs("/timeline list").await.whispers("the 📌 was taken off");
}

#[tokio::test]
async fn a_pin_is_not_lost_with_a_call_that_fails() {
    let world = World::on(Kind::Sqlite, true).await;
    let ana = world.person("ana");
    room(&ana).await;
    let said = ana.says("Rolling back").await;
    for nth in 1..=3 {
        let on = simulator::Matcher::nth("GET", "/channels/*/messages/*", nth);
        world.discord.faults().add(simulator::Fault { on, what: simulator::Mishap::Html(502) });
    }
    ana.person.reacts(said, "📌").unwrap();
    world.settle().await;
    world.crashes().await;
    world.starts_bot().await;
    for _ in 0..6 {
        world.advance(TimeDelta::minutes(1)).await;
    }
    assert_eq!(world.discord.faults().left(), 0, "it did fail");
    ana.runs("/timeline list").await.whispers("Rolling back — ana");
}

#[tokio::test]
async fn what_somebody_corrected_by_hand_follows_its_message_no_more() {
    let world = World::on(Kind::Sqlite, true).await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    room(&ana).await;
    ben.goes_to("inc-1-checkout-is-down");
    let said = ben.says("The databse fell over").await;
    ana.uses("Add to timeline", said).await;
    ana.runs("/timeline edit entry:databse text:The primary database fell over").await;
    ben.person.edits(said, "The databse fell over, I think").unwrap();
    world.settle().await;
    ana.runs("/timeline list").await.whispers("The primary database fell over");
}
