//! Where there is no room: the next category, then a thread. And the end: read-only, some time after publishing.

use chrono::TimeDelta;
use serde_json::json;
use simulator::{ChannelKind, Fault, Matcher, Mishap};
use tests::world::World;

#[tokio::test]
async fn the_fifty_first_channel_goes_to_another_category() {
    let world = World::start().await;
    let ana = world.person("ana");
    ana.runs("/incident open title:The first").await.says("INC-1");
    let first = world.guild.channel("Incidents").unwrap();
    world.excuse("CHANNEL_PARENT_MAX_CHANNELS");
    for nth in 1..50 {
        world.guild.create_channel_in(first, &format!("old-{nth}"));
    }
    world.settle().await;
    ana.runs("/incident open title:The second").await.says("INC-2");
    ana.runs("/incident open title:The third").await.says("INC-3");
    let second = world.guild.channel("Incidents 2").expect("a second category");
    let channels = world.guild.channels();
    for name in ["inc-2-the-second", "inc-3-the-third"] {
        let channel = channels.iter().find(|channel| channel.name == name).unwrap();
        assert_eq!(channel.parent, Some(second), "{name}");
    }
}

#[tokio::test]
async fn incidents_that_are_opened_at_once_make_one_category() {
    let world = World::start().await;
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    let (one, other) = tokio::join!(
        ana.runs("/incident open title:Checkout is down"),
        ben.runs("/incident open title:Mail is late")
    );
    one.says("INC-");
    other.says("INC-");
    world.settle().await;
    let channels = world.guild.channels();
    let categories: Vec<_> =
        channels.iter().filter(|channel| channel.kind == ChannelKind::Category).collect();
    assert_eq!(categories.len(), 1, "{categories:?}");
    let inside = channels.iter().filter(|channel| channel.parent == Some(categories[0].id)).count();
    assert_eq!(inside, 2, "{channels:?}");
}

#[tokio::test]
async fn of_two_categories_that_two_processes_make_at_once_the_older_stands() {
    let world = World::start().await;
    let on = Matcher::first("POST", "/guilds/*/channels");
    world.discord.faults().add(Fault { on, what: Mishap::Twice });
    world.person("ana").runs("/incident open title:Checkout is down").await.says("INC-1");
    let channels = world.guild.channels();
    let categories: Vec<_> =
        channels.iter().filter(|channel| channel.kind == ChannelKind::Category).collect();
    assert_eq!(categories.len(), 1, "{categories:?}");
    let room = channels.iter().find(|channel| channel.name == "inc-1-checkout-is-down").unwrap();
    assert_eq!(room.parent, Some(categories[0].id));
    let deleted = world.discord.calls().into_iter().find(|call| call.method == "DELETE").expect("ours went");
    assert!(!deleted.path.ends_with(&categories[0].id.to_string()), "the younger one: {}", deleted.path);
}

fn fill(world: &World) {
    world.excuse("Maximum number of guild channels");
    for nth in world.guild.channels().len()..500 {
        world.guild.create_channel(&format!("c-{nth}"));
    }
}

#[tokio::test]
async fn in_a_server_with_five_hundred_channels_a_thread_takes_its_place() {
    let world = World::start().await;
    let ana = world.person("ana");
    fill(&world);
    world.settle().await;
    ana.runs("/incident open title:Checkout is down").await.says("Work on it in <#");
    let name = "inc-1-checkout-is-down";
    let thread = world.guild.channels().into_iter().find(|channel| channel.name == name).expect("it is open");
    assert_eq!((thread.kind, thread.parent), (ChannelKind::PublicThread, world.guild.channel("general")));
    ana.goes_to(name);
    assert!(ana.must_see("Severity").is_pinned);
    ana.runs("/incident status state:fixing").await.says("fixing");
    ana.runs("/incident resolve cause:x resolution:y").await.says("is resolved");
    ana.must_see("Postmortem ·");
    ana.runs("/postmortem publish").await.says("is published");
    world.advance(TimeDelta::days(15)).await;
    assert!(ana.person.says(ana.here(), "hello?", &[]).is_err(), "it is locked");
    ana.goes_to("general").runs("/incident reopen incident:1 reason:Again").await;
    assert!(ana.goes_to(name).person.says(ana.here(), "hello!", &[]).is_ok());
}

