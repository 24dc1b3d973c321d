//! Discord's worse days: hours without it, limits of every kind, servers that put the bot out. Nothing promised is forgotten.

use chrono::TimeDelta;
use serde_json::json;
use simulator::{Acks, Fault, Matcher, Mishap, Resumable, Scope};
use tests::world::World;
use tests::world::process::Process;
use tests::world::stage::Stage;

const OPEN: &str = "/incident open title:Checkout is down";
const CHANNEL: &str = "inc-1-checkout-is-down";

async fn with_an_incident() -> World {
    let world = World::start().await;
    world.person("ana").runs(OPEN).await;
    world
}

/// Time passes in steps, as it does.
async fn pass(world: &World, minutes: i64) {
    for _ in 0..minutes {
        world.advance(TimeDelta::minutes(1)).await;
    }
}

#[tokio::test]
async fn an_hour_in_which_every_session_is_closed_before_it_is_ready_costs_few_identifies() {
    let world = with_an_incident().await;
    world.excuse("the gateway keeps losing us");
    world.discord.gateway().close_after_identify(&[4000; 60]);
    world.discord.gateway().forget_sessions();
    world.discord.gateway().drop_connections();
    for _ in 0..60 {
        world.clock.advance(TimeDelta::minutes(1));
        // Nothing is heard, so there is no rest to wait for; whatever can run now does.
        for _ in 0..200 {
            tokio::task::yield_now().await;
        }
    }
    let identifies = world.discord.identifies();
    assert!((2..20).contains(&identifies), "{identifies} in an hour");
}

#[tokio::test]
async fn a_session_that_is_void_is_begun_anew_and_one_that_is_not_goes_on() {
    for (resumable, identifies) in [(Resumable::Yes, 1), (Resumable::No, 2)] {
        let world = with_an_incident().await;
        world.discord.gateway().invalidate_sessions(resumable);
        world.until(|| world.discord.identifies() == identifies && world.discord.online() == 1).await;
        world.settle().await;
        world.person("ana").goes_to(CHANNEL).runs("/timeline add text:We are back").await.says("We are back");
        assert_eq!(world.discord.identifies(), identifies, "{resumable:?}");
    }
}

#[tokio::test]
async fn codes_after_which_a_session_can_go_on_lose_nothing() {
    for code in [4000, 4001, 4002, 4005, 4008] {
        let world = with_an_incident().await;
        world.discord.gateway().close(code);
        let ana = world.person("ana");
        ana.goes_to(CHANNEL);
        ana.runs("/timeline add text:Said meanwhile").await.says("Said meanwhile");
    }
}

#[tokio::test]
async fn a_gateway_that_hears_no_heartbeat_is_left_for_a_new_session() {
    let stage = Stage::with_heartbeats_each(200).await;
    let _process = stage.starts().await;
    stage.asks("general", OPEN).await;
    stage.until("its card is there", || stage.cards(CHANNEL) == 1).await;
    stage.discord.gateway().heartbeats(Acks::Withheld);
    stage.until("the dead line is left", || stage.discord.identifies() > 1).await;
    stage.discord.gateway().heartbeats(Acks::Given);
    let told = stage.asks(CHANNEL, "/timeline add text:We are back").await;
    assert!(told.contains("We are back"), "{told}");
}

#[tokio::test]
async fn an_event_that_cannot_be_read_hurts_nobody_and_an_interaction_is_answered_all_the_same() {
    let world = with_an_incident().await;
    world.excuse("could not be");
    world.discord.gateway().dispatch("GUILD_ROLE_UPDATE", json!({"role": 7}));
    world.discord.gateway().dispatch("SOMETHING_NEW", json!({"a": [1, {"b": null}]}));
    world.discord.gateway().dispatch("MESSAGE_UPDATE", json!("not an object"));
    let told = world.person("ana").goes_to(CHANNEL).runs("/incident list").await;
    assert!(told.words().contains("Checkout is down"), "{}", told.words());
}

#[tokio::test]
async fn events_that_come_twice_or_overtake_each_other_count_once() {
    let world = with_an_incident().await;
    let ana = world.person("ana");
    ana.goes_to(CHANNEL);
    world.discord.gateway().double_next("INTERACTION_CREATE");
    ana.runs("/timeline add text:Counted once").await;
    world.discord.gateway().overtake_next(1);
    ana.person.runs(ana.here(), "/timeline add text:Said first").expect("the client lets her");
    ana.runs("/timeline add text:Said second").await;
    let list = ana.runs("/timeline list").await.words();
    for text in ["Counted once", "Said first", "Said second"] {
        assert_eq!(list.matches(&format!("· {text} — ")).count(), 1, "{text}: {list}");
    }
}

