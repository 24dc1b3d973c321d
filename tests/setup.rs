//! `/setup`: an empty server becomes one where incidents can be worked on, step by step, and back again.

use simulator::{Fault, Matcher, Mishap, Permissions};
use tests::world::{Actor, World};

/// Somebody who manages the server.
fn manager<'w>(world: &'w World, name: &str) -> Actor<'w> {
    let keepers = world.guild.role("Keepers", Permissions::MANAGE_GUILD);
    let manager = world.person(name);
    manager.person.give(keepers);
    manager
}

async fn managed(world: &World) -> Actor<'_> {
    let kim = manager(world, "kim");
    world.settle().await;
    kim
}

/// Takes what is offered at each step, up to the preview.
async fn walks(kim: &Actor<'_>) {
    kim.runs("/setup").await.whispers("Set-up · 1 of 6 · Category");
    kim.clicks("Make Incidents").await.whispers("2 of 6 · Announcements");
    kim.clicks("Make #incidents").await.whispers("3 of 6 · Postmortems");
    kim.clicks("Make #postmortems").await.whispers("4 of 6 · Responders");
    kim.clicks("Make @Responders").await.whispers("5 of 6 · Admins");
    kim.clicks("Leave it as it is").await.whispers("6 of 6 · People");
}

fn made(world: &World) -> Vec<String> {
    let names = ["Incidents", "incidents", "postmortems"];
    let channels = world.guild.channels().into_iter().map(|channel| channel.name);
    channels.filter(|name| names.contains(&name.as_str())).collect()
}

#[tokio::test]
async fn an_empty_server_is_seen_before_it_is_made_rehearsed_and_undone() {
    let world = World::start().await;
    let kim = managed(&world).await;
    walks(&kim).await;
    let ben = world.guild.person("ben");
    kim.selects("Add people who can be paged", &[&ben.mention()]).await.whispers("Who can be paged: ben");
    kim.clicks("Add me").await.whispers("Who can be paged: ben, kim");
    kim.clicks("Go on").await;
    let preview = kim.must_see("Set-up · Preview");
    let words = tests::world::words(&preview);
    assert!(words.contains("➕ Announcements: **#incidents** is made"), "{words}");
    assert!(words.contains("✅ Discord lets me do all of it") && made(&world).is_empty(), "{words}");
    kim.clicks("Make it").await;
    kim.must_see("This server is set up");
    kim.must_see("made by me");
    assert_eq!(made(&world).len(), 3);
    kim.runs("/settings show").await.whispers("announcements");
    kim.clicks("Rehearse a page").await;
    kim.must_see("goes on: press **Acknowledge**");
    world.advance(chrono::TimeDelta::seconds(3)).await;
    kim.must_see("direct message · sent");
    kim.clicks("Acknowledge").await;
    kim.must_see("is over: answered after");
    assert!(kim.hears().iter().any(|told| told.contains("is over: answered")), "{:?}", kim.hears());
    let incidents = world.guild.channel("incidents").expect("it was made");
    ben.says(incidents, "is this the place?", &[]).expect("people may speak here");
    world.settle().await;
    kim.runs("/setup").await.whispers("This server is set up");
    kim.clicks("Undo").await.whispers("Take this away again?");
    kim.clicks("Take it away").await;
    kim.must_see("left: there are messages in it");
    assert_eq!(made(&world), ["Incidents", "incidents"], "the category holds what stays");
    kim.runs("/contact list").await.whispers("There are no contacts yet");
}

#[tokio::test]
async fn what_is_there_is_offered_and_never_made_twice() {
    let world = World::start().await;
    world.guild.create_channel("incidents");
    world.guild.create_channel("war-room");
    let kim = managed(&world).await;
    kim.runs("/setup").await.whispers("Make Incidents");
    kim.clicks("Leave it as it is").await.whispers("Use #incidents");
    let war_room = world.guild.channel("war-room").expect("it is there");
    kim.selects("Use another one of this server", &[&format!("<#{war_room}>")]).await.whispers("3 of 6");
    kim.clicks("Leave it as it is").await;
    kim.clicks("Leave it as it is").await;
    kim.clicks("Leave it as it is").await;
    kim.clicks("Go on").await.whispers("Nothing has to be made");
    kim.clicks("Set it").await;
    kim.runs("/setup")
        .await
        .whispers("This server is set up")
        .whispers(&format!("Announcements: <#{war_room}>"));
    assert_eq!(made(&world), ["incidents"]);
}

#[tokio::test]
async fn it_goes_on_after_a_restart_and_a_second_person_sees_what_the_first_chose() {
    let world = World::start().await;
    let (kim, lee) = (managed(&world).await, manager(&world, "lee"));
    world.settle().await;
    kim.runs("/setup").await;
    kim.clicks("Make Incidents").await;
    world.crashes().await;
    world.starts_bot().await;
    lee.runs("/setup").await.whispers("2 of 6 · Announcements");
    lee.clicks("Make #incidents").await;
    for _ in 0..3 {
        lee.clicks("Leave it as it is").await;
    }
    lee.clicks("Go on").await.whispers("Preview");
    kim.clicks("Leave it as it is").await;
    lee.clicks("Make it").await.whispers("kim has chosen otherwise since you saw this, so nothing was made");
    assert!(made(&world).is_empty());
    let casey = world.person("casey");
    assert!(casey.person.runs(casey.here(), "/setup").is_err(), "it is not offered to whoever asks");
}

#[tokio::test]
async fn a_channel_that_was_made_before_a_lost_answer_is_found_again() {
    let world = World::start().await;
    let kim = managed(&world).await;
    walks(&kim).await;
    kim.clicks("Go on").await;
    let on = Matcher::nth("POST", "/guilds/*/channels", 2);
    world.discord.faults().add(Fault { on, what: Mishap::ResetAfterEffect });
    kim.clicks("Make it").await;
    world.advance(chrono::TimeDelta::seconds(5)).await;
    assert_eq!(made(&world).len(), 3);
    kim.runs("/setup").await.whispers("This server is set up");
    kim.clicks("Undo").await;
    kim.clicks("Take it away").await;
    assert!(made(&world).is_empty(), "what an earlier try has made is ours");
}

#[tokio::test]
async fn what_discord_forbids_is_named_before_and_when_it_is_tried() {
    let world = World::start().await;
    let kim = managed(&world).await;
    let lacking = Permissions::from_bits(sitrep::invite::rights()) & !Permissions::MANAGE_CHANNELS;
    world.guild.set_bot_permissions(lacking);
    world.settle().await;
    walks(&kim).await;
    kim.clicks("Go on").await;
    kim.must_see(
        "this server: missing Manage Channels. Mend: in Discord: Server Settings, Roles, the bot's role",
    );
    world.excuse("Missing Permissions");
    kim.clicks("Make it").await;
    kim.must_see("Incidents, incidents, postmortems, not made: Discord does not let me");
    kim.must_see("turn on Manage Channels");
    assert!(made(&world).is_empty());
    world.guild.set_bot_permissions(Permissions::from_bits(sitrep::invite::rights()));
    world.settle().await;
    kim.clicks("Go on").await.whispers("Preview");
    kim.clicks("Make it").await;
    kim.must_see("This server is set up");
    assert_eq!(made(&world).len(), 3);
}
