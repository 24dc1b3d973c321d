//! What somebody deletes by hand is made again, and never in a loop.

use chrono::TimeDelta;
use simulator::Permissions;
use tests::world::database::{Kind, kinds};
use tests::world::{Actor, World};

const ROOM: &str = "inc-1-checkout-is-down";

async fn opened(world: &World) -> Actor<'_> {
    let ana = world.person("ana");
    ana.runs("/incident open title:Checkout is down severity:SEV1").await.says("INC-1");
    ana
}

fn rooms(world: &World) -> usize {
    world.guild.channels().iter().filter(|channel| channel.name == ROOM).count()
}

async fn deletes_channel(world: &World) {
    world.excuse("Unknown Channel");
    world.guild.delete_channel(world.guild.channel(ROOM).expect("it is there"));
    world.settle().await;
    world.advance(TimeDelta::seconds(3)).await;
}

#[tokio::test]
async fn a_channel_deleted_by_hand_is_made_again_and_nothing_recorded_is_lost() {
    for &kind in tokio::task::spawn_blocking(kinds).await.unwrap() {
        let world = World::on(kind, false).await;
        let ana = opened(&world).await;
        ana.goes_to(ROOM).runs("/timeline add text:Rolled back").await;
        deletes_channel(&world).await;
        assert_eq!(rooms(&world), 1, "another one, once");
        ana.goes_to("general").must_see("The channel of **INC-1 · Checkout is down** was deleted");
        ana.goes_to(ROOM);
        assert!(ana.must_see("Severity").is_pinned, "the card is there again, and pinned");
        ana.must_see("This one takes its place");
        ana.runs("/timeline list").await.whispers("Rolled back").whispers("Incident channel deleted");
        ana.runs("/incident status state:fixing").await.says("fixing");
    }
}

#[tokio::test]
async fn a_channel_that_is_deleted_again_and_again_is_given_up_and_the_incident_goes_on() {
    let world = World::start().await;
    let ana = opened(&world).await;
    for _ in 0..3 {
        deletes_channel(&world).await;
        assert_eq!(rooms(&world), 1);
    }
    deletes_channel(&world).await;
    assert_eq!(rooms(&world), 0, "somebody plainly does not want it");
    ana.goes_to("general").must_see("again and again");
    world.advance(TimeDelta::hours(2)).await;
    assert_eq!(rooms(&world), 0);
    ana.runs("/timeline add incident:1 text:We go on here").await.says("We go on here");
    ana.runs("/incident resolve incident:1 cause:x resolution:y").await.says("is resolved");
}

#[tokio::test]
async fn a_channel_deleted_while_the_bot_was_away_is_noticed() {
    let world = World::start().await;
    let ana = opened(&world).await;
    world.crashes().await;
    world.guild.delete_channel(world.guild.channel(ROOM).unwrap());
    world.excuse("Unknown Channel");
    world.starts_bot().await;
    world.advance(TimeDelta::seconds(3)).await;
    assert_eq!(rooms(&world), 1);
    ana.goes_to(ROOM).must_see("This one takes its place");
}

#[tokio::test]
async fn the_channel_of_what_is_over_is_not_made_again_until_it_goes_on() {
    let world = World::start().await;
    let ana = opened(&world).await;
    ana.goes_to(ROOM).runs("/incident resolve cause:x resolution:y").await.says("is resolved");
    deletes_channel(&world).await;
    assert_eq!(rooms(&world), 0);
    ana.goes_to("general");
    ana.runs("/incident set incident:1 field:lessons value:Test more").await;
    world.advance(TimeDelta::hours(1)).await;
    assert_eq!(rooms(&world), 0, "and nothing waits for one");
    ana.runs("/incident reopen incident:1 reason:It is back").await.says("is open again");
    assert_eq!(rooms(&world), 1);
    assert!(ana.goes_to(ROOM).must_see("Severity").is_pinned);
}

#[tokio::test]
async fn a_category_deleted_by_hand_is_replaced_for_the_next_incident() {
    let world = World::start().await;
    let ana = opened(&world).await;
    world.excuse("CHANNEL_PARENT_INVALID");
    world.guild.delete_channel(world.guild.channel("Incidents").unwrap());
    world.settle().await;
    ana.runs("/incident open title:Mail is late").await.says("INC-2");
    let category = world.guild.channel("Incidents").expect("made again");
    let channels = world.guild.channels();
    let mail = channels.iter().find(|channel| channel.name == "inc-2-mail-is-late").unwrap();
    assert_eq!(mail.parent, Some(category));
}

#[tokio::test]
async fn a_deleted_card_is_posted_anew_with_the_next_thing_that_happens() {
    let world = World::start().await;
    let ana = opened(&world).await;
    world.excuse("Unknown Message");
    deletes_card(&world, &ana);
    ana.runs("/incident status state:fixing").await;
    world.advance(TimeDelta::seconds(3)).await;
    assert!(ana.must_see("Severity").is_pinned);
}

#[tokio::test]
async fn where_messages_may_be_read_a_deleted_card_is_posted_anew_at_once_but_not_for_ever() {
    let world = World::on(Kind::Sqlite, true).await;
    let ana = opened(&world).await;
    for _ in 0..3 {
        deletes_card(&world, &ana);
        world.advance(TimeDelta::seconds(5)).await;
        assert!(ana.must_see("Severity").is_pinned);
    }
    deletes_card(&world, &ana);
    world.advance(TimeDelta::minutes(5)).await;
    assert!(ana.sees().iter().all(|words| !words.contains("Severity")), "{:?}", ana.sees());
    ana.runs("/incident status state:fixing").await;
    world.advance(TimeDelta::seconds(3)).await;
    ana.must_see("Severity");
}

fn deletes_card(world: &World, ana: &Actor<'_>) {
    let moderator = world.guild.person("mo");
    moderator.give(world.guild.role("Moderators", Permissions::MANAGE_MESSAGES));
    ana.goes_to(ROOM);
    moderator.deletes(ana.must_see("Severity").id).expect("moderators may");
}

#[tokio::test]
async fn a_renamed_channel_is_still_the_incidents() {
    let world = World::start().await;
    let ana = opened(&world).await;
    world.guild.rename_channel(world.guild.channel(ROOM).unwrap(), "war-room");
    world.settle().await;
    ana.goes_to("war-room").runs("/incident status state:fixing").await.says("fixing");
    world.crashes().await;
    world.starts_bot().await;
    world.advance(TimeDelta::minutes(5)).await;
    assert_eq!(rooms(&world), 0, "none is made beside it");
    assert!(ana.must_see("Severity").is_pinned);
}
