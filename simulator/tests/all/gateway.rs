//! Sessions: who may come, what is replayed, who hears what.

use serde_json::json;
use simulator::{Acks, Resumable, ViolationKind};

use crate::support::{Bench, Gateway};

const GUILDS: u64 = 1;
const GUILD_MESSAGES: u64 = 1 << 9;
const MESSAGE_CONTENT: u64 = 1 << 15;

#[tokio::test]
async fn a_wrong_token_or_intent_closes_with_its_code() {
    let bench = Bench::start().await;
    let right = bench.sim.token();
    for (token, intents, code) in
        [("wrong", GUILDS, 4004), (right.as_str(), 1 << 40, 4013), (right.as_str(), MESSAGE_CONTENT, 4014)]
    {
        let mut gateway = Gateway::connect(&bench.sim.gateway_url()).await;
        gateway.identify(token, intents).await;
        assert_eq!(gateway.frame().await, json!({ "close": code }));
    }
    let kinds: Vec<_> = bench.sim.take_violations().into_iter().map(|violation| violation.kind).collect();
    assert_eq!(kinds, [ViolationKind::Gateway; 3]);
}

#[tokio::test]
async fn what_was_missed_is_replayed_before_resumed() {
    let bench = Bench::start().await;
    let general = bench.guild.channel("general").unwrap();
    let ana = bench.guild.person("ana");
    let mut gateway = Gateway::identified(&bench, GUILDS | GUILD_MESSAGES).await;
    let ready = gateway.event("READY").await;
    assert_eq!(gateway.event("GUILD_CREATE").await["s"], 2);
    assert_eq!(bench.sim.dispatched_since_ready(), 2);

    bench.sim.gateway().drop_connections();
    assert_eq!(gateway.frame().await, json!({ "broken": true }));
    ana.says(general, "while you were away", &[]).unwrap();
    let elsewhere = ready["d"]["resume_gateway_url"].as_str().unwrap().to_owned();
    assert_ne!(elsewhere, bench.sim.gateway_url());
    let mut gateway = Gateway::connect(&elsewhere).await;
    let session = &ready["d"]["session_id"];
    gateway
        .send(json!({ "op": 6, "d": { "token": bench.sim.token(), "session_id": session, "seq": 2 } }))
        .await;
    assert_eq!(gateway.frame().await["t"], "MESSAGE_CREATE");
    assert_eq!(gateway.frame().await["t"], "RESUMED");
    assert_eq!(bench.sim.dispatched_since_ready(), 1, "RESUMED alone: replayed events do not count");
    bench.is_clean();
}

#[tokio::test]
async fn a_forgotten_session_is_invalid() {
    let bench = Bench::start().await;
    let mut gateway = Gateway::identified(&bench, GUILDS).await;
    let ready = gateway.event("READY").await;
    bench.sim.gateway().invalidate_sessions(Resumable::No);
    gateway.event("GUILD_CREATE").await;
    assert_eq!(gateway.frame().await["op"], 9);
    let mut gateway = Gateway::connect(&bench.sim.gateway_url()).await;
    let session = &ready["d"]["session_id"];
    gateway
        .send(json!({ "op": 6, "d": { "token": bench.sim.token(), "session_id": session, "seq": 1 } }))
        .await;
    let answer = gateway.frame().await;
    assert_eq!((answer["op"].as_u64(), answer["d"].as_bool()), (Some(9), Some(false)));
}

#[tokio::test]
async fn without_the_intent_content_is_blank_unless_the_bot_is_mentioned() {
    let bench = Bench::start().await;
    let general = bench.guild.channel("general").unwrap();
    let ana = bench.guild.person("ana");
    let mut gateway = Gateway::identified(&bench, GUILDS | GUILD_MESSAGES).await;
    gateway.event("GUILD_CREATE").await;
    ana.says(general, "a secret", &[]).unwrap();
    assert_eq!(gateway.event("MESSAGE_CREATE").await["d"]["content"], "");
    let mention = format!("<@{}> look", bench.sim.bot());
    ana.says(general, &mention, &[]).unwrap();
    assert_eq!(gateway.event("MESSAGE_CREATE").await["d"]["content"], mention);
}

