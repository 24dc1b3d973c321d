//! Discord's bad days: what a person did is there all the same, once.

use chrono::TimeDelta;
use serde_json::json;
use simulator::{Fault, Matcher, Mishap, Scope};
use tests::world::World;

const OPEN: &str = "/incident open title:Checkout is down severity:SEV1";

/// Each call to Discord that opening makes after the answer, as the simulator's matcher names it.
const CALLS: [(&str, &str); 5] = [
    ("POST", "/guilds/*/channels"),
    ("POST", "/channels/*/messages"),
    ("PUT", "/channels/*/messages/pins/*"),
    ("PATCH", "/webhooks/*/*/messages/@original"),
    ("GET", "/guilds/*/channels"),
];

fn befalls(world: &World, (method, path): (&str, &str), what: Mishap) {
    world.discord.faults().add(Fault { on: Matcher::first(method, path), what });
}

/// One channel, one pinned card in it, one answer that leads there: as if nothing had happened.
fn is_whole(world: &World) {
    let channels = world.guild.channels();
    let named = |name: &str| channels.iter().filter(|channel| channel.name == name).count();
    assert_eq!(named("inc-1-checkout-is-down"), 1, "one channel: {channels:?}");
    assert_eq!(named("Incidents"), 1, "one category");
    let ana = world.person("ana");
    ana.goes_to("inc-1-checkout-is-down");
    let cards: Vec<_> = ana.person.sees(ana.here()).into_iter().filter(|message| message.is_pinned).collect();
    assert_eq!(cards.len(), 1, "one pinned card");
    let same = ana.sees().iter().filter(|words| words.contains("Severity")).count();
    assert_eq!(same, 1, "one card, pinned or not: {:?}", ana.sees());
    assert_eq!(world.discord.faults().left(), 0, "the mishap happened");
}

async fn opening_survives(call: (&str, &str), what: Mishap) {
    let world = World::start().await;
    befalls(&world, call, what);
    world.person("ana").runs(OPEN).await.says("INC-1");
    for _ in 0..8 {
        world.advance(TimeDelta::minutes(1)).await;
    }
    is_whole(&world);
}

#[tokio::test]
async fn opening_survives_a_rate_limit_of_every_shape() {
    for call in CALLS {
        for scope in [Scope::User, Scope::Global, Scope::Shared] {
            let limited = Mishap::RateLimited { retry_after: 7.5, scope, has_code: scope == Scope::User };
            opening_survives(call, limited).await;
        }
    }
}

#[tokio::test]
async fn opening_survives_a_discord_that_is_unwell() {
    for call in CALLS {
        opening_survives(
            call,
            Mishap::Status(500, json!({"message": "500: Internal Server Error", "code": 0})),
        )
        .await;
        opening_survives(call, Mishap::Html(502)).await;
        opening_survives(call, Mishap::ResetBefore).await;
    }
}

#[tokio::test]
async fn opening_survives_a_connection_that_breaks_after_the_effect() {
    for call in CALLS {
        opening_survives(call, Mishap::ResetAfterEffect).await;
    }
}

#[tokio::test]
async fn the_answer_itself_survives_a_broken_connection() {
    for what in [Mishap::ResetBefore, Mishap::ResetAfterEffect] {
        let world = World::start().await;
        befalls(&world, ("POST", "/interactions/*/*/callback"), what);
        world.excuse("40060");
        world.person("ana").runs(OPEN).await.says("INC-1");
        is_whole(&world);
    }
}

#[tokio::test]
async fn a_command_delivered_twice_is_done_once() {
    let world = World::start().await;
    let ana = world.person("ana");
    ana.runs(OPEN).await;
    ana.goes_to("inc-1-checkout-is-down");
    let told = ana.runs("/timeline add text:Rolled back").await;
    world.discord.repeat(told.to);
    world.settle().await;
    let list = ana.runs("/timeline list").await.words();
    assert_eq!(list.matches("Rolled back — ana").count(), 1, "{list}");
}

#[tokio::test]
async fn a_command_delivered_again_after_a_crash_is_answered_alike_and_done_once() {
    let world = World::start().await;
    let ana = world.person("ana");
    ana.runs(OPEN).await;
    ana.goes_to("inc-1-checkout-is-down");
    let told = ana.runs("/timeline add text:Rolled back").await;
    world.crashes().await;
    world.starts_bot().await;
    world.excuse("40060");
    world.discord.repeat(told.to);
    world.settle().await;
    let list = ana.runs("/timeline list").await.words();
    assert_eq!(list.matches("Rolled back — ana").count(), 1, "{list}");
}

#[tokio::test]
async fn a_dropped_gateway_is_taken_up_again_and_misses_nothing() {
    let world = World::start().await;
    let ana = world.person("ana");
    ana.runs(OPEN).await;
    ana.goes_to("inc-1-checkout-is-down");
    world.discord.gateway().drop_connections();
    ana.runs("/timeline add text:Said while the line was cut").await.says("Said while the line was cut");
    ana.runs("/timeline list").await.whispers("Said while the line was cut");
    assert_eq!(world.discord.identifies(), 1, "resumed, not begun anew");
}

#[tokio::test]
async fn a_crash_in_the_middle_of_opening_loses_nothing_and_makes_nothing_twice() {
    for call in CALLS {
        let world = World::start().await;
        befalls(&world, call, Mishap::HangAfterEffect);
        let ana = world.person("ana");
        ana.person.runs(ana.here(), OPEN).expect("the client lets her");
        world.until(|| world.discord.faults().left() == 0).await;
        world.crashes().await;
        world.starts_bot().await;
        for _ in 0..3 {
            world.advance(TimeDelta::minutes(1)).await;
        }
        is_whole(&world);
    }
}

#[tokio::test]
async fn commands_that_could_not_be_registered_are_registered_later() {
    let world = World::asleep().await;
    befalls(&world, ("PUT", "/applications/*/commands"), Mishap::Html(503));
    world.starts_bot().await;
    assert_eq!(world.discord.faults().left(), 0, "the first try was refused");
    world.advance(TimeDelta::minutes(1)).await;
    world.until(|| !world.discord.commands().is_empty()).await;
    world.person("ana").runs(OPEN).await.says("INC-1");
}

/// Nobody can tell whether the first one arrived, and the next change wishes for a card as well.
#[tokio::test]
async fn a_card_that_may_stand_already_is_not_posted_again_by_a_change_that_comes_meanwhile() {
    for what in [Mishap::ResetAfterEffect, Mishap::ResetBefore] {
        let world = World::start().await;
        befalls(&world, ("POST", "/channels/*/messages"), what);
        let ana = world.person("ana");
        ana.runs(OPEN).await.says("INC-1");
        ana.goes_to("inc-1-checkout-is-down");
        ana.runs("/incident severity level:SEV2").await.says("SEV2");
        for _ in 0..3 {
            world.advance(TimeDelta::minutes(1)).await;
        }
        is_whole(&world);
        ana.must_see("SEV2");
    }
}