#[tokio::test]
async fn a_long_limit_on_all_routes_is_waited_out_to_the_second() {
    let world = World::start().await;
    let limited = Mishap::RateLimited { retry_after: 3_600.0, scope: Scope::Global, has_code: false };
    world.discord.faults().add(Fault { on: Matcher::first("POST", "/guilds/*/channels"), what: limited });
    world.person("ana").runs(OPEN).await.says("INC-1");
    // Answers to people have no part in this limit.
    let limited = || {
        let calls = world.discord.calls();
        let is_answer = |path: &str| path.starts_with("/interactions") || path.starts_with("/webhooks");
        calls.into_iter().filter(|call| !is_answer(&call.path)).map(|call| call.path).collect::<Vec<_>>()
    };
    let calls = limited();
    pass(&world, 59).await;
    assert_eq!(limited(), calls, "not one call while the limit holds");
    pass(&world, 3).await;
    assert!(world.guild.channel(CHANNEL).is_some(), "then it goes on");
}

#[tokio::test]
async fn an_hour_without_discord_is_caught_up_with_when_it_is_back() {
    let world = with_an_incident().await;
    let ana = world.person("ana");
    ana.goes_to(CHANNEL);
    let ben = world.person("ben");
    for _ in 0..200 {
        for (method, path) in [
            ("POST", "/channels/*/messages"),
            ("POST", "/users/@me/channels"),
            ("PATCH", "/channels/*/messages/*"),
        ] {
            world.discord.faults().add(Fault { on: Matcher::first(method, path), what: Mishap::Html(503) });
        }
    }
    world.excuse("503");
    // The card is older than an hour by then, and posted anew.
    world.excuse("30046");
    ana.runs(&format!("/page send who:{}", ben.person.mention())).await;
    pass(&world, 60).await;
    assert!(ben.hears().is_empty(), "nothing gets through");
    world.discord.faults().clear();
    pass(&world, 20).await;
    assert!(!ben.hears().is_empty(), "he is called once it can be");
    let newest = ben.hears().len();
    assert!(newest <= 3, "the latest, not the whole hour one by one: {:?}", ben.hears());
}

#[tokio::test]
async fn a_server_that_put_the_bot_out_keeps_its_facts_and_finds_them_again() {
    let world = with_an_incident().await;
    world.excuse("put us out");
    world.guild.kick_bot();
    world.settle().await;
    pass(&world, 30).await;
    world.guild.invite_bot();
    world.settle().await;
    let told = world.person("ana").goes_to("general").runs("/incident list").await;
    assert!(told.words().contains("Checkout is down"), "{}", told.words());
    let next = world.person("ana").runs("/incident open title:Second").await;
    next.says("INC-2");
}

#[tokio::test]
async fn a_server_that_is_new_works_from_its_first_minute() {
    let world = with_an_incident().await;
    let guild = world.discord.guild("Later");
    guild.invite_bot();
    world.settle().await;
    let dan = guild.person("dan");
    let channel = guild.channel("general").expect("every server has it");
    let asked = dan.runs(channel, "/incident open title:Their own").expect("the client lets him");
    world.settle().await;
    let answer = format!("{:?}", world.discord.answer_of(asked));
    assert!(answer.contains("INC-1"), "their numbers are their own: {answer}");
    assert!(!answer.contains("Checkout"), "{answer}");
}

#[tokio::test]
async fn what_no_retry_mends_ends_the_program_with_the_sentence_that_names_the_mend() {
    for (code, mend) in [
        (4004, "copy a new one from the developer portal"),
        (4012, "install a newer version"),
        (4013, "install a newer version"),
        (4014, "switch the Message Content or Server Members intent on"),
    ] {
        let stage = Stage::set().await;
        stage.discord.gateway().close_after_identify(&[code; 3]);
        let (url, data) = (stage.database_url(), stage.database.folder().display().to_string());
        let (token, base) = (stage.discord.token(), stage.discord.base_url().to_owned());
        let ended = tokio::task::spawn_blocking(move || {
            let variables = [
                ("SITREP_DATABASE_URL", url.as_str()),
                ("SITREP_DATA", &data),
                ("SITREP_LISTEN", "off"),
                ("SITREP_LOG", "error"),
                ("DISCORD_TOKEN", &token),
                ("SITREP_DISCORD_URL", &base),
            ];
            Process::ended("run", &variables)
        });
        let ended = ended.await.unwrap();
        assert!(ended.code == Some(1) && ended.said.contains(mend), "{code}: {ended:#?}");
        assert!(!ended.said.contains(&stage.discord.token()), "no token is said: {ended:#?}");
    }
}