#[tokio::test]
async fn messages_are_not_heard_without_their_intent() {
    let bench = Bench::start().await;
    let general = bench.guild.channel("general").unwrap();
    let mut gateway = Gateway::identified(&bench, GUILDS).await;
    gateway.event("GUILD_CREATE").await;
    bench.guild.person("ana").says(general, "unheard", &[]).unwrap();
    bench.guild.create_channel("news");
    assert_eq!(gateway.frame().await["t"], "CHANNEL_CREATE");
}

#[tokio::test]
async fn heartbeats_are_answered_until_they_are_withheld() {
    let bench = Bench::start().await;
    let mut gateway = Gateway::identified(&bench, GUILDS).await;
    gateway.event("GUILD_CREATE").await;
    gateway.send(json!({ "op": 1, "d": 2 })).await;
    assert_eq!(gateway.frame().await["op"], 11);
    bench.sim.gateway().heartbeats(Acks::Withheld);
    gateway.send(json!({ "op": 1, "d": 2 })).await;
    bench.sim.gateway().ask_to_reconnect();
    assert_eq!(gateway.frame().await["op"], 7);
}

#[tokio::test]
async fn planned_trouble_comes_once() {
    let bench = Bench::start().await;
    let faults = bench.sim.gateway();
    faults.refuse_connections(1);
    let url = format!("{}?v=10", bench.sim.gateway_url());
    assert!(tokio_tungstenite::connect_async(&url).await.is_err());
    faults.close_after_identify(&[4000]);
    let mut gateway = Gateway::identified(&bench, GUILDS).await;
    assert_eq!(gateway.frame().await, json!({ "close": 4000 }));
    let mut gateway = Gateway::identified(&bench, GUILDS).await;
    gateway.event("GUILD_CREATE").await;
    faults.double_next("CHANNEL_CREATE");
    bench.guild.create_channel("one");
    assert_eq!(gateway.frame().await["d"]["name"], "one");
    assert_eq!(gateway.frame().await["d"]["name"], "one");
    faults.overtake_next(1);
    bench.guild.create_channel("two");
    bench.guild.create_channel("three");
    assert_eq!(gateway.frame().await["d"]["name"], "three");
    assert_eq!(gateway.frame().await["d"]["name"], "two");
    faults.close(4009);
    assert_eq!(gateway.frame().await, json!({ "close": 4009 }));
    bench.is_clean();
}

#[tokio::test]
async fn too_many_identifies_reset_the_token() {
    let bench = Bench::with(|options| options.identifies_a_day = 1).await;
    let old = bench.sim.token();
    Gateway::identified(&bench, GUILDS).await.event("READY").await;
    let mut second = Gateway::identified(&bench, GUILDS).await;
    assert_eq!(second.frame().await, json!({ "close": 4004 }));
    assert_ne!(bench.sim.token(), old);
    assert_eq!(bench.sim.identifies(), 2);
    let limit = bench.get("/gateway/bot").await.body["session_start_limit"]["remaining"].clone();
    assert_eq!(limit, 0);
}

#[tokio::test]
async fn the_same_session_cannot_do_before_it_identifies_or_twice() {
    let bench = Bench::start().await;
    let mut gateway = Gateway::connect(&bench.sim.gateway_url()).await;
    gateway.send(json!({ "op": 3, "d": {} })).await;
    assert_eq!(gateway.frame().await, json!({ "close": 4003 }));
    let mut gateway = Gateway::identified(&bench, GUILDS).await;
    gateway.event("GUILD_CREATE").await;
    gateway.identify(&bench.sim.token(), GUILDS).await;
    assert_eq!(gateway.frame().await, json!({ "close": 4005 }));
    let mut gateway = Gateway::connect(&bench.sim.gateway_url()).await;
    gateway.send(json!({ "op": 1, "d": "x".repeat(5000) })).await;
    assert_eq!(gateway.frame().await, json!({ "close": 4002 }));
}