#[tokio::test]
async fn where_discord_allows_no_more_pins_the_card_stays_unpinned_and_the_incident_goes_on() {
    let world = World::start().await;
    let ana = world.person("ana");
    world.excuse("all the pins Discord allows");
    let full = json!({"code": 30003, "message": "Maximum number of pins reached for the channel (250)"});
    let on = Matcher::first("PUT", "/channels/*/messages/pins/*");
    world.discord.faults().add(Fault { on, what: Mishap::Status(400, full) });
    ana.runs("/incident open title:Checkout is down").await.says("INC-1");
    let room = "inc-1-checkout-is-down";
    assert!(!ana.goes_to(room).must_see("Severity").is_pinned);
    ana.runs("/incident status state:fixing").await.says("fixing");
    world.advance(TimeDelta::minutes(1)).await;
    let card = format!("{:?}", ana.goes_to(room).must_see("Severity"));
    assert!(card.to_lowercase().contains("fixing"), "it goes on telling: {card}");
    let calls = world.discord.calls().into_iter();
    let pins = calls.filter(|call| call.method == "PUT" && call.path.contains("/pins/"));
    assert_eq!(pins.count(), 1, "it is not asked for again and again");
}

#[tokio::test]
async fn a_thread_that_was_made_before_a_crash_is_found_again() {
    let world = World::start().await;
    let ana = world.person("ana");
    fill(&world);
    world.settle().await;
    let lost = simulator::Fault {
        on: simulator::Matcher::first("POST", "/channels/*/threads"),
        what: simulator::Mishap::ResetAfterEffect,
    };
    world.discord.faults().add(lost);
    ana.runs("/incident open title:Checkout is down").await;
    world.advance(TimeDelta::minutes(1)).await;
    let channels = world.guild.channels();
    assert_eq!(channels.iter().filter(|channel| channel.name.starts_with("inc-1")).count(), 1);
    assert!(ana.goes_to("inc-1-checkout-is-down").must_see("Severity").is_pinned);
}

#[tokio::test]
async fn a_private_incident_waits_for_a_channel_of_its_own_and_says_what_would_help() {
    let world = World::start().await;
    let ana = world.person("ana");
    fill(&world);
    world.settle().await;
    let told = ana.runs("/incident open title:Keys were leaked private:true").await;
    told.whispers("the server has the 500 channels that Discord allows. Delete some");
    for name in ["c-400", "c-401"] {
        world.guild.delete_channel(world.guild.channel(name).unwrap());
    }
    world.settle().await;
    assert!(ana.goes_to("inc-1-keys-were-leaked").must_see("Severity").is_pinned);
}

#[tokio::test]
async fn a_channel_becomes_read_only_without_any_channel_for_postmortems() {
    let world = World::start().await;
    let ana = world.person("ana");
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down").runs("/incident resolve cause:x resolution:y").await;
    ana.runs("/postmortem publish").await.says("is published");
    world.advance(TimeDelta::days(13)).await;
    ana.says("still open").await;
    world.advance(TimeDelta::days(2)).await;
    assert!(ana.person.says(ana.here(), "hello?", &[]).is_err(), "it can only be read");
    ana.must_see("still open");
    ana.runs("/timeline add text:A late fact at:5m ago").await.says("A late fact");
    let posted = ana.must_see("Postmortem ·");
    assert!(String::from_utf8(posted.files[0].bytes.clone()).unwrap().contains("A late fact"));
    ana.runs("/incident reopen reason:Again").await.says("is open again");
    ana.says("and on we go").await;
}
