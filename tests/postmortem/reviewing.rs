//! The review: an event of the server, and reminders for those who took part.

use chrono::TimeDelta;
use simulator::{Fault, Matcher, Mishap, Permissions};
use tests::world::{Actor, World};

async fn over<'w>(world: &'w World, private: bool) -> (Actor<'w>, Actor<'w>) {
    let (ana, ben) = (world.person("ana"), world.person("ben"));
    let channel = "inc-1-checkout-is-down";
    ana.runs(&format!("/incident open title:Checkout is down private:{private}")).await;
    ana.goes_to(channel);
    if private {
        world.guild.let_in(world.guild.channel(channel).unwrap(), ben.person.id());
        world.settle().await;
    }
    ben.goes_to(channel);
    ben.runs("/timeline add text:Restarted the cache").await;
    ana.runs("/incident resolve cause:A leak resolution:A restart").await;
    (ana, ben)
}

#[tokio::test]
async fn a_review_becomes_an_event_and_those_who_took_part_are_reminded() {
    let world = World::start().await;
    let (ana, ben) = over(&world, false).await;
    let told = ana.runs("/postmortem review at:2024-06-05 14:00").await;
    told.says("The review of **INC-1 · Checkout is down** is planned for");
    let everybody = [ana.person.id(), ben.person.id()];
    assert!(everybody.iter().all(|user| told.message().pinged_users.contains(user)), "{:?}", told.message());
    assert_eq!(
        world.guild.events(),
        [("Review of INC-1: Checkout is down".to_owned(), "2024-06-05T14:00:00+00:00".to_owned())]
    );
    ana.must_see("👀 In review");
    ana.runs("/postmortem review at:2024-06-06 09:00").await.says("is planned");
    assert_eq!(world.guild.events().len(), 1, "it was moved");
    assert!(world.guild.events()[0].1.starts_with("2024-06-06T09:00"));
    world.advance(TimeDelta::days(3)).await;
    let reminders = |ana: &Actor<'_>| ana.sees().iter().filter(|text| text.contains("begins")).count();
    assert_eq!(reminders(&ana), 1, "the day before");
    world.advance(TimeDelta::hours(18) + TimeDelta::minutes(35)).await;
    assert_eq!(reminders(&ana), 2, "and just before");
    world.advance(TimeDelta::days(9)).await;
    assert_eq!(reminders(&ana), 2);
}

#[tokio::test]
async fn a_reopening_calls_the_review_off() {
    let world = World::start().await;
    let (ana, _) = over(&world, false).await;
    ana.runs("/postmortem review at:tomorrow 10:00").await;
    assert_eq!(world.guild.events().len(), 1);
    ana.runs("/incident reopen reason:It is back").await;
    assert!(world.guild.events().is_empty());
    world.advance(TimeDelta::days(2)).await;
    assert!(!ana.sees().iter().any(|text| text.contains("begins")), "{:?}", ana.sees());
}

#[tokio::test]
async fn times_that_cannot_be_are_refused() {
    let world = World::start().await;
    let (ana, _) = over(&world, false).await;
    for at in ["yesterday 14:00", "2020-01-01", "soonish"] {
        let told = ana.runs(&format!("/postmortem review at:{at}")).await;
        assert!(told.message().ephemeral_to.is_some(), "{at}: {}", told.words());
    }
    assert!(world.guild.events().is_empty());
    ana.runs("/incident open title:Another one").await;
    ana.runs("/postmortem review at:tomorrow 10:00 incident:2").await.whispers("INC-2 is still open");
}

#[tokio::test]
async fn a_private_incident_has_no_event_for_everybody_to_see() {
    let world = World::start().await;
    let (ana, _) = over(&world, true).await;
    ana.runs("/postmortem review at:tomorrow 10:00").await.says("no event of the server is made");
    assert!(world.guild.events().is_empty());
}

#[tokio::test]
async fn where_events_are_forbidden_the_channel_is_told_how_to_mend_it() {
    let world = World::start().await;
    world.excuse("50013");
    world.guild.set_bot_permissions(Permissions::of_a_bot() & !Permissions::CREATE_EVENTS);
    let (ana, _) = over(&world, false).await;
    ana.runs("/postmortem review at:2024-06-05 14:00").await.says("is planned");
    ana.must_see("Sitrep may not create events in this server");
    world.guild.set_bot_permissions(Permissions::of_a_bot());
    world.advance(TimeDelta::minutes(11)).await;
    assert_eq!(world.guild.events().len(), 1, "it is made once it may be");
}

#[tokio::test]
async fn a_crash_after_the_event_was_made_makes_no_second() {
    let world = World::start().await;
    let (ana, _) = over(&world, false).await;
    world.discord.faults().add(Fault {
        on: Matcher::first("POST", "/guilds/*/scheduled-events"),
        what: Mishap::ResetAfterEffect,
    });
    ana.runs("/postmortem review at:2024-06-05 14:00").await.says("is planned");
    world.advance(TimeDelta::minutes(2)).await;
    assert_eq!(world.guild.events().len(), 1);
}
